package io.emdia.gateways.iugu;

import static io.emdia.gateways.iugu.IuguBodies.all;
import static io.emdia.gateways.iugu.IuguBodies.answer;
import static io.emdia.gateways.iugu.IuguBodies.events;
import static io.emdia.gateways.iugu.IuguBodies.fetched;
import static io.emdia.gateways.iugu.IuguBodies.form;
import static io.emdia.gateways.iugu.IuguBodies.invoice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.emdia.facts.Event;
import io.emdia.facts.Method;
import io.emdia.facts.SubscriptionFact.Interval;
import io.emdia.facts.SubscriptionFact.Status;
import io.emdia.gateways.Lookup;
import io.emdia.gateways.Reading;
import io.emdia.gateways.Resource;
import io.emdia.ledger.Charge;
import io.emdia.ledger.Retold;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.node.ObjectNode;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

/** One customer's spring, as Iugu's triggers and answers tell it, in any order. */
class IuguStoryTests {

    private static final int SEEDS = 200;
    private static final String MARCH = "88086FD46E8CBC758A2AF919471132C2";
    private static final String APRIL = "8331371E77A64566D010AC607CB9000E";
    private static final String SUBSCRIPTION = "8A68DC3E925EACF92633BE230722A140";

    private static List<Event> story() {
        return all(
                events(form("subscription-created")),
                subscription("2026-03-01T10:00:03-03:00", false),
                events(form("invoice-created"), form("invoice-due"), form("invoice-paid")),
                invoice(answer("invoice")),
                invoice(paid()),
                events(form("invoice-released"), form("invoice-partially-refunded")),
                invoice(refunded("2026-03-18T08:15:40-03:00", "partially_refunded", 4990)),
                invoice(refunded("2026-03-20T09:00:00-03:00", "refunded", 14990)),
                events(form("invoice-payment-failed")),
                attempt(),
                invoice(april("paid", "2026-04-12T09:30:00-03:00")),
                invoice(april("in_protest", "2026-05-05T11:15:00-03:00")),
                invoice(april("chargeback", "2026-06-02T17:20:09-03:00")),
                events(form("subscription-suspended")),
                subscription("2026-05-20T16:05:00-03:00", true));
    }

    private static ObjectNode paid() {
        return answer("invoice")
                .put("status", "paid")
                .put("updated_at", "2026-03-13T14:22:31-03:00")
                .put("paid_at", "2026-03-13T14:22:31-03:00")
                .put("paid_cents", 14990)
                .put("refunded_cents", 0)
                .put("payment_method", "iugu_pix");
    }

    private static ObjectNode refunded(String at, String status, int cents) {
        return paid().put("status", status)
                .put("updated_at", at)
                .put("refunded_at_iso", at)
                .put("refunded_cents", cents);
    }

    private static ObjectNode april(String status, String at) {
        var answer = answer("invoice").put("id", APRIL).put("due_date", "2026-04-10");
        answer.put("created_at_iso", "2026-04-01T10:00:02-03:00").put("updated_at", at);
        answer.put("status", status).put("payable_with", "credit_card");
        if (!status.equals("pending")) {
            answer.put("paid_at", "2026-04-12T09:30:00-03:00").put("paid_cents", 14990);
        }
        if (at.compareTo("2026-05") > 0) {
            answer.put("protested_at_iso", "2026-05-05T11:15:00-03:00");
        }
        return status.equals("chargeback") ? answer.put("chargeback_at_iso", at) : answer;
    }

    private static List<Event> attempt() {
        var wanted =
                ((Reading.Events) IuguBodies.reading(form("invoice-payment-failed"))).lookups();
        var answer = april("pending", "2026-04-10T06:01:10-03:00");
        return events(fetched(wanted.getLast().resource(), answer));
    }

    /** The subscription as it is answered, and then the plan that this in turn asks for. */
    private static List<Event> subscription(String at, boolean isSuspended) {
        var answer = answer("subscription").put("updated_at", at).put("suspended", isSuspended);
        var reading = fetched(new Resource("subscription", SUBSCRIPTION), answer);
        var plan = ((Reading.Events) reading).lookups().stream().map(Lookup::resource).toList();
        return all(events(reading), events(fetched(plan.getFirst(), answer("plan"))));
    }

    @Test
    void marchIsPaidOnItsDayAndRefundedInTwoParts() {
        var march = Retold.of(story()).charge(MARCH);

        assertThat(march.amount()).isEqualTo(14990);
        assertThat(march.currency()).isEqualTo("BRL");
        assertThat(march.customerId()).isEqualTo("5ED3341E31FC13FB3BB013723B9C14BE");
        assertThat(march.subscriptionId()).isEqualTo(SUBSCRIPTION);
        assertThat(march.issuedOn()).isEqualTo("2026-03-01");
        assertThat(march.dueOn()).isEqualTo("2026-03-10");
        assertThat(march.payments())
                .containsExactly(
                        new Charge.Payment(
                                MARCH, 14990, 0, 0, 0, Method.PIX, LocalDate.parse("2026-03-13")));
        assertThat(march.refunds())
                .extracting(Charge.Refund::amount, it -> it.refundedOn().toString())
                .containsExactly(tuple(4990L, "2026-03-18"), tuple(10000L, "2026-03-20"));
    }

    @Test
    void aprilIsRefusedPaidDisputedAndLost() {
        var april = Retold.of(story()).charge(APRIL);

        assertThat(april.method()).isEqualTo(Method.CREDIT_CARD);
        assertThat(april.attempts())
                .extracting(it -> it.failedOn().toString())
                .containsExactly("2026-04-10");
        assertThat(april.payments().getFirst().paidOn()).isEqualTo("2026-04-12");
        var dispute = april.disputes().getFirst();
        assertThat(dispute.openedOn()).isEqualTo("2026-05-05");
        assertThat(dispute.closedOn()).isEqualTo("2026-06-02");
        assertThat(dispute.won()).isFalse();
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
    }

    @Test
    void theSubscriptionHasItsPlansRhythmAndPausesOnItsDay() {
        var subscription = Retold.of(story()).subscription(SUBSCRIPTION);

        assertThat(subscription.startedOn()).isEqualTo("2026-03-01");
        assertThat(subscription.versions().getFirst().from()).isEqualTo("2026-03-01");
        var before = subscription.version(LocalDate.parse("2026-05-19"));
        assertThat(before.amount()).isEqualTo(14990);
        assertThat(before.interval()).isEqualTo(Interval.MONTH);
        assertThat(before.status()).isEqualTo(Status.ACTIVE);
        assertThat(subscription.version(LocalDate.parse("2026-05-20")).status())
                .isEqualTo(Status.PAUSED);
    }

    @Test
    void everyOrderEndsInTheSame() {
        Retold.holdsInAnyOrder(story(), SEEDS);
    }

    @Test
    void theLastAnswerHealsWhatNeverCame() {
        var last = Retold.of(invoice(refunded("2026-03-20T09:00:00-03:00", "refunded", 14990)));

        assertThat(last.status(MARCH, "2026-03-13")).isEqualTo("paid");
        assertThat(last.status(MARCH, "2026-03-20")).isEqualTo("refunded");
        assertThat(Objects.requireNonNull(last.charge(MARCH).dueOn())).isEqualTo("2026-03-10");
    }

    @Test
    void withoutTheApiAPaymentImpliesItsCharge() {
        var retold = Retold.of(events(form("invoice-created"), form("invoice-paid")));

        assertThat(retold.status(MARCH, "2026-03-13")).isEqualTo("paid");
        assertThat(retold.charge(MARCH).subscriptionId()).isEqualTo(SUBSCRIPTION);
    }

    @Test
    void aRevertedRefundIsNone() {
        var reverted = paid().put("updated_at", "2026-03-22T09:00:00-03:00");
        var events = all(story(), invoice(reverted));

        assertThat(Retold.of(events).charge(MARCH).refunds()).isEmpty();
        Retold.holdsInAnyOrder(events, SEEDS);
    }
}
