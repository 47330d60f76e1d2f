package io.emdia.gateways.pagbank;

import static io.emdia.gateways.pagbank.PagbankBodies.sample;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.emdia.facts.Event;
import io.emdia.facts.Method;
import io.emdia.ledger.Charge;
import io.emdia.ledger.Retold;

import org.junit.jupiter.api.Test;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * One customer's story over a spring, as PagBank told it: it names no refund's and no dispute's
 * day.
 */
class PagbankStoryTests {

    private static final int SEEDS = 200;
    private static final String MARCH = "CHAR_7301D3M0-0000-4000-8000-000000000003";
    private static final String APRIL = "CHAR_7301D3M0-0000-4000-8000-000000000004";

    @Test
    void marchIsDueAsItsBoletoSaysAndPaidByPix() {
        var story = Retold.of(story());
        var charge = story.charge(MARCH);

        assertThat(charge.amount()).isEqualTo(14990);
        assertThat(charge.method()).isEqualTo(Method.PIX);
        assertThat(charge.customerId()).hasSize(32).doesNotContain("12345678909");
        assertThat(charge.issuedOn()).isEqualTo("2026-03-01");
        assertThat(charge.dueOn()).isEqualTo("2026-03-10");
        assertThat(charge.payments())
                .singleElement()
                .returns(14990L, Charge.Payment::amount)
                .returns(Method.PIX, Charge.Payment::method)
                .returns(LocalDate.parse("2026-03-13"), Charge.Payment::paidOn);
        assertThat(charge.refunds())
                .extracting(Charge.Refund::amount)
                .containsExactlyInAnyOrder(4990L, 10000L);
        assertThat(story.status(MARCH, "2026-03-11")).isEqualTo("overdue");
        assertThat(story.status(MARCH, "2026-03-20")).isEqualTo("refunded");
    }

    @Test
    void aprilIsDeclinedThenPaid() {
        var story = Retold.of(story());
        var charge = story.charge(APRIL);

        assertThat(charge.attempts())
                .singleElement()
                .returns("10002", Charge.Attempt::code)
                .returns(Method.CREDIT_CARD, Charge.Attempt::method)
                .returns(LocalDate.parse("2026-04-10"), Charge.Attempt::failedOn);
        assertThat(charge.payments())
                .singleElement()
                .returns(LocalDate.parse("2026-04-12"), Charge.Payment::paidOn);
        assertThat(charge.issuedOn()).isEqualTo("2026-04-01");
        assertThat(story.status(APRIL, "2026-04-12")).isEqualTo("paid");
    }

    @Test
    void theStoryHoldsInAnyOrder() {
        assertThat(Retold.of(story()).ids()).containsExactly(MARCH, APRIL);
        Retold.holdsInAnyOrder(story(), SEEDS);
    }

    @Test
    void anyBodyOfAPaidChargeTellsAllOfIt() {
        var alone = Retold.of(List.of(last("pix-refunded-in-part", 14990))).charge(MARCH);

        assertThat(alone.payments()).isEqualTo(Retold.of(story()).charge(MARCH).payments());
        assertThat(alone.refundedAmount(LocalDate.parse("2026-03-20"))).isEqualTo(14990);
    }

    @Test
    void whatWasCanceledUnpaidIsCanceled() {
        var events = List.of(sample("boleto-waiting"), sample("canceled-unpaid"));

        assertThat(Retold.of(events).status(MARCH, "2026-03-12")).isEqualTo("canceled");
        assertThat(Retold.of(events).charge(MARCH).dueOn()).isEqualTo("2026-03-10");
        Retold.holdsInAnyOrder(events, SEEDS);
    }

    /** The samples, and the steps of the story that they leave out. */
    private static List<Event> story() {
        var events = new ArrayList<Event>();
        for (var name :
                List.of(
                        "boleto-waiting",
                        "pix-paid",
                        "pix-refunded-in-part",
                        "card-declined",
                        "card-authorized-alone",
                        "subscription-initial",
                        "subscription-canceled")) {
            events.add(sample(name));
        }
        events.add(last("pix-refunded-in-part", 14990));
        events.add(paidInApril());
        return events;
    }

    private static Event last(String name, long refunded) {
        var body =
                text(name)
                        .replace("\"refunded\":4990", "\"refunded\":" + refunded)
                        .replace("\"PAID\"", "\"CANCELED\"");
        return PagbankBodies.events(body.getBytes(UTF_8)).getFirst();
    }

    private static Event paidInApril() {
        var body =
                text("card-declined")
                        .replace("\"DECLINED\"", "\"PAID\"")
                        .replace("2026-04-10T06:01:10", "2026-04-12T06:01:44")
                        .replace("\"paid\":0", "\"paid\":14990")
                        .replace(
                                "\"description\"",
                                "\"paid_at\":\"2026-04-12T06:01:45-03:00\",\"description\"");
        return PagbankBodies.events(body.getBytes(UTF_8)).getFirst();
    }

    private static String text(String name) {
        return new String(PagbankBodies.bytes(name + ".json"), UTF_8);
    }
}
