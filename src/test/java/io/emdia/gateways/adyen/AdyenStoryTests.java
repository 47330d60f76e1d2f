package io.emdia.gateways.adyen;

import static io.emdia.gateways.adyen.AdyenBodies.MANUAL;
import static io.emdia.gateways.adyen.AdyenBodies.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.facts.Event;
import io.emdia.facts.Method;
import io.emdia.gateways.adyen.AdyenBodies.Item;
import io.emdia.ledger.Charge;
import io.emdia.ledger.Retold;

import org.junit.jupiter.api.Test;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One customer's story over a spring, as Adyen told it. */
class AdyenStoryTests {

    private static final int SEEDS = 200;
    private static final String MARCH = "COB-7301-2026-03";
    private static final String APRIL = "COB-7301-2026-04";
    private static final String PAYMENT = "DEMO7301ABRIL001";
    private static final List<String> TOLD =
            List.of(
                    "pix-issued",
                    "pix-authorised",
                    "refunded-in-part",
                    "card-refused",
                    "card-authorised",
                    "captured",
                    "chargeback-announced",
                    "chargeback",
                    "token-created");

    @Test
    void marchIsPaidOnItsDayAndRefundedInTwoParts() {
        var charge = Retold.of(story(Map.of())).charge(MARCH);

        assertThat(charge.amount()).isEqualTo(14990);
        assertThat(charge.currency()).isEqualTo("BRL");
        assertThat(charge.method()).isEqualTo(Method.PIX);
        assertThat(charge.issuedOn()).isEqualTo("2026-03-01");
        assertThat(charge.canceledOn()).isNull();
        assertThat(charge.payments())
                .singleElement()
                .returns(14990L, Charge.Payment::amount)
                .returns(Method.PIX, Charge.Payment::method)
                .returns(LocalDate.parse("2026-03-13"), Charge.Payment::paidOn);
        assertThat(charge.refunds())
                .containsExactlyInAnyOrder(
                        new Charge.Refund("DEMO7301REEMB001", 4990, LocalDate.parse("2026-03-18")),
                        new Charge.Refund(
                                "DEMO7301REEMB002", 10000, LocalDate.parse("2026-03-20")));
        assertThat(Retold.of(story(Map.of())).status(MARCH, "2026-03-20")).isEqualTo("refunded");
    }

    @Test
    void aprilIsRefusedThenPaidThenDisputedThenClosed() {
        var story = Retold.of(story(Map.of()));
        var charge = story.charge(APRIL);

        assertThat(charge.customerId()).isEqualTo("cliente-7301");
        assertThat(charge.method()).isEqualTo(Method.CREDIT_CARD);
        assertThat(charge.effectiveDueOn()).isEqualTo("2026-04-10");
        assertThat(charge.attempts())
                .singleElement()
                .returns("Saldo insuficiente", Charge.Attempt::code)
                .returns(LocalDate.parse("2026-04-10"), Charge.Attempt::failedOn);
        assertThat(charge.payments())
                .singleElement()
                .returns(PAYMENT, Charge.Payment::id)
                .returns(LocalDate.parse("2026-04-12"), Charge.Payment::paidOn);
        assertThat(charge.disputes())
                .containsExactly(
                        new Charge.Dispute(
                                "DEMO7301DISP0001",
                                null,
                                14990,
                                LocalDate.parse("2026-05-07"),
                                true,
                                LocalDate.parse("2026-06-02")));
        assertThat(story.status(APRIL, "2026-05-06")).isEqualTo("paid");
        assertThat(story.status(APRIL, "2026-05-07")).isEqualTo("disputed");
        assertThat(story.status(APRIL, "2026-06-02")).isEqualTo("paid");
    }

    @Test
    void underManualCaptureTheCapturePays() {
        var story = Retold.of(story(MANUAL));

        assertThat(story.charge(APRIL).payments())
                .singleElement()
                .returns("DEMO7301CAPT0001", Charge.Payment::id)
                .returns(LocalDate.parse("2026-04-12"), Charge.Payment::paidOn);
        assertThat(story.charge(MARCH).payments())
                .singleElement()
                .returns("DEMO7301MARCO001", Charge.Payment::id);
    }

    @Test
    void theStoryHoldsInAnyOrder() {
        assertThat(Retold.of(story(Map.of())).ids()).containsExactly(MARCH, APRIL);
        Retold.holdsInAnyOrder(story(Map.of()), SEEDS);
        Retold.holdsInAnyOrder(story(MANUAL), SEEDS);
    }

    @Test
    void anOfferThatClosedDoesNotCancelWhatWasPaidAnotherWay() {
        var events = new ArrayList<>(story(Map.of()));
        events.addAll(AdyenBodies.events(bytes("offer-closed"), Map.of()));

        var story = Retold.of(events);

        assertThat(story.status(MARCH, "2026-03-13")).isEqualTo("paid");
        Retold.holdsInAnyOrder(events, SEEDS);
    }

    @Test
    void anOfferThatClosedAndNothingElseIsACanceledCharge() {
        var story = Retold.of(AdyenBodies.events(bytes("offer-closed"), Map.of()));

        assertThat(story.status(MARCH, "2026-03-11")).isEqualTo("canceled");
        assertThat(story.charge(MARCH).method()).isEqualTo(Method.BOLETO);
        assertThat(story.charge(MARCH).amount()).isEqualTo(14990);
    }

    @Test
    void aRefundThatFailedAfterAllWasNone() {
        var events = new ArrayList<>(story(Map.of()));
        events.addAll(AdyenBodies.events(bytes("refund-failed"), Map.of()));

        assertThat(Retold.of(events).charge(MARCH).refunds())
                .singleElement()
                .returns(4990L, Charge.Refund::amount);
        Retold.holdsInAnyOrder(events, SEEDS);
    }

    /** The samples, and the steps of the story that they leave out. */
    private static List<Event> story(Map<String, String> settings) {
        var events = new ArrayList<Event>();
        TOLD.forEach(name -> events.addAll(AdyenBodies.events(bytes(name), settings)));
        var rest =
                Item.of("REFUND")
                        .psp("DEMO7301MARCO001", "DEMO7301REEMB002")
                        .reference(MARCH)
                        .method("pix")
                        .amount(10000)
                        .at("2026-03-20T09:00:00-03:00");
        var won =
                Item.of("CHARGEBACK_REVERSED")
                        .psp(PAYMENT, "DEMO7301DISP0001")
                        .reference(APRIL)
                        .at("2026-06-02T10:00:00-03:00");
        events.addAll(AdyenBodies.events(AdyenBodies.body(rest, won), settings));
        return events;
    }
}
