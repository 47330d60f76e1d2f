package io.emdia.gateways.vindi;

import static io.emdia.gateways.vindi.VindiBodies.bytes;
import static io.emdia.gateways.vindi.VindiBodies.changed;
import static io.emdia.gateways.vindi.VindiBodies.events;
import static io.emdia.gateways.vindi.VindiBodies.last;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.emdia.facts.Event;
import io.emdia.facts.Method;
import io.emdia.facts.SubscriptionFact.Interval;
import io.emdia.ledger.Charge;
import io.emdia.ledger.Retold;

import org.junit.jupiter.api.Test;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** One customer's spring, as Vindi tells it, in any order. */
class VindiStoryTests {

    private static final int SEEDS = 200;
    private static final String MARCH = "73010031";
    private static final String APRIL = "73010041";
    private static final String SUBSCRIPTION = "730101";
    private static final LocalDate PAID = LocalDate.parse("2026-03-13");

    private static List<Event> story() {
        return events(
                bytes("subscription-created"),
                bytes("bill-created"),
                bytes("charge-created"),
                bytes("bill-paid"),
                refunded("2026-03-18T08:15:40.000-03:00", 11, "49.9"),
                refunded("2026-03-20T09:00:00.000-03:00", 12, "100.0"),
                bytes("charge-rejected"),
                bytes("bill-canceled"),
                bytes("period-created"),
                bytes("test"),
                bytes("subscription-canceled"));
    }

    private static byte[] refunded(String at, int transaction, String amount) {
        return changed(
                "charge-created",
                "charge",
                "charge_refunded",
                at,
                last("refund", "success", transaction, at, amount)
                        .andThen(it -> it.put("paid_at", "2026-03-13T14:22:31.000-03:00")));
    }

    @Test
    void marchIsPaidOnItsDayAndRefundedInTwoParts() {
        var march = Retold.of(story()).charge(MARCH);

        assertThat(march.amount()).isEqualTo(14990);
        assertThat(march.currency()).isEqualTo("BRL");
        assertThat(march.method()).isEqualTo(Method.PIX);
        assertThat(march.customerId()).isEqualTo("7301001");
        assertThat(march.subscriptionId()).isEqualTo(SUBSCRIPTION);
        assertThat(march.issuedOn()).isEqualTo("2026-03-01");
        assertThat(march.dueOn()).isEqualTo("2026-03-10");
        assertThat(march.payments())
                .containsExactly(new Charge.Payment("73010032", 14990, 0, 0, 0, Method.PIX, PAID));
        assertThat(march.refunds())
                .extracting(Charge.Refund::amount, it -> it.refundedOn().toString())
                .containsExactlyInAnyOrder(tuple(4990L, "2026-03-18"), tuple(10000L, "2026-03-20"));
    }

    @Test
    void aprilIsRefusedAndCanceled() {
        var april = Retold.of(story()).charge(APRIL);

        assertThat(april.method()).isEqualTo(Method.CREDIT_CARD);
        assertThat(april.payments()).isEmpty();
        assertThat(april.canceledOn()).isEqualTo("2026-05-20");
        assertThat(april.dueOn()).isEqualTo("2026-04-10");
        assertThat(april.attempts())
                .extracting(Charge.Attempt::code, it -> it.failedOn().toString())
                .containsExactlyInAnyOrder(tuple("51", "2026-04-10"), tuple("51", "2026-04-12"));
    }

    @Test
    void everyDayHasItsStatus() {
        var retold = Retold.of(story());

        assertThat(retold.status(MARCH, "2026-03-10")).isEqualTo("pending");
        assertThat(retold.status(MARCH, "2026-03-11")).isEqualTo("overdue");
        assertThat(retold.status(MARCH, "2026-03-13")).isEqualTo("paid");
        assertThat(retold.status(MARCH, "2026-03-20")).isEqualTo("refunded");
        assertThat(retold.status(APRIL, "2026-05-19")).isEqualTo("overdue");
        assertThat(retold.status(APRIL, "2026-05-20")).isEqualTo("canceled");
    }

    @Test
    void theSubscriptionCostsWhatItsBillsSayAndEndsOnItsDay() {
        var subscription = Retold.of(story()).subscription(SUBSCRIPTION);

        assertThat(subscription.startedOn()).isEqualTo("2026-03-01");
        assertThat(subscription.endsOn()).isEqualTo("2026-05-20");
        assertThat(subscription.version(PAID).amount()).isEqualTo(14990);
        assertThat(subscription.version(PAID).interval()).isEqualTo(Interval.MONTH);
    }

    @Test
    void aReactivationWithdrawsTheEnd() {
        var events = new ArrayList<>(story());
        events.addAll(events(bytes("subscription-reactivated")));

        assertThat(Retold.of(events).subscription(SUBSCRIPTION).endsOn()).isNull();
        Retold.holdsInAnyOrder(events, SEEDS);
    }

    @Test
    void everyOrderEndsInTheSame() {
        Retold.holdsInAnyOrder(story(), SEEDS);
    }

    @Test
    void theLastBodyHealsWhatNeverCame() {
        assertThat(Retold.of(events(bytes("bill-paid"))).charge(MARCH).payments())
                .isEqualTo(Retold.of(story()).charge(MARCH).payments());
        assertThat(Retold.of(events(bytes("bill-canceled"))).charge(APRIL).canceledOn())
                .isEqualTo("2026-05-20");
    }
}
