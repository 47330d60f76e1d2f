package io.emdia.gateways.pagarme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.emdia.ledger.Charge;
import io.emdia.ledger.Retold;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** What is read back equals what happened, whatever happened and in whichever order it is told. */
class PagarmeLivesTests {

    private static final int CHARGES = 8;
    private static final int SEEDS = 250;
    private static final int ORDERS = 4;
    private static final String LATER = "2026-12-31";

    static LongStream seeds() {
        return LongStream.range(0, SEEDS);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void livesAreReadAsTheyWere(long seed) {
        var street = new PagarmeStreet(seed, CHARGES);
        var events = street.sent().stream().map(PagarmeBodies::event).toList();

        var retold = Retold.of(events);

        assertThat(retold.ids()).containsExactlyElementsOf(street.lives().keySet());
        street.lives().forEach((id, life) -> assertLived(retold, id, life));
        Retold.holdsInAnyOrder(events, ORDERS);
    }

    @Test
    void anEventThatWasReadWrongWouldShow() {
        var street = new PagarmeStreet(0, CHARGES);
        var events =
                street.sent().stream()
                        .map(PagarmeBodies::event)
                        .filter(event -> !event.type().equals("charge.paid"))
                        .filter(event -> !event.type().equals("charge.updated"))
                        .toList();
        var retold = Retold.of(events);

        assertThatThrownBy(
                        () -> street.lives().forEach((id, life) -> assertLived(retold, id, life)))
                .isInstanceOf(AssertionError.class);
    }

    private static void assertLived(Retold retold, String id, PagarmeStreet.Life life) {
        var charge = retold.charge(id);

        assertThat(charge.amount()).as(id).isEqualTo(life.amount);
        assertThat(charge.issuedOn()).as(id).isEqualTo(life.issued);
        assertThat(charge.dueOn()).as(id).isEqualTo(life.due);
        assertThat(byDay(paid(charge))).as(id).isEqualTo(life.paid);
        assertThat(byDay(refunded(charge))).as(id).isEqualTo(life.refunded);
        assertThat(charge.attempts())
                .as(id)
                .extracting(Charge.Attempt::failedOn)
                .containsExactlyInAnyOrderElementsOf(life.refused);
        assertThat(retold.status(id, LATER)).as(id).isEqualTo(life.status);
    }

    private static List<Map.Entry<LocalDate, Long>> paid(Charge charge) {
        return charge.payments().stream().map(it -> Map.entry(it.paidOn(), it.amount())).toList();
    }

    private static List<Map.Entry<LocalDate, Long>> refunded(Charge charge) {
        return charge.refunds().stream()
                .map(it -> Map.entry(it.refundedOn(), it.amount()))
                .toList();
    }

    private static Map<LocalDate, Long> byDay(List<Map.Entry<LocalDate, Long>> amounts) {
        var byDay = new TreeMap<LocalDate, Long>();
        amounts.forEach(it -> byDay.merge(it.getKey(), it.getValue(), Long::sum));
        return byDay;
    }
}
