package io.emdia.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.ledger.Projection.Changes;
import io.emdia.ledger.Projection.SubscriptionChange;
import io.emdia.ledger.RandomLedger;
import io.emdia.ledger.Recollected;
import io.emdia.ledger.Records;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Instant;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * Cells moved from what is stored to what was known are those of a ledger that never heard of
 * anything recorded later. {@code -Dseed=} runs one.
 */
class RecallTests {

    private static final int SEEDS = 300;
    private static final int CHARGES = 6;
    private static final int QUESTIONS = 3;

    static LongStream seeds() {
        var only = Long.getLong("seed");
        return only == null ? LongStream.rangeClosed(1, SEEDS) : LongStream.of(only);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatIsSetApartFromNowIsWhatWasKnownThen(long seed) {
        var random = new SplittableRandom(seed);
        var records = Records.of(RandomLedger.events(seed, CHARGES), "m", "c", random);
        var then = Records.moment(random);
        var known = cells(records, then);
        var moved = cells(records, Instant.MAX);
        moved.move(back(records, then));

        var questions = new Random(seed);
        for (int asked = 0; asked < QUESTIONS; asked++) {
            var scope = RandomChanges.scope(questions);
            assertThat(Expected.of(new Figures(moved.sums(scope), scope)))
                    .as("%s known at %s", scope, then)
                    .isEqualTo(Expected.of(new Figures(known.sums(scope), scope)));
        }
    }

    /** From now to then. */
    private static Changes back(Records records, Instant then) {
        var recollection = Recollected.of(records);
        var stored = records.until(Instant.MAX).subscriptions();
        var known = recollection.at(then);
        var terms =
                recollection.subscriptions().stream()
                        .map(
                                key ->
                                        new SubscriptionChange(
                                                key, stored.get(key), known.subscription(key)))
                        .toList();
        return new Changes(known.changes().charges(), terms);
    }

    private static CellsInMemory cells(Records records, Instant then) {
        var cells = new CellsInMemory();
        var ledger = records.until(then);
        cells.move(
                new ChargeBook().put(new TreeMap<>(records.charges(then)), ledger.subscriptions()));
        return cells;
    }
}
