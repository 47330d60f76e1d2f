package io.emdia.gateways.mercadopago;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.facts.Event;
import io.emdia.gateways.Truth;
import io.emdia.ledger.Retold;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

/** Random lives come back as they were lived, whatever the order; {@code -Dseed=…} for one. */
class MercadoPagoLivesTests {

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
        var lives = lives(seed);
        var events = events(lives);
        var told = Retold.of(events);

        for (var life : lives) {
            assertThat(Truth.of(told.charge(life.charge()))).isEqualTo(life.truth());
        }
        assertThat(told.ids()).hasSize(lives.size());
        Retold.holdsInAnyOrder(events, ORDERS);
    }

    @Test
    void aLostPaymentWouldBeNoticed() {
        var noticed = 0;
        for (var seed = 0; seed < SEEDS; seed++) {
            var life = MercadoPagoLife.lived(new Random(seed), seed);
            var without =
                    life.events().stream()
                            .filter(event -> !event.type().startsWith("payment.approved"))
                            .filter(event -> !event.type().startsWith("payment.refunded"))
                            .toList();
            var told = Retold.of(without);
            if (told.ids().isEmpty()
                    || !Truth.of(told.charge(life.charge())).equals(life.truth())) {
                noticed++;
            }
        }
        assertThat(noticed).isGreaterThan(SEEDS / 10);
    }

    private static List<MercadoPagoLife> lives(long seed) {
        var random = new Random(seed);
        var lives = new ArrayList<MercadoPagoLife>();
        for (var number = 0; number < CHARGES; number++) {
            lives.add(MercadoPagoLife.lived(random, number));
        }
        return lives;
    }

    private static List<Event> events(List<MercadoPagoLife> lives) {
        return lives.stream().flatMap(life -> life.events().stream()).toList();
    }
}
