package io.emdia.gateways.pagbank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.emdia.ledger.Charge;
import io.emdia.ledger.Retold;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.NoSuchElementException;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** What is read back equals what happened, whatever happened and in whichever order it is told. */
class PagbankLivesTests {

    private static final int ORDERS = 8;
    private static final int SEEDS = 250;
    private static final int DISORDERS = 4;
    private static final String LATER = "2026-12-31";

    static LongStream seeds() {
        return LongStream.range(0, SEEDS);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void livesAreReadAsTheyWere(long seed) {
        var street = new PagbankStreet(seed, ORDERS);
        var events =
                street.sent().stream()
                        .flatMap(body -> PagbankBodies.events(body).stream())
                        .toList();

        var retold = Retold.of(events);

        assertThat(retold.ids()).containsExactlyElementsOf(street.lives().keySet());
        street.lives().forEach((id, life) -> assertLived(retold, id, life));
        Retold.holdsInAnyOrder(events, DISORDERS);
    }

    @Test
    void aPaymentThatWasNeverToldWouldShow() {
        var street = new PagbankStreet(0, ORDERS);
        var events =
                street.sent().stream()
                        .flatMap(body -> PagbankBodies.events(body).stream())
                        .filter(event -> !event.type().equals("PAID"))
                        .toList();
        var retold = Retold.of(events);

        assertThatThrownBy(
                        () -> street.lives().forEach((id, life) -> assertLived(retold, id, life)))
                .isInstanceOfAny(AssertionError.class, NoSuchElementException.class);
    }

    private static void assertLived(Retold retold, String id, PagbankStreet.Life life) {
        var charge = retold.charge(id);
        var paid =
                charge.payments().stream()
                        .collect(Collectors.toMap(Charge.Payment::paidOn, Charge.Payment::amount));

        assertThat(charge.amount()).as(id).isEqualTo(life.amount);
        assertThat(charge.issuedOn()).as(id).isEqualTo(life.issued);
        assertThat(paid).as(id).isEqualTo(life.paid);
        assertThat(charge.refunds())
                .as(id)
                .extracting(Charge.Refund::amount)
                .containsExactlyInAnyOrderElementsOf(life.refunds);
        assertThat(charge.attempts())
                .as(id)
                .extracting(Charge.Attempt::failedOn)
                .containsExactlyInAnyOrderElementsOf(life.refused);
        assertThat(retold.status(id, LATER)).as(id).isEqualTo(life.status);
    }
}
