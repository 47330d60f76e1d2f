package io.emdia.habits;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.habits.PaymentCurve.Ends;
import io.emdia.habits.SlowCurve.Kind;
import io.emdia.habits.SlowCurve.Seen;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

/** The curve is that of the textbooks and of an exact computation; {@code -Dseed=} runs one. */
class PaymentCurveTests {

    private static final int SEEDS = 300;
    private static final int SUBJECTS_MAX = 40;
    private static final int MANY = 100_000;

    static LongStream seeds() {
        var only = Long.getLong("seed");
        return only == null ? LongStream.rangeClosed(1, SEEDS) : LongStream.of(only);
    }

    @Test
    void tenChargesHaveTheCurveWorkedOutByHand() {
        var curve = curve(seen(List.of(0, 0, 0, 1, 3, 5, 12), List.of(3, 10, 20)));

        assertThat(unpaid(curve, 0)).isEqualTo("0.700000");
        assertThat(unpaid(curve, 1)).isEqualTo("0.600000");
        assertThat(unpaid(curve, 2)).isEqualTo("0.600000");
        assertThat(unpaid(curve, 3)).isEqualTo("0.500000");
        assertThat(unpaid(curve, 5)).isEqualTo("0.375000");
        assertThat(unpaid(curve, 12)).isEqualTo("0.187500");
        assertThat(curve.points()).hasSize(21);
        assertThat(curve.points().get(3).atRisk()).isEqualTo(6);
    }

    /** Remission of leukaemia under 6-MP: Freireich and others (1963), as in every textbook. */
    @Test
    void theLeukaemiaOfTheTextbooksHasItsCurveAndItsErrors() {
        var curve =
                curve(
                        seen(
                                List.of(6, 6, 6, 7, 10, 13, 16, 22, 23),
                                List.of(6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35)));

        assertThat(unpaid(curve, 6)).isEqualTo("0.857143");
        assertThat(unpaid(curve, 10)).isEqualTo("0.752941");
        assertThat(unpaid(curve, 23)).isEqualTo("0.448179");
        assertThat(curve.points().get(6).standardError()).isEqualTo("0.076360");
        assertThat(curve.points().get(10).standardError()).isEqualTo("0.096350");
        assertThat(curve.points().get(23).standardError()).isEqualTo("0.134591");
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void sharesAndErrorsAreThoseOfAnExactComputation(long seed) {
        var seen = some(new Random(seed), Kind.values());

        var curve = curve(seen);

        for (var point : curve.points()) {
            var slow = SlowCurve.at(seen, point.day());
            assertThat(point.atRisk()).isEqualTo(slow.atRisk());
            assertThat(point.sharePaid()).isEqualTo(slow.share().rounded());
            assertThat(point.standardError())
                    .isCloseTo(root(slow.variance()), within(new BigDecimal("0.0000011")));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void withoutOtherEndsItIsKaplansAndMeiersWithGreenwoodsError(long seed) {
        var seen = some(new Random(seed), Kind.PAID, Kind.OPEN);

        for (var point : curve(seen).points()) {
            var greenwood = SlowCurve.greenwood(seen, point.day());
            assertThat(unpaid(point)).isEqualTo(greenwood.survival().rounded().toString());
            assertThat(point.standardError())
                    .isCloseTo(root(greenwood.variance()), within(new BigDecimal("0.0000011")));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whereNothingIsOpenItIsThePlainShareWithItsBinomialError(long seed) {
        var seen = some(new Random(seed), Kind.PAID, Kind.LEFT);

        for (var point : curve(seen).points()) {
            var paid = seen.stream().filter(one -> one.isPaidBy(point.day())).count();
            var share = Fraction.of(paid, seen.size());
            var variance = share.times(Fraction.ONE.minus(share)).over(seen.size());
            assertThat(point.sharePaid()).isEqualTo(share.rounded());
            assertThat(point.standardError())
                    .isCloseTo(root(variance), within(new BigDecimal("0.0000011")));
        }
    }

    @Test
    void toTakeWhatLeftForOpenIsNoticed() {
        var wrong =
                LongStream.rangeClosed(1, SEEDS)
                        .filter(seed -> isWrongWithoutLeavers(new Random(seed)))
                        .count();

        assertThat(wrong).isGreaterThan(SEEDS / 2);
    }

    private static boolean isWrongWithoutLeavers(Random random) {
        var seen = some(random, Kind.values());
        var blind = seen.stream().map(one -> one.kind() == Kind.LEFT ? one.open() : one).toList();
        var last = curve(blind).points().getLast();
        return !last.sharePaid().equals(SlowCurve.at(seen, last.day()).share().rounded());
    }

    @Test
    void ofManyChargesItIsAsExact() {
        var ends = List.of(new Ends(0, MANY - 1, 0, 0), new Ends(3659, 0, 0, 1));

        var curve = PaymentCurve.of(ends);

        assertThat(curve.points()).hasSize(3660);
        assertThat(curve.points().getLast().sharePaid()).isEqualTo("0.999990");
        assertThat(curve.points().getLast().standardError()).isEqualTo("0.000010");
    }

    @Test
    void nobodyHasNoCurve() {
        assertThat(PaymentCurve.of(List.of())).isEqualTo(new PaymentCurve(0, List.of()));
    }

    private static PaymentCurve curve(List<Seen> seen) {
        return PaymentCurve.of(seen.stream().map(Seen::ends).toList());
    }

    private static List<Seen> seen(List<Integer> paid, List<Integer> open) {
        var seen = new ArrayList<Seen>();
        paid.forEach(day -> seen.add(new Seen(day, Kind.PAID)));
        open.forEach(day -> seen.add(new Seen(day, Kind.OPEN)));
        return seen;
    }

    private static List<Seen> some(Random random, Kind... kinds) {
        var days = 1 + random.nextInt(30);
        return random.ints(1 + random.nextInt(SUBJECTS_MAX), 0, days)
                .mapToObj(day -> new Seen(day, kinds[random.nextInt(kinds.length)]))
                .toList();
    }

    private static String unpaid(PaymentCurve curve, int day) {
        return unpaid(curve.points().get(day));
    }

    private static String unpaid(PaymentCurve.Point point) {
        return BigDecimal.ONE.subtract(point.sharePaid()).toString();
    }

    private static BigDecimal root(Fraction variance) {
        return variance.exact(40).sqrt(new MathContext(20)).setScale(6, RoundingMode.HALF_EVEN);
    }

    private static Offset<BigDecimal> within(BigDecimal offset) {
        return Offset.offset(offset);
    }
}
