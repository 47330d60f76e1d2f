package io.emdia.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.ledger.Charge;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** What single charges add to a figure adds up to the figure; {@code -Dseed=} runs one. */
class SharesTests {

    private static final int SEEDS = 300;
    private static final int QUESTIONS = 4;
    private static final Scope JUNE =
            new Scope(
                    "BRL",
                    LocalDate.parse("2025-06-30"),
                    LocalDate.parse("2025-06-01"),
                    LocalDate.parse("2025-06-30"),
                    null,
                    30);

    static LongStream seeds() {
        var only = Long.getLong("seed");
        return only == null ? LongStream.rangeClosed(1, SEEDS) : LongStream.of(only);
    }

    static Stream<Metric> ofCharges() {
        return Arrays.stream(Metric.values())
                .filter(metric -> !metric.families().contains(Metric.Family.CUSTOMERS))
                .filter(metric -> !metric.isOfSubscriptions());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatChargesAddAddsUpToEveryFigure(long seed) {
        var random = new Random(seed);
        var books = Books.of(random);

        for (int asked = 0; asked < QUESTIONS; asked++) {
            var scope = RandomChanges.scope(random);
            for (var metric : ofCharges().toList()) {
                var shares = Shares.of(metric, scope, books.cells().sums(scope));
                assertThat(books.sum(shares, shares::of))
                        .as("%s %s", metric, scope)
                        .isEqualTo(books.whole(shares));
            }
        }
    }

    /** The check of the sums itself. */
    @ParameterizedTest
    @EnumSource(names = {"RATE", "RECEIVED_AMOUNT", "MEDIAN_DAYS_FROM_DUE", "DSO_DAYS"})
    void sharesThatLeaveOneChargeOutAreFoundOut(Metric metric) {
        var found = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            var books = Books.of(new Random(seed));
            var whole = books.cells().sums(JUNE);
            var shares = Shares.of(metric, JUNE, whole);
            var some = new Books(books.cells(), books.charges().stream().skip(1).toList());
            found += some.sum(shares, shares::of).equals(books.whole(shares)) ? 0 : 1;
        }

        assertThat(found).isPositive();
    }

    @Test
    void theWorkedExampleIsMadeOfItsCharges() {
        var cells = new CellsInMemory();
        var book = new ChargeBook();
        cells.move(book.put(FixtureA.charges()));
        var shares = Shares.of(Metric.RATE, JUNE, cells.sums(JUNE));

        var found = new TreeMap<String, String>();
        for (var charge : book.charges()) {
            var adds = shares.of(charge);
            if (!adds.isNothing()) {
                found.put(charge.key().chargeId(), adds.numerator() + "/" + adds.denominator());
            }
        }

        assertThat(found.toString())
                .isEqualTo(
                        "{C12=0/6000, C2=0/10000, C3=5000/20000, C5=30000/30000, C6=0/5000,"
                                + " C9=0/12000}");
    }

    /** Charges and the cells that moved with them. */
    private record Books(CellsInMemory cells, List<Charge> charges) {

        static Books of(Random random) {
            var book = new ChargeBook();
            var cells = new CellsInMemory();
            cells.move(book.put(RandomChanges.some(random, "m")));
            cells.move(book.put(RandomChanges.some(random, "m")));
            return new Books(cells, book.charges());
        }

        Contribution whole(Shares shares) {
            var quantities = new Quantities(cells.sums(shares.scope()), shares.scope());
            var metric = shares.metric();
            return new Contribution(metric.numerator(quantities), metric.denominator(quantities));
        }

        Contribution sum(Shares shares, Function<Charge, Contribution> share) {
            var denominator = whole(shares).denominator() == null ? null : BigInteger.ZERO;
            var nothing = new Contribution(BigInteger.ZERO, denominator);
            return charges.stream().map(share).reduce(nothing, Contribution::plus);
        }
    }
}
