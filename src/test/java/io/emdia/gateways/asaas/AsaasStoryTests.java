package io.emdia.gateways.asaas;

import static io.emdia.gateways.asaas.AsaasBodies.bytes;
import static io.emdia.gateways.asaas.AsaasBodies.events;
import static io.emdia.gateways.asaas.AsaasBodies.payment;
import static io.emdia.gateways.asaas.AsaasBodies.refund;
import static io.emdia.gateways.asaas.AsaasBodies.with;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.emdia.facts.Event;
import io.emdia.facts.Method;
import io.emdia.ledger.Charge;
import io.emdia.ledger.Retold;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** One customer's spring, as Asaas tells it, in any order. */
class AsaasStoryTests {

    private static final int SEEDS = 200;
    private static final String MARCH = "pay_demo7301marco01";
    private static final String APRIL = "pay_demo7301abril01";
    private static final String SUBSCRIPTION = "sub_demo7301assin01";

    private static List<Event> story() {
        return events(
                bytes("subscription-created"),
                bytes("payment-created"),
                bytes("payment-overdue"),
                bytes("payment-received"),
                bytes("payment-partially-refunded"),
                refundedWhole(),
                april("PAYMENT_CREATED", "2026-04-01 10:00:02", "PENDING"),
                bytes("payment-capture-refused"),
                april("PAYMENT_CONFIRMED", "2026-04-12 09:30:00", "CONFIRMED"),
                bytes("payment-chargeback-requested"),
                bytes("payment-chargeback-won"),
                bytes("subscription-deleted"));
    }

    private static byte[] refundedWhole() {
        return payment(
                "payment-partially-refunded",
                "PAYMENT_REFUNDED",
                "2026-03-20 09:00:00",
                refund("2026-03-20 09:00:00", "100.0", "DONE").andThen(with("status", "REFUNDED")));
    }

    private static byte[] april(String type, String at, String status) {
        var paid = status.equals("CONFIRMED") ? "2026-04-12" : null;
        return payment(
                "payment-capture-refused",
                type,
                at,
                payment ->
                        payment.put("status", status)
                                .put("confirmedDate", paid)
                                .put("clientPaymentDate", paid));
    }

    @Test
    void marchIsPaidOnItsDayAndRefundedInTwoParts() {
        var march = Retold.of(story()).charge(MARCH);

        assertThat(march.amount()).isEqualTo(14990);
        assertThat(march.currency()).isEqualTo("BRL");
        assertThat(march.method()).isEqualTo(Method.PIX);
        assertThat(march.customerId()).isEqualTo("cus_000007301001");
        assertThat(march.subscriptionId()).isEqualTo(SUBSCRIPTION);
        assertThat(march.issuedOn()).isEqualTo("2026-03-01");
        assertThat(march.dueOn()).isEqualTo("2026-03-10");
        assertThat(march.payments())
                .containsExactly(
                        new Charge.Payment(MARCH, 14990, 0, 0, 0, Method.PIX, day("2026-03-13")));
        assertThat(march.refunds())
                .extracting(Charge.Refund::amount, it -> it.refundedOn().toString())
                .containsExactlyInAnyOrder(tuple(4990L, "2026-03-18"), tuple(10000L, "2026-03-20"));
    }

    @Test
    void aprilIsRefusedPaidDisputedAndWonBack() {
        var april = Retold.of(story()).charge(APRIL);

        assertThat(april.payments())
                .containsExactly(
                        new Charge.Payment(
                                APRIL, 14990, 0, 0, 0, Method.CREDIT_CARD, day("2026-04-12")));
        assertThat(april.attempts()).hasSize(1);
        assertThat(april.attempts().getFirst().failedOn()).isEqualTo("2026-04-10");
        assertThat(april.disputes())
                .containsExactly(
                        new Charge.Dispute(
                                APRIL, null, 14990, day("2026-05-05"), true, day("2026-06-02")));
    }

    /** A card's money arrives a month later, and not every body says when the customer paid. */
    @Test
    void aCardIsPaidWhenItIsConfirmed() {
        var received =
                payment(
                        "payment-capture-refused",
                        "PAYMENT_RECEIVED",
                        "2026-05-14 09:30:00",
                        payment ->
                                payment.put("status", "RECEIVED")
                                        .put("confirmedDate", "2026-04-12")
                                        .put("paymentDate", "2026-05-14"));

        assertThat(Retold.of(events(received)).charge(APRIL).payments())
                .extracting(Charge.Payment::paidOn)
                .containsExactly(day("2026-04-12"));
    }

    @Test
    void aRefundWithoutAStatusIsDone() {
        var refunded =
                payment(
                        "payment-partially-refunded",
                        "PAYMENT_PARTIALLY_REFUNDED",
                        "2026-03-18 08:15:40",
                        it ->
                                it.withArray("refunds")
                                        .forEach(one -> ((ObjectNode) one).putNull("status")));

        assertThat(Retold.of(events(refunded)).charge(MARCH).refunds())
                .extracting(Charge.Refund::amount)
                .containsExactly(4990L);
    }

    @Test
    void everyDayHasItsStatus() {
        var retold = Retold.of(story());

        assertThat(retold.status(MARCH, "2026-03-10")).isEqualTo("pending");
        assertThat(retold.status(MARCH, "2026-03-11")).isEqualTo("overdue");
        assertThat(retold.status(MARCH, "2026-03-13")).isEqualTo("paid");
        assertThat(retold.status(MARCH, "2026-03-20")).isEqualTo("refunded");
        assertThat(retold.status(APRIL, "2026-05-04")).isEqualTo("paid");
        assertThat(retold.status(APRIL, "2026-05-05")).isEqualTo("disputed");
        assertThat(retold.status(APRIL, "2026-06-02")).isEqualTo("paid");
    }

    @Test
    void theSubscriptionEndsOnItsDay() {
        var subscription = Retold.of(story()).subscription(SUBSCRIPTION);

        assertThat(subscription.startedOn()).isEqualTo("2026-03-01");
        assertThat(subscription.endsOn()).isEqualTo("2026-05-20");
        assertThat(subscription.versions().getFirst().amount()).isEqualTo(14990);
    }

    @Test
    void everyOrderEndsInTheSame() {
        Retold.holdsInAnyOrder(story(), SEEDS);
    }

    @Test
    void theLastBodyHealsWhatNeverCame() {
        var march = Retold.of(events(refundedWhole())).charge(MARCH);
        var april = Retold.of(events(bytes("payment-chargeback-requested"))).charge(APRIL);

        assertThat(march).isEqualTo(Retold.of(story()).charge(MARCH));
        assertThat(april.payments()).isEqualTo(Retold.of(story()).charge(APRIL).payments());
    }

    @Test
    void aDisputeLostIsSeenThroughTheApiOnly() {
        var payment = AsaasBodies.tree("payment-chargeback-requested").get("payment");
        var asked = Instant.parse("2026-06-10T12:00:00Z");
        var chargeback = (ObjectNode) payment.get("chargeback");
        chargeback.put("status", "DISPUTE_LOST");
        var events = new ArrayList<>(events(bytes("payment-chargeback-requested")));
        events.addAll(events(AsaasBodies.fetched((ObjectNode) payment, asked)));

        assertThat(Retold.of(events).charge(APRIL).disputes())
                .containsExactly(
                        new Charge.Dispute(
                                APRIL, null, 14990, day("2026-05-05"), false, day("2026-06-10")));
        Retold.holdsInAnyOrder(events, SEEDS);
    }

    @Test
    void whoKnowsTheDayOfAWonDisputeIsBelievedBeforeWhoSawItLater() {
        var later =
                payment(
                        "payment-chargeback-requested",
                        "PAYMENT_RECEIVED",
                        "2026-06-20 10:00:00",
                        payment ->
                                payment.put("status", "RECEIVED")
                                        .withObject("chargeback")
                                        .put("status", "REVERSED"));
        var events = events(later, bytes("payment-chargeback-won"));

        var dispute = Retold.of(events).charge(APRIL).disputes().getFirst();
        assertThat(dispute.closedOn()).isEqualTo("2026-06-02");
        assertThat(dispute.openedOn()).isEqualTo("2026-05-05");
        Retold.holdsInAnyOrder(events, SEEDS);
    }

    private static LocalDate day(String text) {
        return LocalDate.parse(text);
    }
}
