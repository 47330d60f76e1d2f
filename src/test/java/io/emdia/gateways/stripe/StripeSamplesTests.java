package io.emdia.gateways.stripe;

import static io.emdia.gateways.stripe.StripeBodies.only;
import static io.emdia.gateways.stripe.StripeBodies.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.facts.ChargeFact.ChargeImplied;
import io.emdia.facts.ChargeFact.ChargeLinked;
import io.emdia.facts.ChargeFact.ChargeTold;
import io.emdia.facts.ChargeFact.DisputeOpened;
import io.emdia.facts.ChargeFact.PaymentFailed;
import io.emdia.facts.ChargeFact.PaymentSucceeded;
import io.emdia.facts.ChargeFact.RefundedInAll;
import io.emdia.facts.Event;
import io.emdia.facts.FactDate;
import io.emdia.facts.Member;
import io.emdia.facts.Method;
import io.emdia.facts.SubscriptionFact.Interval;
import io.emdia.facts.SubscriptionFact.Status;
import io.emdia.facts.SubscriptionFact.SubscriptionCanceled;
import io.emdia.facts.SubscriptionFact.SubscriptionTold;
import io.emdia.gateways.Digests;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;

/** One customer's story over a spring, as Stripe told it. */
class StripeSamplesTests {

    private static final String CUSTOMER = "cus_TdemoMarina7301";
    private static final String SUBSCRIPTION = "sub_1TdemoAssin73010001";
    private static final String MARCH = "in_1TdemoMarco20260001";
    private static final String APRIL = "in_1TdemoAbril20260001";

    @Test
    void theSubscriptionBegins() {
        var event = sample("subscription-created");

        assertThat(event.timestamp()).isEqualTo(Instant.parse("2026-03-01T13:00:00Z"));
        assertThat(event.facts()).containsExactly(subscription(Status.ACTIVE));
        assertThat(event.digest())
                .isEqualTo(Digests.sha256Hex(StripeBodies.bytes("subscription-created")));
    }

    @Test
    void pastDueIsAnActiveSubscription() {
        assertThat(sample("subscription-past-due").facts())
                .containsExactly(subscription(Status.ACTIVE));
    }

    @Test
    void theSubscriptionEnds() {
        var event = sample("subscription-deleted");

        assertThat(event.facts())
                .containsExactly(new SubscriptionCanceled(SUBSCRIPTION, at(1779303900), null));
        assertThat(event.timestamp()).isAfter(Instant.ofEpochSecond(1779303900));
    }

    @ParameterizedTest
    @ValueSource(strings = {"invoice-finalized", "invoice-overdue", "invoice-paid"})
    void everyEventOfAnInvoiceTellsWhatIsAsked(String name) {
        assertThat(only(ChargeTold.class, sample(name).facts()))
                .isEqualTo(
                        new ChargeTold(
                                MARCH,
                                Member.of(CUSTOMER),
                                Member.of(SUBSCRIPTION),
                                Member.of(14990L),
                                Member.of("BRL"),
                                Member.missing(),
                                Member.of(at(1772370002)),
                                Member.of(at(1773147600))));
    }

    @Test
    void anOpenInvoiceIsNotPaid() {
        assertThat(sample("invoice-overdue").facts())
                .noneMatch(fact -> fact instanceof PaymentSucceeded);
    }

    @Test
    void aPaidInvoiceIsOnePayment() {
        assertThat(only(PaymentSucceeded.class, sample("invoice-paid").facts()))
                .isEqualTo(
                        new PaymentSucceeded(MARCH, MARCH, 14990, null, at(1773422551), 0, 0, 0));
    }

    @Test
    void anInvoiceOfACardHasNoDueDateAndAFailedAttempt() {
        var facts = sample("invoice-payment-failed").facts();

        assertThat(only(ChargeTold.class, facts).dueOn()).isEqualTo(Member.cleared());
        assertThat(only(PaymentFailed.class, facts))
                .isEqualTo(
                        new PaymentFailed(
                                APRIL,
                                APRIL + "#1",
                                1,
                                null,
                                null,
                                Instant.ofEpochSecond(1775811670)));
    }

    @Test
    void theIntentOfThatAttemptSaysWhy() {
        assertThat(only(PaymentFailed.class, sample("intent-payment-failed").facts()))
                .isEqualTo(
                        new PaymentFailed(
                                "pi_3TdemoAbril0001",
                                "ch_3TdemoAbril0001",
                                null,
                                Method.CREDIT_CARD,
                                "insufficient_funds",
                                Instant.ofEpochSecond(1775811670)));
    }

    @Test
    void theChargeIsItsIntentUnderAnotherName() {
        var facts = sample("charge-succeeded").facts();

        assertThat(facts)
                .contains(new ChargeLinked("ch_3TdemoMarco0001", "pi_3TdemoMarco0001", false));
        assertThat(only(ChargeImplied.class, facts).method()).isEqualTo(Method.BOLETO);
    }

    @Test
    void refundsAreARunningTotalOfTheCharge() {
        assertThat(only(RefundedInAll.class, sample("charge-refunded-in-part").facts()))
                .isEqualTo(new RefundedInAll("ch_3TdemoMarco0001", 4990, at(1773832540)));
    }

    @Test
    void aDisputeTakesTheMoneyBack() {
        var facts = sample("dispute-created").facts();

        assertThat(facts)
                .containsExactly(
                        new DisputeOpened(
                                "ch_3TdemoAbril0001",
                                "du_1TdemoDisputa0001",
                                null,
                                14990,
                                at(1777990500)),
                        new ChargeLinked("ch_3TdemoAbril0001", "pi_3TdemoAbril0001", false));
    }

    @Test
    void aThinEventTellsNothing() {
        var event = sample("thin");

        assertThat(event.facts()).isEmpty();
        assertThat(event.type()).isEqualTo("v1.billing.meter.error_report_triggered");
        assertThat(event.timestamp()).isEqualTo(Instant.parse("2026-03-13T17:22:31Z"));
    }

    @Test
    void invoiceAndPaymentAgreeOnAMarkWhereNeitherNamesTheOther() {
        assertThat(carried(sample("charge-succeeded"), "ch_3TdemoMarco0001"))
                .containsAnyElementsOf(owned(sample("invoice-paid"), MARCH));
        assertThat(carried(sample("intent-payment-failed"), "pi_3TdemoAbril0001"))
                .containsAnyElementsOf(owned(sample("invoice-payment-failed"), APRIL));
        assertThat(carried(sample("intent-payment-failed"), "pi_3TdemoAbril0001"))
                .doesNotContainAnyElementsOf(owned(sample("invoice-paid"), MARCH));
    }

    private static Set<String> owned(Event event, String invoice) {
        return event.facts().stream()
                .filter(fact -> fact instanceof ChargeLinked link && link.of().equals(invoice))
                .map(fact -> fact.subjectId())
                .collect(Collectors.toSet());
    }

    private static Set<String> carried(Event event, String id) {
        return event.facts().stream()
                .filter(fact -> fact.subjectId().equals(id))
                .filter(fact -> fact instanceof ChargeLinked link && link.hint())
                .map(fact -> ((ChargeLinked) fact).of())
                .collect(Collectors.toSet());
    }

    private static SubscriptionTold subscription(Status status) {
        return new SubscriptionTold(
                SUBSCRIPTION,
                Member.of(CUSTOMER),
                Member.of("price_1TdemoMensal"),
                Member.of(14990L),
                Member.of("BRL"),
                Member.of(Interval.MONTH),
                Member.of(1),
                Member.of(status),
                Member.of(at(1772370000)));
    }

    private static FactDate at(long second) {
        return new FactDate.At(Instant.ofEpochSecond(second));
    }
}
