package io.emdia.gateways.vindi;

import static io.emdia.gateways.vindi.VindiBodies.changed;
import static io.emdia.gateways.vindi.VindiBodies.events;
import static io.emdia.gateways.vindi.VindiBodies.fetched;
import static io.emdia.gateways.vindi.VindiBodies.last;
import static io.emdia.gateways.vindi.VindiBodies.object;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.facts.Event;
import io.emdia.ledger.Retold;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Bodies that show what became of a charge, but not all of when. */
class VindiSnapshotsTests {

    private static final int ORDERS = 50;
    private static final String MARCH = "73010031";
    private static final String APRIL = "73010041";
    private static final String REJECTED_AT = "2026-04-10T06:01:10.000-03:00";
    private static final String REJECTED_AT_UTC = "2026-04-10T09:01:10Z";
    private static final String LATER = "2026-05-20T16:05:00.000-03:00";
    private static final Instant FETCHED = Instant.parse("2026-06-01T12:00:00Z");

    @Test
    void aRefusalWithoutADayOfItsOwnStaysOnTheDayItWasTold() {
        var rejected =
                changed(
                        "charge-rejected",
                        "charge",
                        "charge_rejected",
                        REJECTED_AT,
                        VindiSnapshotsTests::withoutTransactionDay);
        var canceled =
                changed(
                        "bill-canceled",
                        "bill",
                        "bill_canceled",
                        LATER,
                        bill -> {
                            last("charge", "rejected", 4, LATER, "149.9").accept(charge(bill));
                            withoutTransactionDay(charge(bill));
                        });
        var events = events(rejected, canceled);

        Retold.holdsInAnyOrder(events, ORDERS);
        assertThat(Retold.of(events).charge(APRIL).attempts())
                .singleElement()
                .satisfies(
                        it -> assertThat(it.failedAt()).isEqualTo(Instant.parse(REJECTED_AT_UTC)));
    }

    @Test
    void aPaymentWithoutADayOfItsOwnStaysOnTheDayItWasTold() {
        var paid =
                changed(
                        "bill-paid",
                        "bill",
                        "bill_paid",
                        "2026-03-13T14:22:31.000-03:00",
                        bill -> withoutDays(charge(bill)));
        var refunded =
                changed(
                        "charge-created",
                        "charge",
                        "charge_refunded",
                        "2026-03-18T10:00:00.000-03:00",
                        charge -> {
                            charge.put("status", "paid");
                            last("refund", "success", 9, LATER, "49.9").accept(charge);
                            withoutTransactionDay(charge);
                        });
        var events = events(paid, refunded);

        Retold.holdsInAnyOrder(events, ORDERS);
        assertThat(Retold.of(events).status(MARCH, "2026-03-13")).isEqualTo("paid");
        assertThat(Retold.of(events).charge(MARCH).payments()).hasSize(1);
    }

    @Test
    void whatWasGivenBackHadBeenPaid() {
        var refunded =
                changed(
                        "charge-created",
                        "charge",
                        "charge_refunded",
                        "2026-03-18T10:00:00.000-03:00",
                        last("refund", "success", 9, "2026-03-18T10:00:00.000-03:00", "149.9"));

        assertThat(Retold.of(events(refunded)).status(MARCH, "2026-03-18")).isEqualTo("refunded");
    }

    @Test
    void aBillWithoutADayIsDueWhenItsFirstChargeIs() {
        var created =
                changed(
                        "bill-created",
                        "bill",
                        "bill_created",
                        "2026-03-01T10:00:02.000-03:00",
                        bill -> bill.putNull("due_at"));

        assertThat(Retold.of(events(created)).charge(MARCH).dueOn()).hasToString("2026-03-10");
    }

    @Test
    void aBillThatIsPaidAfterAllIsNotCanceled() {
        var canceled =
                changed(
                        "bill-created",
                        "bill",
                        "bill_canceled",
                        "2026-03-12T10:00:00.000-03:00",
                        bill -> bill.put("status", "canceled"));
        var paid =
                changed("bill-paid", "bill", "bill_paid", "2026-03-13T14:22:31.000-03:00", _ -> {});
        var events = events(paid, canceled);

        Retold.holdsInAnyOrder(events, ORDERS);
        assertThat(Retold.of(events).status(MARCH, "2026-03-13")).isEqualTo("paid");
    }

    /** Only a charge of it moved; both answers count, and the later one last. */
    @Test
    void anAnswerThatChangedWithoutItsBillIsAnotherEvent() {
        var first = object("bill-canceled", "bill").put("status", "pending");
        var second = first.deepCopy();
        last("charge", "rejected", 6, LATER, "149.9").accept(charge(second));
        charge(second).put("updated_at", "2026-05-21T10:00:00.000-03:00");
        var events =
                Stream.of(first, second)
                        .flatMap(it -> events(fetched("bill", it, FETCHED)).stream())
                        .toList();

        assertThat(ids(events)).doesNotHaveDuplicates();
        assertThat(Retold.of(events).charge(APRIL).attempts()).hasSize(2);
        assertThat(events(fetched("bill", second, FETCHED)).getFirst().timestamp())
                .isEqualTo("2026-05-21T13:00:00Z");
    }

    private static List<String> ids(List<Event> events) {
        return events.stream().map(Event::id).filter(id -> id.startsWith("bill|")).toList();
    }

    private static ObjectNode charge(ObjectNode bill) {
        return (ObjectNode) bill.withArray("charges").get(0);
    }

    private static void withoutDays(ObjectNode charge) {
        charge.putNull("paid_at");
        withoutTransactionDay(charge);
    }

    private static void withoutTransactionDay(ObjectNode charge) {
        charge.withObject("last_transaction").putNull("created_at");
    }
}
