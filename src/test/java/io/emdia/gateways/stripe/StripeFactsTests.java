package io.emdia.gateways.stripe;

import static io.emdia.gateways.stripe.StripeBodies.facts;
import static io.emdia.gateways.stripe.StripeBodies.only;
import static io.emdia.gateways.stripe.StripeBodies.reason;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.emdia.facts.ChargeFact.ChargeCanceled;
import io.emdia.facts.ChargeFact.ChargeImplied;
import io.emdia.facts.ChargeFact.ChargeLinked;
import io.emdia.facts.ChargeFact.ChargeTold;
import io.emdia.facts.ChargeFact.ChargeWrittenOff;
import io.emdia.facts.ChargeFact.DisputeClosed;
import io.emdia.facts.ChargeFact.DisputeOpened;
import io.emdia.facts.ChargeFact.PaymentFailed;
import io.emdia.facts.ChargeFact.PaymentSucceeded;
import io.emdia.facts.ChargeFact.RefundFailed;
import io.emdia.facts.ChargeFact.RefundedInAll;
import io.emdia.facts.CustomerFact.CustomerTold;
import io.emdia.facts.FactDate;
import io.emdia.facts.Member;
import io.emdia.facts.Method;
import io.emdia.facts.SubscriptionFact.CancelReason;
import io.emdia.facts.SubscriptionFact.Interval;
import io.emdia.facts.SubscriptionFact.Status;
import io.emdia.facts.SubscriptionFact.SubscriptionCanceled;
import io.emdia.facts.SubscriptionFact.SubscriptionTold;
import io.emdia.gateways.Reading;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;

class StripeFactsTests {

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

    @Test
    void anIntentIsAChargeOfItsOwnOncePaid() {
        var intent =
                "{'id':'pi_1','amount':500,'amount_received':450,'currency':'brl','created':1,"
                        + "'customer':null,'payment_method_types':['pix']}";

        assertThat(facts("payment_intent.created", intent)).isEmpty();
        assertThat(facts("payment_intent.succeeded", intent))
                .containsExactly(
                        new ChargeImplied("pi_1", null, 450, "BRL", Method.PIX, TOLD),
                        new PaymentSucceeded("pi_1", "pi_1", 450, Method.PIX, TOLD, 0, 0, 0));
        assertThat(facts("payment_intent.canceled", intent))
                .containsExactly(new ChargeCanceled("pi_1", TOLD));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'invoice':'in_1'",
                "'invoice':{'id':'in_1'}",
                "'payment_details':{'order_reference':'in_1'}"
            })
    void anIntentThatNamesItsInvoiceCarriesNoMarks(String naming) {
        var intent =
                "{'id':'pi_1','amount':500,'currency':'brl','created':1,'customer':'cus_1',%s}"
                        .formatted(naming);

        assertThat(facts("payment_intent.processing", intent))
                .containsExactly(new ChargeLinked("pi_1", "in_1", false));
    }

    @Test
    void aChargeBelongsToTheInvoiceItNames() {
        assertThat(facts("charge.updated", charge("'invoice':'in_1','payment_intent':'pi_1'")))
                .containsExactlyInAnyOrder(
                        new ChargeLinked("ch_1", "in_1", false),
                        new ChargeLinked("pi_1", "in_1", false));
    }

    @Test
    void aChargeThatIsOnlyAuthorizedIsNotPaid() {
        var authorized = charge("'captured':false,'payment_intent':null");

        assertThat(facts("charge.succeeded", authorized)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "card,credit,CREDIT_CARD",
        "card,debit,DEBIT_CARD",
        "boleto,x,BOLETO",
        "pix,x,PIX",
        "link,x,WALLET",
        "sepa_debit,x,BANK_TRANSFER",
        "unheard_of,x,UNKNOWN"
    })
    void aChargeSaysHowItWasPaid(String type, String funding, Method method) {
        var details = "{'type':'%1$s','%1$s':{'funding':'%2$s'}}".formatted(type, funding);
        var charge = charge("'captured':true,'payment_method_details':" + details);

        assertThat(only(PaymentSucceeded.class, facts("charge.succeeded", charge)).method())
                .isEqualTo(method);
    }

    @Test
    void aFailedChargeSaysWhy() {
        var charge = charge("'failure_code':'card_declined','outcome':{'reason':'fraudulent'}");

        assertThat(only(PaymentFailed.class, facts("charge.failed", charge)).code())
                .isEqualTo("fraudulent");
    }

    @Test
    void refundObjectsTellNoMoneyAgain() {
        var refund =
                "{'id':'re_1','amount':100,'currency':'brl','charge':'ch_1',"
                        + "'payment_intent':'pi_1','status':'%s'}";

        assertThat(facts("refund.created", refund.formatted("succeeded")))
                .containsExactly(new ChargeLinked("ch_1", "pi_1", false));
        assertThat(facts("refund.failed", refund.formatted("failed")))
                .contains(new RefundFailed("ch_1", "re_1"))
                .noneMatch(fact -> fact instanceof RefundedInAll);
    }

    @ParameterizedTest
    @CsvSource({"won,true", "lost,false"})
    void aDisputeIsWonOrLost(String status, boolean won) {
        var facts = facts("charge.dispute.closed", dispute(status));

        assertThat(only(DisputeClosed.class, facts))
                .isEqualTo(new DisputeClosed("ch_1", "du_1", won, TOLD));
        assertThat(only(DisputeOpened.class, facts).openedOn()).isEqualTo(at(1773000000));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "warning_needs_response",
                "warning_under_review",
                "warning_closed",
                "prevented"
            })
    void anInquiryMovesNoMoney(String status) {
        assertThat(facts("charge.dispute.created", dispute(status))).isEmpty();
        assertThat(facts("charge.dispute.closed", dispute(status))).isEmpty();
    }

    @Test
    void aSubscriptionCostsWhatItsItemsCost() {
        var told =
                only(
                        SubscriptionTold.class,
                        facts(
                                "customer.subscription.updated",
                                subscription(
                                        "trialing",
                                        item("'unit_amount':1000", "'quantity':3")
                                                + ","
                                                + item(
                                                        "'unit_amount':null,'unit_amount_decimal':'0.5'",
                                                        "'quantity':3"))));

        assertThat(told.amount()).isEqualTo(Member.of(3002L)); // 3001.5, half up
        assertThat(told.interval()).isEqualTo(Member.of(Interval.YEAR));
        assertThat(told.intervalCount()).isEqualTo(Member.of(2));
        assertThat(told.status()).isEqualTo(Member.of(Status.TRIALING));
    }

    @ParameterizedTest
    @ValueSource(strings = {"incomplete", "incomplete_expired"})
    void aSubscriptionThatWasNeverPaidNeverBegan(String status) {
        var subscription = subscription(status, item("'unit_amount':1", "'quantity':1"));

        assertThat(facts("customer.subscription.created", subscription)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "payment_failed,NOT_PAID",
        "cancellation_requested,CUSTOMER_REQUEST",
        "payment_disputed,FRAUD",
        "something_new,OTHER"
    })
    void aSubscriptionEndsForAReason(String reason, CancelReason ours) {
        var subscription =
                "{'id':'sub_1','status':'canceled','ended_at':1773000000,"
                        + "'cancellation_details':{'reason':'"
                        + reason
                        + "'}}";

        assertThat(facts("customer.subscription.deleted", subscription))
                .containsExactly(new SubscriptionCanceled("sub_1", at(1773000000), ours));
    }

    @Test
    void aCustomerSaysWhoItIs() {
        assertThat(facts("customer.updated", "{'id':'cus_1','name':'Ana','email':null}"))
                .containsExactly(
                        new CustomerTold(
                                "cus_1",
                                Member.of("Ana"),
                                Member.cleared(),
                                Member.missing(),
                                Member.missing()));
    }

    @ParameterizedTest
    @CsvSource({"jpy,500,500", "kwd,500,500", "isk,500,5", "ugx,500,5", "mga,5,500"})
    void amountsAreMinorUnitsOfTheCurrency(String currency, long theirs, long ours) {
        var charge = charge("'captured':true").replace("brl", currency).replace("500", "" + theirs);

        assertThat(only(PaymentSucceeded.class, facts("charge.succeeded", charge)).amount())
                .isEqualTo(ours);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "invoice.paid|{'id':'in_1','status':'paid'}|data.object.amount_due",
                "invoice.paid|{'id':'in_1'}|data.object.status",
                "invoice.paid|7|data.object",
                "charge.succeeded|{'id':'ch_1','amount':-1,'currency':'brl'}|data.object.amount",
                "charge.succeeded|{'id':'ch_1','amount':1,'currency':'zzz'}|data.object.currency",
                "charge.succeeded|{'id':'ch_1','amount':1,'currency':'isk'}|data.object.amount",
                "charge.dispute.created|{'id':'du_1','amount':1,'currency':'brl','status':'lost'}|"
                        + "data.object.charge",
                "customer.subscription.updated|{'id':'s','status':'active'}|data.object.items"
            })
    void whatAnObjectMustHoldIsNamed(String type, String object, String member) {
        assertThat(reason(type, object)).startsWith(member + " ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"invoice.upcoming", "checkout.session.completed", "brand.new"})
    void otherTypesAreEventsWithoutFacts(String type) {
        assertThat(facts(type, "{}")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"id\":\"evt_1\",\"object\":\"list\"}",
                "{\"id\":\"evt_1\"}"
            })
    void whatIsNoEventIsUnreadable(String body) {
        assertThat(StripeBodies.reading(body.getBytes(UTF_8)))
                .isInstanceOf(Reading.Unreadable.class);
    }

    private static String invoiceWith(String status) {
        return OLD_INVOICE
                .replace("'paid',", "'" + status + "',")
                .replace("'amount_paid':1000", "'amount_paid':0");
    }

    private static String charge(String more) {
        return "{'id':'ch_1','amount':500,'currency':'brl','created':1773000000,%s}"
                .formatted(more);
    }

    private static String dispute(String status) {
        return "{'id':'du_1','amount':100,'currency':'brl','charge':'ch_1',"
                + "'created':1773000000,'status':'"
                + status
                + "'}";
    }

    private static String subscription(String status, String items) {
        return "{'id':'sub_1','customer':'cus_1','currency':'brl','start_date':1773000000,"
                + "'status':'%s','items':{'data':[%s]}}".formatted(status, items);
    }

    private static String item(String price, String quantity) {
        return "{'price':{'id':'price_1','recurring':{'interval':'year','interval_count':2},%s},%s}"
                .formatted(price, quantity);
    }

    private static FactDate at(long second) {
        return new FactDate.At(Instant.ofEpochSecond(second));
    }
}
