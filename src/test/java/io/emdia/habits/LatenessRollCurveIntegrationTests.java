package io.emdia.habits;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.database.Database;
import io.emdia.database.Scope;
import io.emdia.embedded.TestServers;
import io.emdia.facts.Method;
import io.emdia.kpi.RandomCharges;
import io.emdia.ledger.Charge;
import io.r2dbc.spi.Connection;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import reactor.core.publisher.Mono;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.LongStream;

/** What SQL sums of stored charges is what each charge says; {@code -Dseed=} runs one. */
class LatenessRollCurveIntegrationTests {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SEEDS = 20;
    private static final int QUESTIONS = 5;

    private static Database database;

    @BeforeAll
    static void open() {
        database = TestServers.freshDatabase().database();
    }

    static LongStream seeds() {
        var only = Long.getLong("seed");
        return only == null ? LongStream.rangeClosed(1, SEEDS) : LongStream.of(only);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void lateChargesAreThoseThatEachChargeSays(long seed) {
        var random = new Random(seed);
        var charges = SomeCharges.stored(database, "lateness-" + seed, random);
        for (int asked = 0; asked < QUESTIONS; asked++) {
            var slice = slice("lateness-" + seed, random);

            assertThat(lateness(slice)).as("%s", slice).isEqualTo(slowLateness(charges, slice));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void balancesRollAsEachChargeDoes(long seed) {
        var random = new Random(seed);
        var charges = SomeCharges.stored(database, "roll-" + seed, random);
        for (int asked = 0; asked < QUESTIONS; asked++) {
            var slice = slice("roll-" + seed, random);

            assertThat(roll(slice))
                    .as("%s", slice)
                    .isEqualTo(slowRoll(charges, slice))
                    .allSatisfy(LatenessRollCurveIntegrationTests::assertWhole);
        }
    }

    private static void assertWhole(Roll.Bucket row) {
        var amounts = row.to().stream().mapToLong(Roll.Part::amount).sum();
        assertThat(amounts).isEqualTo(row.openAmount());
        if (amounts > 0) {
            assertThat(row.to().stream().map(Roll.Part::share).reduce(BigDecimal::add))
                    .hasValueSatisfying(sum -> assertThat(sum).isEqualByComparingTo("1"));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theCurveIsOfTheEndsThatEachChargeSays(long seed) {
        var random = new Random(seed);
        var charges = SomeCharges.stored(database, "curve-" + seed, random);
        for (int asked = 0; asked < QUESTIONS; asked++) {
            var slice = slice("curve-" + seed, random);
            var answer = read(slice, unit -> PaymentCurveEndpoint.read(unit, slice));

            assertThat(answer.all()).as("%s", slice).isEqualTo(slowCurve(charges, slice));
            for (var method : answer.byMethod()) {
                assertThat(new PaymentCurve(method.charges(), method.points()))
                        .isEqualTo(slowCurve(charges, of(slice, method.method())));
            }
            assertThat(
                            answer.byMethod().stream()
                                    .mapToLong(PaymentCurveEndpoint.OfMethod::charges)
                                    .sum())
                    .isEqualTo(answer.all().charges());
        }
    }

    @Test
    void whatIsChangedByHandIsNoticedByAll() {
        var charges = SomeCharges.stored(database, "tampered", new Random(1));
        var end = SomeCharges.AMID;
        var slice = new Slice("tampered", "BRL", null, end, end.minusDays(200), end.minusDays(10));
        assertThat(lateness(slice)).isEqualTo(slowLateness(charges, slice));

        SomeCharges.tamper(database, "tampered");

        assertThat(lateness(slice)).isNotEqualTo(slowLateness(charges, slice));
        assertThat(roll(slice)).isNotEqualTo(slowRoll(charges, slice));
        assertThat(read(slice, unit -> PaymentCurveEndpoint.read(unit, slice)).all())
                .isNotEqualTo(slowCurve(charges, slice));
    }

    private static Lateness lateness(Slice slice) {
        return read(slice, unit -> LatenessEndpoint.read(unit, slice)).lateness();
    }

    private static Lateness slowLateness(List<Charge> charges, Slice slice) {
        return Lateness.of(slice.from(), slice.to(), SlowHabits.lateness(charges, slice));
    }

    private static List<Roll.Bucket> roll(Slice slice) {
        return read(slice, unit -> RollEndpoint.read(unit, slice)).rows();
    }

    private static List<Roll.Bucket> slowRoll(List<Charge> charges, Slice slice) {
        return Roll.of(SlowHabits.moves(charges, slice));
    }

    private static PaymentCurve slowCurve(List<Charge> charges, Slice slice) {
        return PaymentCurve.of(SlowHabits.ends(charges, slice));
    }

    private static Slice of(Slice slice, String method) {
        return new Slice(
                slice.merchantId(),
                slice.currency(),
                method,
                slice.asOf(),
                slice.from(),
                slice.to());
    }

    private static Slice slice(String merchant, Random random) {
        var asOf = new RandomCharges(random).someDay();
        var to = asOf.minusDays(random.nextInt(60));
        return new Slice(
                merchant,
                random.nextInt(3) == 0 ? "USD" : "BRL",
                random.nextInt(4) == 0 ? Method.values()[random.nextInt(9)].code() : null,
                asOf,
                to.minusDays(random.nextInt(300)),
                to);
    }

    private static <T> T read(Slice slice, Function<Connection, Mono<T>> work) {
        var scope = Scope.of(slice.merchantId());
        return Objects.requireNonNull(database.snapshot(scope, work).block(PATIENCE));
    }
}
