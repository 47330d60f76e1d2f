package io.emdia.gateways.adyen;

import static io.emdia.gateways.adyen.AdyenBodies.MANUAL;
import static io.emdia.gateways.adyen.AdyenBodies.body;
import static io.emdia.gateways.adyen.AdyenBodies.facts;
import static io.emdia.gateways.adyen.AdyenBodies.only;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.facts.ChargeFact.ChargeImplied;
import io.emdia.facts.ChargeFact.ChargeLapsed;
import io.emdia.facts.ChargeFact.ChargeLinked;
import io.emdia.facts.ChargeFact.ChargeTold;
import io.emdia.facts.ChargeFact.DisputeClosed;
import io.emdia.facts.ChargeFact.DisputeOpened;
import io.emdia.facts.ChargeFact.PaymentFailed;
import io.emdia.facts.ChargeFact.PaymentReversed;
import io.emdia.facts.ChargeFact.PaymentSucceeded;
import io.emdia.facts.ChargeFact.RefundFailed;
import io.emdia.facts.ChargeFact.RefundSucceeded;
import io.emdia.facts.Event;
import io.emdia.facts.FactDate;
import io.emdia.facts.Member;
import io.emdia.facts.Method;
import io.emdia.gateways.adyen.AdyenBodies.Item;
import io.emdia.ledger.Retold;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class AdyenFactsTests {

    private static final Instant AT = Instant.parse("2026-04-12T09:01:44Z");
    private static final FactDate ON = new FactDate.At(AT);
    private static final Item PAYMENT = Item.of("AUTHORISATION");

    @Test
    void anAuthorisationPaysTheChargeTheMerchantNames() {
        assertThat(facts(PAYMENT))
                .containsExactly(
                        new ChargeImplied("COB-1", null, 14990, "BRL", Method.CREDIT_CARD, ON),
                        new PaymentSucceeded(
                                "COB-1", "PSP1", 14990, Method.CREDIT_CARD, ON, 0, 0, 0),
                        new ChargeLinked("PSP1", "COB-1", false));
    }

    @Test
    void underManualCaptureAnAuthorisationIsNoMoneyYet() {
        assertThat(facts(PAYMENT, MANUAL))
                .noneMatch(fact -> fact instanceof PaymentSucceeded)
                .anyMatch(fact -> fact instanceof ChargeImplied);
        assertThat(facts(PAYMENT.method("pix"), MANUAL))
                .anyMatch(fact -> fact instanceof PaymentSucceeded);
        assertThat(facts(PAYMENT.method("boletobancario_itau"), MANUAL))
                .anyMatch(fact -> fact instanceof PaymentSucceeded);
    }

    @Test
    void aRefusedAuthorisationIsAnAttemptWithItsReason() {
        assertThat(facts(PAYMENT.refused()))
                .containsExactly(
                        new PaymentFailed("COB-1", "PSP1", null, Method.CREDIT_CARD, "why", AT),
                        new ChargeLinked("PSP1", "COB-1", false));
    }

    @Test
    void whatTheMerchantTakesByItselfIsOwedWhenItIsRefused() {
        var unattended = "\"recurringProcessingModel\":\"Subscription\",";

        assertThat(only(ChargeImplied.class, facts(PAYMENT.refused().additional(unattended))))
                .isEqualTo(new ChargeImplied("COB-1", null, 14990, "BRL", Method.CREDIT_CARD, ON));
    }

    @Test
    void aCheckOfACardIsNoCharge() {
        assertThat(facts(PAYMENT.amount(0))).isEmpty();
        assertThat(facts(PAYMENT.amount(0).refused())).isEmpty();
    }

    @Test
    void withoutTheMerchantsReferenceThePaymentNamesTheCharge() {
        assertThat(facts(PAYMENT.reference("")))
                .contains(
                        new PaymentSucceeded(
                                "PSP1", "PSP1", 14990, Method.CREDIT_CARD, ON, 0, 0, 0))
                .noneMatch(fact -> fact instanceof ChargeLinked);
    }

    @Test
    void pendingIssuesTheCharge() {
        var boleto =
                Item.of("PENDING")
                        .method("boletobancario")
                        .additional("\"boletobancario.dueDate\":\"2026-04-20\",");

        assertThat(only(ChargeTold.class, facts(boleto)))
                .isEqualTo(
                        new ChargeTold(
                                "COB-1",
                                Member.missing(),
                                Member.missing(),
                                Member.of(14990L),
                                Member.of("BRL"),
                                Member.of(Method.BOLETO),
                                Member.of(ON),
                                Member.of(new FactDate.OnDay(LocalDate.parse("2026-04-20")))));
    }

    @Test
    void underManualCaptureEachCaptureIsAPayment() {
        var captured = Item.of("CAPTURE").psp("PSP1", "CAP1").amount(5000);

        assertThat(only(PaymentSucceeded.class, facts(captured, MANUAL)))
                .isEqualTo(
                        new PaymentSucceeded(
                                "COB-1", "CAP1", 5000, Method.CREDIT_CARD, ON, 0, 0, 0));
        assertThat(facts(captured)).noneMatch(fact -> fact instanceof PaymentSucceeded);
        assertThat(facts(captured.refused())).isEmpty();
        assertThat(only(PaymentFailed.class, facts(captured.refused(), MANUAL)).attemptId())
                .isEqualTo("CAP1");
    }

    @Test
    void aCaptureShowsThePaymentThatNobodyToldOf() {
        var captured = Item.of("CAPTURE").psp("PSP1", "CAP1").at("2026-04-14T09:00:00-03:00");
        var both = events(captured, PAYMENT);

        assertThat(status(events(captured))).isEqualTo("paid");
        assertThat(Retold.of(both).charge("COB-1").payments())
                .singleElement()
                .returns("PSP1", payment -> payment.id())
                .returns(LocalDate.parse("2026-04-12"), payment -> payment.paidOn());
        assertThat(Retold.of(both).charge("COB-1").issuedOn()).isEqualTo("2026-04-12");
        Retold.holdsInAnyOrder(both, 20);
    }

    @Test
    void aCaptureThatFailedUndoesItsPayment() {
        var failed = Item.of("CAPTURE_FAILED").psp("PSP1", "CAP1");

        assertThat(facts(failed)).containsExactly(new PaymentReversed("COB-1", "PSP1", ON));
        assertThat(facts(failed, MANUAL)).containsExactly(new PaymentReversed("COB-1", "CAP1", ON));
    }

    @Test
    void anAdjustmentChangesWhatIsAskedUnderManualCapture() {
        var adjusted = Item.of("AUTHORISATION_ADJUSTMENT").psp("PSP1", "ADJ1").amount(20000);

        assertThat(only(ChargeTold.class, facts(adjusted, MANUAL)).amount())
                .isEqualTo(Member.of(20000L));
        assertThat(facts(adjusted)).isEmpty();
        assertThat(facts(adjusted.refused(), MANUAL)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CANCELLATION", "TECHNICAL_CANCEL", "EXPIRE"})
    void whatIsReleasedWasNeverMoney(String code) {
        var canceled = Item.of(code).psp("PSP1", "MOD1");

        assertThat(facts(canceled))
                .containsExactly(
                        new PaymentReversed("COB-1", "PSP1", ON), new ChargeLapsed("COB-1", ON));
        assertThat(facts(canceled.refused())).isEmpty();
        assertThat(status(events(PAYMENT, canceled))).isEqualTo("canceled");
    }

    @Test
    void releasingAnotherAttemptLeavesWhatWasPaid() {
        var canceled = Item.of("TECHNICAL_CANCEL").psp("PSP0", "MOD1");

        assertThat(status(events(PAYMENT, canceled))).isEqualTo("paid");
    }

    @Test
    void aRefundIsToldOfThePaymentWhateverTheMerchantCallsTheRequest() {
        var refund = Item.of("REFUND").psp("PSP1", "REF1").reference("my refund").amount(4990);

        assertThat(facts(refund))
                .containsExactly(new RefundSucceeded("PSP1", "REF1", null, 4990, ON));
        assertThat(facts(refund.refused())).containsExactly(new RefundFailed("PSP1", "REF1"));
        assertThat(Retold.of(events(refund, PAYMENT)).charge("COB-1").refunds()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"REFUND_FAILED", "REFUNDED_REVERSED"})
    void aRefundThatCameBackFailed(String code) {
        assertThat(facts(Item.of(code).psp("PSP1", "REF1")))
                .containsExactly(new RefundFailed("PSP1", "REF1"));
    }

    @Test
    void aRefundOfNoPaymentTellsNothing() {
        assertThat(facts(Item.of("REFUND_WITH_DATA").psp("", "REF1"))).isEmpty();
    }

    @Test
    void cancelOrRefundSaysWhich() {
        var either = Item.of("CANCEL_OR_REFUND").psp("PSP1", "REV1");

        assertThat(facts(either.additional("\"modification.action\":\"cancel\",")))
                .anyMatch(fact -> fact instanceof ChargeLapsed);
        assertThat(facts(either.additional("\"modification.action\":\"refund\",")))
                .containsExactly(new RefundSucceeded("PSP1", "REV1", null, 14990, ON));
        assertThat(facts(either))
                .containsExactly(new RefundSucceeded("PSP1", "REV1", null, 14990, ON));
    }

    @Test
    void aChargebackTakesTheMoneyAndWhatFollowsSettlesIt() {
        var link = new ChargeLinked("DIS1", "PSP1", false);

        assertThat(facts(Item.of("CHARGEBACK").psp("PSP1", "DIS1")))
                .containsExactly(new DisputeOpened("PSP1", "DIS1", null, 14990, ON), link);
        assertThat(facts(Item.of("CHARGEBACK_REVERSED").psp("PSP1", "DIS1")))
                .containsExactly(new DisputeClosed("PSP1", "DIS1", true, ON), link);
        assertThat(facts(Item.of("PREARBITRATION_LOST").psp("PSP1", "DIS1")))
                .containsExactly(new DisputeClosed("PSP1", "DIS1", false, ON), link);
    }

    @ParameterizedTest
    @CsvSource({
        "CHARGEBACK, disputed",
        "CHARGEBACK CHARGEBACK_REVERSED, paid",
        "CHARGEBACK CHARGEBACK_REVERSED SECOND_CHARGEBACK, disputed",
        "SECOND_CHARGEBACK, disputed",
        "CHARGEBACK CHARGEBACK_REVERSED SECOND_CHARGEBACK PREARBITRATION_WON, paid",
        "CHARGEBACK PREARBITRATION_WON, paid",
        "CHARGEBACK PREARBITRATION_LOST, disputed",
        "NOTIFICATION_OF_CHARGEBACK REQUEST_FOR_INFORMATION NOTIFICATION_OF_FRAUD, paid"
    })
    void aDisputeIsOneHoweverItGoes(String codes, String status) {
        var items = new ArrayList<Item>(List.of(PAYMENT));
        for (var code : codes.split(" ")) {
            var day = 12 + items.size();
            items.add(
                    Item.of(code)
                            .psp("PSP1", "DIS1")
                            .at("2026-04-%dT09:00:00-03:00".formatted(day)));
        }
        var events = events(items.toArray(Item[]::new));

        assertThat(status(events)).isEqualTo(status);
        Retold.holdsInAnyOrder(events, 20);
    }

    @Test
    void aDisputeMayLeaveOutItsPaymentLater() {
        var opened = Item.of("CHARGEBACK").psp("PSP1", "DIS1");
        var won = Item.of("PREARBITRATION_WON").psp("", "DIS1").at("2026-04-20T09:00:00-03:00");

        assertThat(status(events(PAYMENT, opened, won))).isEqualTo("paid");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "REPORT_AVAILABLE", "POSTPONED_REFUND", "VOID_PENDING_REFUND", "ORDER_CLOSED",
                "RECURRING_CONTRACT", "MANUAL_REVIEW_ACCEPT", "INFORMATION_SUPPLIED", "NEVER_SEEN"
            })
    void otherCodesTellNothing(String code) {
        assertThat(facts(Item.of(code))).isEmpty();
    }

    private static List<Event> events(Item... items) {
        return AdyenBodies.events(body(items), Map.of());
    }

    private static String status(List<Event> events) {
        return Retold.of(events).status("COB-1", "2026-12-31");
    }
}
