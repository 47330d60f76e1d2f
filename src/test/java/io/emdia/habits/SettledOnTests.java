package io.emdia.habits;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.kpi.RandomCharges;
import io.emdia.ledger.ChargeKey;
import io.emdia.ledger.Walk;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Random;
import java.util.stream.LongStream;

/** The day on which a charge was settled, against a search day by day; {@code -Dseed=} runs one. */
class SettledOnTests {

    private static final int SEEDS = 300;
    private static final int CHARGES = 20;

    static LongStream seeds() {
        var only = Long.getLong("seed");
        return only == null ? LongStream.rangeClosed(1, SEEDS) : LongStream.of(only);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aChargeIsSettledSinceNothingIsOwed(long seed) {
        var random = new RandomCharges(new Random(seed));
        for (int at = 0; at < CHARGES; at++) {
            var charge = random.charge(new ChargeKey("m", "c", "charge-" + at));
            var day = random.someDay();

            assertThat(Walk.of(charge, day).settledOn())
                    .as("%s at %s", charge, day)
                    .isEqualTo(new SlowCharge(charge, day).settledOn());
        }
    }

    @Test
    void manyAreSettledBeforeADisputeThatWasWon() {
        var early = LongStream.rangeClosed(1, SEEDS).filter(SettledOnTests::isRestated).count();

        assertThat(early).isGreaterThan(SEEDS / 20);
    }

    /** A charge that the books of some day show open although it is settled since before. */
    private static boolean isRestated(long seed) {
        var random = new RandomCharges(new Random(seed));
        for (int at = 0; at < CHARGES; at++) {
            var charge = random.charge(new ChargeKey("m", "c", "charge-" + at));
            var settled = Walk.of(charge, random.someDay()).settledOn();
            if (settled != null && Walk.of(charge, settled.plusDays(20)).owed() > 0) {
                return true;
            }
        }
        return false;
    }
}
