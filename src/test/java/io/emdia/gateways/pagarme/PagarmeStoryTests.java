package io.emdia.gateways.pagarme;

import static io.emdia.gateways.pagarme.PagarmeBodies.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.emdia.facts.Event;
import io.emdia.facts.Method;
import io.emdia.facts.SubscriptionFact.Interval;
import io.emdia.ledger.Charge;
import io.emdia.ledger.Retold;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** One customer's story over a spring, as Pagar.me told it. */
class PagarmeStoryTests {

    private static final int SEEDS = 200;
    private static final String MARCH = "ch_dEmo7301Marco001";
    private static final String APRIL = "ch_dEmo7301Abril001";
    private static final String SUBSCRIPTION = "sub_dEmo7301Assin001";

    @Test
    void marchIsPaidOnItsDayAndRefundedInTwoParts() {
        var story = Retold.of(story());
        var charge = story.charge(MARCH);

        assertThat(charge.customerId()).isEqualTo("cus_dEmo7301Marina01");
        assertThat(charge.subscriptionId()).isEqualTo(SUBSCRIPTION);
        assertThat(charge.amount()).isEqualTo(14990);
        assertThat(charge.method()).isEqualTo(Method.BOLETO);
        assertThat(charge.issuedOn()).isEqualTo("2026-03-01");
        assertThat(charge.dueOn()).isEqualTo("2026-03-10");
        assertThat(charge.payments())
                .singleElement()
                .returns(14990L, Charge.Payment::amount)
                .returns(LocalDate.parse("2026-03-13"), Charge.Payment::paidOn);
        assertThat(charge.refunds())
                .extracting(Charge.Refund::amount, it -> it.refundedOn().toString())
                .containsExactlyInAnyOrder(tuple(4990L, "2026-03-18"), tuple(10000L, "2026-03-20"));
        assertThat(story.status(MARCH, "2026-03-10")).isEqualTo("pending");
        assertThat(story.status(MARCH, "2026-03-11")).isEqualTo("overdue");
        assertThat(story.status(MARCH, "2026-03-19")).isEqualTo("paid");
        assertThat(story.status(MARCH, "2026-03-20")).isEqualTo("refunded");
    }

    @Test
    void aprilIsRefusedThenPaidThenDisputed() {
        var story = Retold.of(story());
        var charge = story.charge(APRIL);

        assertThat(charge.effectiveDueOn()).isEqualTo("2026-04-10");
        assertThat(charge.attempts())
                .singleElement()
                .returns("1016", Charge.Attempt::code)
                .returns(Method.CREDIT_CARD, Charge.Attempt::method)
                .returns(LocalDate.parse("2026-04-10"), Charge.Attempt::failedOn);
        assertThat(charge.payments())
                .singleElement()
                .returns(LocalDate.parse("2026-04-12"), Charge.Payment::paidOn);
        assertThat(charge.disputes())
                .singleElement()
                .returns(14990L, Charge.Dispute::amount)
                .returns(LocalDate.parse("2026-05-05"), Charge.Dispute::openedOn);
        assertThat(story.status(APRIL, "2026-05-04")).isEqualTo("paid");
        assertThat(story.status(APRIL, "2026-05-05")).isEqualTo("disputed");
    }

    @Test
    void theSubscriptionEndsInMay() {
        var subscription = Retold.of(story()).subscription(SUBSCRIPTION);

        assertThat(subscription.startedOn()).isEqualTo("2026-03-01");
        assertThat(subscription.endsOn()).isEqualTo("2026-05-20");
        assertThat(subscription.versions().getFirst().amount()).isEqualTo(14990);
        assertThat(subscription.versions().getFirst().interval()).isEqualTo(Interval.MONTH);
    }

    @Test
    void theStoryHoldsInAnyOrder() {
        assertThat(Retold.of(story()).ids()).containsExactly(APRIL, MARCH);
        Retold.holdsInAnyOrder(story(), SEEDS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"charge-created", "charge-paid", "refunded-in-part"})
    void aMissingDeliveryIsHealedByALaterOne(String missing) {
        var events = new ArrayList<>(story());
        events.removeIf(event -> event.id().equals(sample(missing).id()));
        var whole = Retold.of(story()).charge(MARCH);

        var charge = Retold.of(events).charge(MARCH);

        assertThat(charge.payments()).isEqualTo(whole.payments());
        assertThat(charge.dueOn()).isEqualTo(whole.dueOn());
        assertThat(charge.refundedAmount(LocalDate.parse("2026-03-20"))).isEqualTo(14990);
    }

    @Test
    void theEndOfASubscriptionAloneTellsItsWholeLife() {
        var alone = Retold.of(List.of(sample("subscription-canceled")));

        assertThat(alone.subscription(SUBSCRIPTION).startedOn()).isEqualTo("2026-03-01");
        assertThat(alone.subscription(SUBSCRIPTION).endsOn()).isEqualTo("2026-05-20");
    }

    @Test
    void ordersAndInvoicesCountNoMoney() {
        var secondary = List.of(sample("order-paid"), sample("invoice-paid"));

        assertThat(Retold.of(secondary).ids()).isEmpty();
        assertThat(secondary.getFirst().facts()).isEmpty();
    }

    /** The samples, and the steps of the story that they leave out. */
    static List<Event> story() {
        var events = new ArrayList<Event>();
        for (var name :
                List.of(
                        "subscription-created",
                        "invoice-created",
                        "charge-created",
                        "charge-paid",
                        "invoice-paid",
                        "refunded-in-part",
                        "charge-refused",
                        "only-authorised",
                        "subscription-canceled")) {
            events.add(sample(name));
        }
        events.add(like("refunded-in-part", refundedInFull()));
        events.add(like("charge-paid", paidInApril()));
        events.add(like("charge-paid", disputed()));
        return events;
    }

    private static Map<String, String> refundedInFull() {
        return Map.of(
                "hook_dEmo7301000006", "hook_dEmo7301000007",
                "charge.partial_canceled", "charge.refunded",
                "\"amount\":14990,\"status\":\"paid\",\"currency\"",
                        "\"amount\":14990,\"status\":\"canceled\",\"currency\"",
                "2026-03-18T11:15:40", "2026-03-20T12:00:00",
                "\"canceled_amount\":4990",
                        "\"canceled_amount\":14990,\"canceled_at\":\"2026-03-20T12:00:00Z\"");
    }

    private static Map<String, String> paidInApril() {
        return Map.of(
                "hook_dEmo7301000004",
                "hook_dEmo7301000010",
                MARCH,
                APRIL,
                "2026-03-13T17:22:31",
                "2026-04-12T09:01:44",
                "2026-03-10",
                "2026-04-10",
                "2026-03-01",
                "2026-04-01",
                "\"boleto\"",
                "\"credit_card\"");
    }

    private static Map<String, String> disputed() {
        return Map.of(
                "hook_dEmo7301000004",
                "hook_dEmo7301000013",
                "charge.paid",
                "charge.chargedback",
                "\"status\":\"paid\",\"currency\"",
                "\"status\":\"chargedback\",\"currency\"",
                MARCH,
                APRIL,
                "created_at\":\"2026-03-13T17:22:31.0000000Z",
                "created_at\":\"2026-05-05T14:15:00.0000000Z",
                "\"updated_at\":\"2026-03-13T17:22:31Z\",\"customer\"",
                "\"updated_at\":\"2026-05-05T14:15:00Z\",\"customer\"",
                "_at\":\"2026-03-13T17:22:31Z\"",
                "_at\":\"2026-04-12T09:01:44Z\"",
                "2026-03-10",
                "2026-04-10",
                "2026-03-01",
                "2026-04-01",
                "\"boleto\"",
                "\"credit_card\"");
    }

    /** A longer text is replaced before one that it holds. */
    private static Event like(String name, Map<String, String> replaced) {
        var body = new String(PagarmeBodies.bytes(name), UTF_8);
        var texts = new ArrayList<>(replaced.keySet());
        texts.sort(Comparator.comparingInt(String::length).reversed());
        for (var text : texts) {
            assertThat(body).contains(text);
            body = body.replace(text, String.valueOf(replaced.get(text)));
        }
        return PagarmeBodies.event(body.getBytes(UTF_8));
    }
}
