package io.emdia.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.ledger.Disorder;
import io.emdia.ledger.Ledger;
import io.emdia.ledger.MemoryLedger;
import io.emdia.ledger.RandomLedger;
import io.emdia.ledger.SlowFold;
import io.emdia.ledger.SlowSubscriptions;
import io.emdia.merchants.Merchant.MrrStart;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/**
 * The law of the product: for one set of deliveries every order, every duplication and every split
 * into batches ends in the same charges and the same figures. {@code -Dseed=} runs one.
 */
class LawTests {

    private static final int SEEDS = 300;
    private static final int CHARGES = 8;
    private static final int QUESTIONS = 6;

    static LongStream seeds() {
        var only = Long.getLong("seed");
        return only == null ? LongStream.rangeClosed(1, SEEDS) : LongStream.of(only);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void orderRepetitionAndSplitChangeNothing(long seed) {
        var straight = Books.of(MemoryLedger.byTruth(mrrStarts(seed)), straight(seed));
        var mixed = Books.of(MemoryLedger.byTruth(mrrStarts(seed)), mixed(seed));

        assertThat(mixed.ledger().charges()).isEqualTo(straight.ledger().charges()).isNotEmpty();
        assertThat(mixed.ledger().subscriptions()).isEqualTo(straight.ledger().subscriptions());
        assertThat(mixed.answers(seed)).isEqualTo(straight.answers(seed));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void chargesAndFiguresAreThoseOfAnIndependentComputation(long seed) {
        var books = Books.of(MemoryLedger.byTruth(mrrStarts(seed)), mixed(seed));

        var expected = SlowFold.charges(books.ledger().counting(), "m", "c");
        var awaitsPayment = mrrStarts(seed) == MrrStart.FIRST_PAYMENT;
        var subscriptions =
                SlowSubscriptions.of(books.ledger().counting(), "m", "c", awaitsPayment);

        assertThat(books.ledger().charges()).isEqualTo(expected);
        assertThat(List.copyOf(books.ledger().subscriptions().values())).isEqualTo(subscriptions);
        var random = new Random(seed);
        for (var asked = 0; asked < QUESTIONS; asked++) {
            var scope = RandomChanges.scope(random);
            assertThat(Expected.of(new Figures(books.cells().sums(scope), scope)))
                    .as("%s", scope)
                    .isEqualTo(FiguresTests.slow(expected, subscriptions, scope));
        }
    }

    @Test
    void someOfTheFiguresAreOfDoubtfulCharges() {
        var doubtful =
                LongStream.rangeClosed(1, SEEDS)
                        .boxed()
                        .flatMap(
                                seed ->
                                        Books.of(MemoryLedger.byTruth(), mixed(seed))
                                                .answers(seed)
                                                .stream())
                        .filter(answer -> answer.delinquency().doubtfulAmount() > 0)
                        .count();

        assertThat(doubtful).isGreaterThan(SEEDS / 10);
    }

    @Test
    void aLedgerThatFoldsByArrivalBreaksTheLaw() {
        var broken = LongStream.rangeClosed(1, SEEDS).filter(LawTests::isBrokenByArrival).count();

        assertThat(broken).isGreaterThan(SEEDS / 2);
    }

    private static boolean isBrokenByArrival(long seed) {
        var mixed = Books.of(MemoryLedger.byArrival(), mixed(seed));
        var straight = Books.of(MemoryLedger.byArrival(), straight(seed));
        return !mixed.ledger().charges().equals(straight.ledger().charges());
    }

    private static MrrStart mrrStarts(long seed) {
        return seed % 3 == 0 ? MrrStart.FIRST_PAYMENT : MrrStart.STARTED;
    }

    private static List<List<Ledger.Entry>> straight(long seed) {
        return List.of(
                RandomLedger.events(seed, CHARGES).stream()
                        .map(event -> Disorder.entry("m", "c", event))
                        .toList());
    }

    private static List<List<Ledger.Entry>> mixed(long seed) {
        var random = new SplittableRandom(seed);
        var events = RandomLedger.events(seed, CHARGES);
        return Disorder.batches(Disorder.delivered(events, "m", "c", random), random);
    }

    /** A ledger and the cells that moved with it. */
    private record Books(MemoryLedger ledger, CellsInMemory cells) {

        static Books of(MemoryLedger ledger, List<List<Ledger.Entry>> batches) {
            var book = new ChargeBook();
            var cells = new CellsInMemory();
            batches.forEach(
                    batch -> cells.move(book.put(ledger.apply(batch), ledger.subscriptions())));
            return new Books(ledger, cells);
        }

        List<Expected> answers(long seed) {
            var random = new Random(seed);
            var answers = new ArrayList<Expected>();
            for (var asked = 0; asked < QUESTIONS; asked++) {
                var scope = RandomChanges.scope(random);
                answers.add(Expected.of(new Figures(cells.sums(scope), scope)));
            }
            return answers;
        }
    }
}
