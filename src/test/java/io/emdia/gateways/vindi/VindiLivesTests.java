package io.emdia.gateways.vindi;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.facts.Event;
import io.emdia.ledger.Charge;
import io.emdia.ledger.Retold;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** Whatever happened to bills, what Vindi told of it comes to the same, in any order. */
class VindiLivesTests {

    private static final int LIVES = 6;
    private static final int ORDERS = 3;
    private static final long SEEDS = Long.getLong("vindi.seeds", 250);
    private static final Instant ASKED = Instant.parse("2027-06-01T12:00:00Z");

    static LongStream seeds() {
        return LongStream.range(0, SEEDS);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatWasToldIsWhatHappened(long seed) {
        var lives = lives(seed);
        var events = new ArrayList<Event>();
        lives.forEach(life -> events.addAll(told(life)));
        var answer = lives.getFirst();
        events.addAll(VindiBodies.events(VindiBodies.fetched("bill", answer.bill(), ASKED)));

        var retold = Retold.of(events);
        lives.forEach(life -> assertThat(seen(retold.charge(life.id))).isEqualTo(lived(life)));
        Retold.holdsInAnyOrder(events, ORDERS);
    }

    @Test
    void aLifeThatIsNotWhatWasToldIsNoticed() {
        var life = lives(0).getFirst();
        var before = lived(life);
        life.declines.add("2026-01-01 51");

        assertThat(seen(Retold.of(told(life)).charge(life.id))).isEqualTo(before);
        assertThat(lived(life)).isNotEqualTo(before);
    }

    private static List<VindiLife> lives(long seed) {
        var random = new SplittableRandom(seed);
        var lives = new ArrayList<VindiLife>();
        for (var number = 0; number < LIVES; number++) {
            lives.add(new VindiLife(number, random));
        }
        return lives;
    }

    private static List<Event> told(VindiLife life) {
        return VindiBodies.events(life.told().toArray(new byte[0][]));
    }

    private static List<String> lived(VindiLife life) {
        return List.of(
                "%d due %s".formatted(life.amount, life.dueOn),
                "canceled " + life.canceledOn,
                "paid " + (life.paidOn == null ? "" : life.amount + " " + life.paidOn),
                "refunds " + life.refunds,
                "declines " + life.declines.stream().sorted().toList());
    }

    private static List<String> seen(Charge charge) {
        var refunds = new TreeMap<LocalDate, Long>();
        charge.refunds()
                .forEach(refund -> refunds.merge(refund.refundedOn(), refund.amount(), Long::sum));
        var paid = charge.payments().stream().map(it -> it.amount() + " " + it.paidOn()).toList();
        var declines = charge.attempts().stream().map(it -> it.failedOn() + " " + it.code());
        return List.of(
                "%d due %s".formatted(charge.amount(), charge.dueOn()),
                "canceled " + charge.canceledOn(),
                "paid " + String.join(", ", paid),
                "refunds " + refunds,
                "declines " + declines.sorted().toList());
    }
}
