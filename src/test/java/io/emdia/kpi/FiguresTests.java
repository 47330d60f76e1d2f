package io.emdia.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.ledger.Aging;
import io.emdia.ledger.Charge;
import io.emdia.ledger.ChargeKey;
import io.emdia.ledger.Subscription;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** Cells moved by every change, in any batches, give what the contract says of the charges. */
class FiguresTests {

    private static final int SEEDS = 300;
    private static final int QUESTIONS = 12;

    static LongStream seeds() {
        var only = Long.getLong("seed");
        return only == null ? LongStream.rangeClosed(1, SEEDS) : LongStream.of(only);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theFiguresOfRandomChangesAreThoseOfTheChargesLeft(long seed) {
        var random = new Random(seed);
        var book = new ChargeBook();
        var cells = new CellsInMemory();
        for (int batch = 0; batch < 6; batch++) {
            cells.move(book.put(RandomChanges.some(random, "acme")));
        }

        for (int asked = 0; asked < QUESTIONS; asked++) {
            var scope = RandomChanges.scope(random);
            assertThat(Expected.of(new Figures(cells.sums(scope), scope)))
                    .as("%s", scope)
                    .isEqualTo(slow(book.charges(), scope));
        }
        assertThat(cells.currencies())
                .isEqualTo(
                        book.charges().stream().map(Charge::currency).distinct().sorted().toList());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void forgettingEveryChargeLeavesNothing(long seed) {
        var random = new Random(seed);
        var book = new ChargeBook();
        var cells = new CellsInMemory();
        cells.move(book.put(RandomChanges.some(random, "acme")));
        cells.move(book.put(RandomChanges.some(random, "acme")));

        var nothing = new TreeMap<ChargeKey, @Nullable Charge>();
        book.charges().forEach(charge -> nothing.put(charge.key(), null));
        cells.move(book.put(nothing));

        assertThat(cells.isEmpty()).isTrue();
    }

    @Test
    void theMedianIsTheSmallestLagThatReachesHalf() {
        var early = received(-3, 500);
        var onTime = received(0, 1);
        var late = received(20, 500);

        assertThat(median(early, late)).isEqualTo(-3);
        assertThat(median(late, onTime, early)).isZero();
        assertThat(median(late)).isEqualTo(20);
        assertThat(median()).isNull();
    }

    private static CellSums.Received received(int lagDays, long amount) {
        return new CellSums.Received("pix", lagDays, amount, BigInteger.ZERO);
    }

    private static @Nullable Integer median(CellSums.Received... received) {
        var day = LocalDate.of(2025, 6, 30);
        var sums =
                new CellSums(
                        Collections.nCopies(Aging.values().length, new CellSums.Balance(0, 0)),
                        new CellSums.Balance(0, 0),
                        0,
                        new CellSums.Cohort(0, 0, 0, 0, 0, 0),
                        List.of(received),
                        new CellSums.Issued(0, 0, 0),
                        new CellSums.Customers(0, 0),
                        new CellSums.Attempts(0, 0, 0, List.of()),
                        new CellSums.Flows(0, 0, 0, 0),
                        RevenueSums.NONE);
        var scope = new Scope("BRL", day, day, day, null, 3);
        return new Figures(sums, scope).collection().medianDaysFromDue();
    }

    static Expected slow(List<Charge> charges, Scope scope) {
        return slow(charges, List.of(), scope);
    }

    static Expected slow(List<Charge> charges, List<Subscription> subscriptions, Scope scope) {
        return SlowFigures.of(
                charges,
                subscriptions,
                scope.currency(),
                scope.method(),
                scope.asOf(),
                scope.start(),
                scope.end(),
                scope.doubtfulAfterDays());
    }
}
