package io.emdia.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Instant;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.LongStream;

class RecollectionTests {

    private static final int CHARGES = 6;
    private static final String MERCHANT = "m";
    private static final String CONNECTION = "c";

    static LongStream seeds() {
        var only = Long.getLong("seed");
        return only == null ? LongStream.rangeClosed(1, 300) : LongStream.of(only);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatWasKnownIsWhatTheFactsRecordedByThenFoldInto(long seed) {
        var random = new SplittableRandom(seed);
        var records = records(seed, random);
        var recollection = Recollected.of(records);

        for (int asked = 0; asked < 4; asked++) {
            var then = Records.moment(random);
            var known = recollection.at(then);
            var charges = records.charges(then);
            assertThat(known.charges(recollection.charges())).isEqualTo(charges);
            for (var key : recollection.charges()) {
                assertThat(known.charge(key)).isEqualTo(charges.get(key));
            }
            for (var key : recollection.subscriptions()) {
                assertThat(known.subscription(key)).isEqualTo(records.subscription(key, then));
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void changesLeadFromTheStoredChargesToTheKnownOnes(long seed) {
        var random = new SplittableRandom(seed);
        var records = records(seed, random);
        var recollection = Recollected.of(records);
        var then = Records.moment(random);

        var charges = records.charges(Instant.MAX);
        for (var change : recollection.at(then).changes().charges()) {
            assertThat(change.before()).isEqualTo(charges.get(change.key()));
            if (change.after() == null) {
                charges.remove(change.key());
            } else {
                charges.put(change.key(), change.after());
            }
        }

        assertThat(charges).isEqualTo(records.charges(then));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void toldOneAfterTheOtherTheBodiesLeadFromThenToNow(long seed) {
        var random = new SplittableRandom(seed);
        var records = records(seed, random);
        var recollection = Recollected.of(records);
        var then = Records.moment(random);

        var charges = new TreeMap<>(records.charges(then));
        for (var telling : recollection.after(then)) {
            assertThat(telling.entry().recordedAt()).isAfter(then);
            charges.keySet().removeAll(telling.charges());
            charges.putAll(telling.known().charges(telling.charges()));
            assertThat(charges).isEqualTo(telling.known().charges(recollection.charges()));
        }

        assertThat(charges).isEqualTo(records.charges(Instant.MAX));
    }

    private static Records records(long seed, SplittableRandom random) {
        return Records.of(RandomLedger.events(seed, CHARGES), MERCHANT, CONNECTION, random);
    }
}
