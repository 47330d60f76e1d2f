package io.emdia.gateways.stripe;

import static io.emdia.gateways.stripe.StripeBodies.facts;
import static io.emdia.gateways.stripe.StripeBodies.only;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.facts.ChargeFact.ChargeCanceled;
import io.emdia.facts.ChargeFact.ChargeLinked;
import io.emdia.facts.ChargeFact.ChargeTold;
import io.emdia.facts.ChargeFact.ChargeWrittenOff;
import io.emdia.facts.ChargeFact.PaymentSucceeded;
import io.emdia.facts.FactDate;
import io.emdia.facts.Member;
import io.emdia.facts.Method;

import org.junit.jupiter.api.Test;

import java.time.Instant;

class StripeInvoicesTests {

    private static final FactDate TOLD = at(1773422551);

    /** As sent by API versions before 2025-03-31. */
    private static final String OLD_INVOICE =
            "{'id':'in_1','object':'invoice','customer':'cus_1','amount_due':1000,"
                    + "'amount_paid':1000,'currency':'usd','created':1773000000,'status':'paid',"
                    + "'attempt_count':2,'due_date':null,'subscription':'sub_1','charge':'ch_1',"
                    + "'payment_intent':'pi_1','paid':true,"
                    + "'payment_settings':{'payment_method_types':['card']},"
                    + "'status_transitions':{'finalized_at':1773003600,'paid_at':1773003605}}";

    @Test
    void readsTheOldShapeOfAnInvoice() {
        var facts = facts("invoice.paid", OLD_INVOICE);

        var told = only(ChargeTold.class, facts);
        assertThat(told.subscriptionId()).isEqualTo(Member.of("sub_1"));
        assertThat(told.method()).isEqualTo(Member.of(Method.CREDIT_CARD));
        assertThat(told.issuedOn()).isEqualTo(Member.of(at(1773003600)));
        assertThat(only(PaymentSucceeded.class, facts).paidOn()).isEqualTo(at(1773003605));
        assertThat(facts)
                .contains(
                        new ChargeLinked("pi_1", "in_1", false),
                        new ChargeLinked("ch_1", "in_1", false));
    }

    @Test
    void bothEventsOfOnePaymentTellTheSamePayment() {
        assertThat(facts("invoice.paid", OLD_INVOICE))
                .isEqualTo(facts("invoice.payment_succeeded", OLD_INVOICE));
    }

    @Test
    void readsWhatIsExpanded() {
        var invoice =
                OLD_INVOICE
                        .replace("'cus_1'", "{'id':'cus_1'}")
                        .replace("'charge':'ch_1','payment_intent':'pi_1',", "")
                        .replace(
                                "'paid':true",
                                "'payments':{'data':[{'payment':{'payment_intent':'pi_2'}}]}");

        var facts = facts("invoice.paid", invoice);

        assertThat(only(ChargeTold.class, facts).customerId()).isEqualTo(Member.of("cus_1"));
        assertThat(facts).contains(new ChargeLinked("pi_2", "in_1", false));
    }

    @Test
    void anInvoicePaymentNamesItsIntent() {
        var payment =
                "{'id':'inpay_1','invoice':'in_1','status':'paid',"
                        + "'payment':{'type':'payment_intent','payment_intent':'pi_1'}}";

        assertThat(facts("invoice_payment.paid", payment))
                .containsExactly(new ChargeLinked("pi_1", "in_1", false));
    }

    @Test
    void anInvoicePaidOutsideOfStripeIsPaid() {
        var invoice = OLD_INVOICE.replace("'amount_paid':1000", "'amount_paid':0");

        assertThat(only(PaymentSucceeded.class, facts("invoice.paid", invoice)).amount())
                .isEqualTo(1000);
    }

    @Test
    void anInvoiceOfNothingIsNoPayment() {
        var invoice = OLD_INVOICE.replace("1000,", "0,");

        assertThat(facts("invoice.paid", invoice))
                .noneMatch(fact -> fact instanceof PaymentSucceeded)
                .anyMatch(fact -> fact instanceof ChargeTold);
    }

    @Test
    void aDraftAsksForNothing() {
        assertThat(facts("invoice.created", invoiceWith("draft"))).isEmpty();
    }

    @Test
    void aVoidedInvoiceIsCanceledAndAnUncollectibleOneWrittenOff() {
        assertThat(only(ChargeCanceled.class, facts("invoice.voided", invoiceWith("void"))))
                .isEqualTo(new ChargeCanceled("in_1", TOLD));
        var uncollectible = invoiceWith("uncollectible");
        assertThat(
                        only(
                                ChargeWrittenOff.class,
                                facts("invoice.marked_uncollectible", uncollectible)))
                .isEqualTo(new ChargeWrittenOff("in_1", TOLD));
    }

    private static String invoiceWith(String status) {
        return OLD_INVOICE
                .replace("'paid',", "'" + status + "',")
                .replace("'amount_paid':1000", "'amount_paid':0");
    }

    private static FactDate at(long second) {
        return new FactDate.At(Instant.ofEpochSecond(second));
    }
}
