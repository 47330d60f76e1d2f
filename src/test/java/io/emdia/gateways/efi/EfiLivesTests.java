package io.emdia.gateways.efi;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.gateways.Truth;
import io.emdia.ledger.Retold;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.Random;
import java.util.stream.LongStream;

/** Random lives come back as they were lived, whatever the order; {@code -Dseed=…} for one. */
class EfiLivesTests {

    private static final int SEEDS = 200;
    private static final int CHARGES = 6;
    private static final int ORDERS = 3;

    static LongStream seeds() {
        var seed = Long.getLong("seed");
        return seed == null ? LongStream.range(0, SEEDS) : LongStream.of(seed);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatIsReadIsWhatHappened(long seed) {
        var random = new Random(seed);
        var lives = new ArrayList<EfiLife>();
        for (var number = 1; number <= CHARGES; number++) {
            lives.add(EfiLife.lived(random, number));
        }
        var events = lives.stream().flatMap(life -> life.events().stream()).toList();
        var told = Retold.of(events);

        for (var life : lives) {
            assertThat(Truth.of(told.charge(life.charge()))).isEqualTo(life.truth());
        }
        assertThat(told.ids()).hasSize(CHARGES);
        Retold.holdsInAnyOrder(events, ORDERS);
    }

    @Test
    void whatIsNotToldWouldBeNoticed() {
        var noticed = 0;
        for (var seed = 0; seed < SEEDS; seed++) {
            var life = EfiLife.lived(new Random(seed), 1);
            var without =
                    life.events().stream()
                            .filter(event -> !event.type().contains("DEVOLVIDO"))
                            .filter(event -> !event.type().contains("refunded"))
                            .toList();
            if (!Truth.of(Retold.of(without).charge(life.charge())).equals(life.truth())) {
                noticed++;
            }
        }
        assertThat(noticed).isGreaterThan(SEEDS / 10);
    }
}
