package io.emdia.gateways.stripe;

import static io.emdia.gateways.stripe.StripeBodies.event;
import static io.emdia.gateways.stripe.StripeBodies.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.facts.Event;
import io.emdia.ledger.Charge;
import io.emdia.ledger.Retold;

import org.junit.jupiter.api.Test;

import java.util.List;

/** One payment or attempt is told under several ids, of which some may be all there is. */
class StripeNamesTests {

    private static final int ORDERS = 50;
    private static final long ISSUED = 1773422500;
    private static final long TRIED = 1773432500;
    private static final String DECLINED =
            "'last_payment_error':{'charge':'ch_1','decline_code':'insufficient_funds'}";

    @Test
    void aPaymentThatOnlyItsChargeTellsCounts() {
        var charge = charge("e1", "charge.succeeded", "'captured':null");
        var intent = intent("e2", "payment_intent.succeeded", "'amount_received':500");

        assertPaidOnce(charge(List.of(charge), "pi_1"));
        assertPaidOnce(charge(List.of(charge, intent), "pi_1"));
    }

    @Test
    void aPaymentOfAnInvoiceThatOnlyItsChargeTellsCounts() {
        var charge = charge("e1", "charge.succeeded", "'captured':true,'invoice':'in_1'");
        var paid = invoice("e2", "invoice.paid", "'status':'paid','amount_paid':500");

        assertPaidOnce(charge(List.of(open(), charge), "in_1"));
        assertPaidOnce(charge(List.of(open(), charge, paid), "in_1"));
    }

    @Test
    void whatOnlyLooksLikeAnInvoicesPaymentDoesNotPayIt() {
        var twin = event("e1", ISSUED, "charge.succeeded", stripeCharge("'captured':true"));

        assertThat(charge(List.of(open(), twin), "in_1").payments()).isEmpty();
    }

    @Test
    void anAttemptOfAnInvoiceThatOnlyItsIntentTellsCounts() {
        var intent = intent("e1", "payment_intent.payment_failed", "'invoice':'in_1'," + DECLINED);

        assertRefusedOnce(charge(List.of(open(), intent), "in_1"));
    }

    @Test
    void anAttemptThatAllTellIsOneAndSaysWhy() {
        var intent = intent("e1", "payment_intent.payment_failed", "'invoice':'in_1'," + DECLINED);
        var charge = charge("e2", "charge.failed", "'invoice':'in_1','failure_code':'x'");
        for (var named : List.of("'charge':'ch_1'", "'charge':null")) {
            var failed =
                    invoice(
                            "e3",
                            "invoice.payment_failed",
                            "'status':'open','attempt_count':1,'payment_intent':'pi_1'," + named);

            assertRefusedOnce(charge(List.of(open(), intent, failed), "in_1"));
            assertThat(charge(List.of(open(), intent, failed, charge), "in_1").attempts())
                    .hasSize(1);
        }
    }

    @Test
    void anAttemptThatOnlyAMarkTiesToItsInvoiceSaysWhy() {
        var events = List.of(sample("invoice-payment-failed"), sample("intent-payment-failed"));

        assertRefusedOnce(charge(events, "in_1TdemoAbril20260001"));
    }

    @Test
    void anInvoiceNeedNotCountItsAttempts() {
        var failed = invoice("e1", "invoice.payment_failed", "'status':'open'");

        assertThat(charge(List.of(failed), "in_1").attempts()).hasSize(1);
    }

    private static void assertPaidOnce(Charge charge) {
        assertThat(charge.amount()).isEqualTo(500);
        assertThat(charge.payments()).hasSize(1).allMatch(payment -> payment.amount() == 500);
    }

    private static void assertRefusedOnce(Charge charge) {
        assertThat(charge.attempts())
                .hasSize(1)
                .allMatch(attempt -> "insufficient_funds".equals(attempt.code()));
    }

    private static Charge charge(List<Event> events, String id) {
        Retold.holdsInAnyOrder(events, ORDERS);
        var told = Retold.of(events);
        assertThat(told.ids()).containsExactly(id);
        return told.charge(id);
    }

    private static Event open() {
        return event("e0", ISSUED, "invoice.finalized", stripeInvoice("'status':'open'"));
    }

    private static Event invoice(String id, String type, String more) {
        return event(id, TRIED, type, stripeInvoice(more));
    }

    private static String stripeInvoice(String more) {
        return "{'id':'in_1','amount_due':500,'currency':'brl','customer':'cus_1','created':%d,%s}"
                .formatted(ISSUED, more);
    }

    private static Event intent(String id, String type, String more) {
        var object =
                "{'id':'pi_1','amount':500,'currency':'brl','customer':'cus_1','created':%d,%s}";
        return event(id, TRIED, type, object.formatted(TRIED, more));
    }

    private static Event charge(String id, String type, String more) {
        return event(id, TRIED, type, stripeCharge("'payment_intent':'pi_1'," + more));
    }

    private static String stripeCharge(String more) {
        return "{'id':'ch_1','amount':500,'currency':'brl','customer':'cus_1','created':%d,%s}"
                .formatted(ISSUED, more);
    }
}
