package io.emdia.gateways.mercadopago;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.facts.Event;
import io.emdia.facts.Method;
import io.emdia.gateways.Truth;
import io.emdia.ledger.Retold;

import org.junit.jupiter.api.Test;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** One customer's spring: whatever was asked for, and in whichever order it was answered. */
class MercadoPagoStoryTests {

    private static final String MARCH = "COB-7301-2026-03";
    private static final String APRIL = "COB-7301-2026-04";
    private static final String SUBSCRIPTION = "7301ab7301cd7301ef7301ab7301cd73";
    private static final int ORDERS = 200;

    @Test
    void theStoryIsTwoChargesAndASubscriptionInAnyOrder() {
        var story = story();

        assertThat(Retold.of(story).ids()).containsExactly(MARCH, APRIL);
        Retold.holdsInAnyOrder(story, ORDERS);
    }

    @Test
    void marchWasPaidAndRefundedInTwoParts() {
        var march = Retold.of(story()).charge(MARCH);
        var truth = Truth.asking(14990);
        truth.paid(day("2026-03-13"), 14990, "pix");
        truth.refunded(day("2026-03-18"), 4990);
        truth.refunded(day("2026-03-20"), 10000);

        assertThat(Truth.of(march)).isEqualTo(truth);
        assertThat(march.issuedOn()).isEqualTo(day("2026-03-01"));
        assertThat(march.dueOn()).isEqualTo(day("2026-03-15"));
        assertThat(march.customerId()).isEqualTo("730100555");
        assertThat(march.method()).isEqualTo(Method.PIX);
        assertThat(Retold.of(story()).status(MARCH, "2026-03-18")).isEqualTo("paid");
        assertThat(Retold.of(story()).status(MARCH, "2026-03-20")).isEqualTo("refunded");
    }

    @Test
    void aprilWasRefusedPaidDisputedAndLost() {
        var april = Retold.of(story()).charge(APRIL);
        var truth = Truth.asking(14990);
        truth.refused(day("2026-04-10"), "cc_rejected_insufficient_amount");
        truth.paid(day("2026-04-12"), 14990, "credit_card");
        truth.disputed(day("2026-05-05"), 14990, Truth.closed(false, day("2026-06-02")));

        assertThat(Truth.of(april)).isEqualTo(truth);
        assertThat(april.effectiveDueOn()).isEqualTo(day("2026-04-10"));
        assertThat(april.subscriptionId()).isEqualTo(SUBSCRIPTION);
    }

    @Test
    void aprilWonStands() {
        var won = april("charged_back", "reimbursed", "2026-06-02");
        var told = Retold.of(concat(story("in_process"), Answers.payment("73010000042", won)));

        assertThat(told.status(APRIL, "2026-05-05")).isEqualTo("disputed");
        assertThat(told.status(APRIL, "2026-06-02")).isEqualTo("paid");
    }

    @Test
    void theSubscriptionRanUntilItWasCanceled() {
        var subscription = Retold.of(story()).subscription(SUBSCRIPTION);

        assertThat(subscription.startedOn()).isEqualTo(day("2026-03-01"));
        assertThat(subscription.endsOn()).isEqualTo(day("2026-05-20"));
        assertThat(subscription.versions().getFirst().amount()).isEqualTo(14990);
    }

    @Test
    void theEndOfASubscriptionNeedNotRepeatItsTerms() {
        var end =
                "{\"id\":\"%s\",\"status\":\"cancelled\",\"auto_recurring\":%s,"
                        + "\"last_modified\":\"2026-05-21T10:00:00Z\",\"date_created\":\"\"}";
        for (var terms : List.of("null", "{}", "{\"frequency\":null}")) {
            var answer =
                    Answers.answer("preapproval", SUBSCRIPTION, end.formatted(SUBSCRIPTION, terms));
            var told = Retold.of(concat(story(), Answers.events(answer).events()));

            assertThat(told.subscription(SUBSCRIPTION).endsOn()).isEqualTo(day("2026-05-21"));
        }
    }

    @Test
    void theBoletoThatExpiredBesideThePixCancelsNothing() {
        var both = concat(story(), sample("payment", "73010000035", "payment-cancelled-expired"));

        assertThat(Retold.of(both).charge(MARCH).canceledOn()).isNull();
        Retold.holdsInAnyOrder(both, ORDERS);
    }

    @Test
    void theBoletoAloneExpires() {
        var told = Retold.of(sample("payment", "73010000035", "payment-cancelled-expired"));

        assertThat(told.charge(MARCH).canceledOn()).isEqualTo(day("2026-03-11"));
        assertThat(told.charge(MARCH).dueOn()).isEqualTo(day("2026-03-10"));
        assertThat(told.charge(MARCH).method()).isEqualTo(Method.BOLETO);
    }

    @Test
    void theLastStateAloneTellsAlmostAll() {
        var march = sample("payment", "73010000031", "payment-refunded");
        var april = Answers.payment("73010000042", april("charged_back", "settled", "2026-06-02"));
        var told = Retold.of(concat(march, april));

        assertThat(Truth.of(told.charge(MARCH)))
                .isEqualTo(Truth.of(Retold.of(story()).charge(MARCH)));
        assertThat(told.charge(APRIL).disputes().getFirst().closedOn())
                .isEqualTo(day("2026-06-02"));
    }

    @Test
    void theCaseKnowsTheDayItWasOpened() {
        var settled =
                Answers.payment("73010000042", april("charged_back", "settled", "2026-06-02"));
        var opened =
                """
                {"id":217730100001,"payments":[73010000042],"currency":"BRL","amount":149.9,
                "date_created":"2026-05-05T11:15:00.000-03:00",
                "date_last_updated":"2026-06-02T09:00:00.000-03:00"}
                """;
        var both =
                concat(
                        settled,
                        Answers.events(Answers.answer("chargeback", "217730100001", opened))
                                .events());

        assertThat(Retold.of(both).charge(APRIL).disputes())
                .singleElement()
                .matches(it -> it.openedOn().equals(day("2026-05-05")), "opened in May")
                .matches(
                        it -> !it.won() && day("2026-06-02").equals(it.closedOn()), "lost in June");
        Retold.holdsInAnyOrder(both, ORDERS);
    }

    private static List<Event> story() {
        return story("in_process", "settled");
    }

    private static List<Event> story(String... chargebacks) {
        var story = new ArrayList<Event>();
        for (var march : List.of("pending", "approved", "partially-refunded", "refunded")) {
            story.addAll(sample("payment", "73010000031", "payment-" + march));
        }
        story.addAll(sample("payment", "73010000041", "payment-rejected"));
        story.addAll(Answers.payment("73010000042", april("approved", "accredited", "2026-04-12")));
        for (var detail : chargebacks) {
            var day = detail.equals("in_process") ? "2026-05-05" : "2026-06-02";
            story.addAll(Answers.payment("73010000042", april("charged_back", detail, day)));
        }
        for (var invoice : List.of("recycling", "processed")) {
            story.addAll(
                    sample("authorized_payment", "7301004422", "authorized-payment-" + invoice));
        }
        for (var preapproval : List.of("authorized", "cancelled")) {
            story.addAll(sample("preapproval", SUBSCRIPTION, "preapproval-" + preapproval));
        }
        return story;
    }

    private static String april(String status, String detail, String updated) {
        return Answers.text("payment-charged-back")
                .replace("\"charged_back\"", "\"" + status + "\"")
                .replace("\"in_process\"", "\"" + detail + "\"")
                .replace(
                        "\"date_last_updated\": \"2026-05-05T11:15:00",
                        "\"date_last_updated\": \"" + updated + "T11:15:00");
    }

    private static List<Event> sample(String kind, String id, String name) {
        return Answers.sample(kind, id, name);
    }

    private static List<Event> concat(List<Event> some, List<Event> more) {
        var all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }

    private static LocalDate day(String iso) {
        return LocalDate.parse(iso);
    }
}
