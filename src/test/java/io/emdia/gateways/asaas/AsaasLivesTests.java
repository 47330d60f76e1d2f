package io.emdia.gateways.asaas;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.facts.Event;
import io.emdia.ledger.Charge;
import io.emdia.ledger.Retold;
import io.emdia.ledger.Walk;

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

/** Whatever happened to charges, what Asaas told of it comes to the same, in any order. */
class AsaasLivesTests {

    private static final int LIVES = 6;
    private static final int ORDERS = 3;
    private static final long SEEDS = Long.getLong("asaas.seeds", 250);
    private static final Instant ASKED = Instant.parse("2027-06-01T12:00:00Z");
    private static final LocalDate END = LocalDate.parse("2027-12-31");

    static LongStream seeds() {
        return LongStream.range(0, SEEDS);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatWasToldIsWhatHappened(long seed) {
        var lives = lives(seed);
        var events = new ArrayList<Event>();
        lives.forEach(life -> events.addAll(told(life)));

        var retold = Retold.of(events);
        lives.forEach(life -> assertThat(seen(retold.charge(life.id))).isEqualTo(lived(life)));
        lives.forEach(life -> assertOwed(retold.charge(life.id), life));
        Retold.holdsInAnyOrder(events, ORDERS);
    }

    /** But for attempts, the day of a dispute and an undone receipt, which leave no trace in it. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatTheApiAnswersHealsEveryLoss(long seed) {
        for (var life : lives(seed)) {
            var events = AsaasBodies.events(AsaasBodies.fetched(life.payment(), ASKED));

            var charge = Retold.of(events).charge(life.id);
            assertThat(charge.amount()).isEqualTo(life.amount);
            assertThat(money(charge)).isEqualTo(lived(life).subList(2, 4));
        }
    }

    @Test
    void aLifeThatIsNotWhatWasToldIsNoticed() {
        var life = lives(0).getFirst();
        var before = lived(life);
        life.amount++;

        assertThat(lived(life)).isNotEqualTo(before);
        assertThat(seen(Retold.of(told(life)).charge(life.id))).isEqualTo(before);
    }

    private static List<AsaasLife> lives(long seed) {
        var random = new SplittableRandom(seed);
        var lives = new ArrayList<AsaasLife>();
        for (var number = 0; number < LIVES; number++) {
            lives.add(new AsaasLife(number, random));
        }
        return lives;
    }

    private static List<Event> told(AsaasLife life) {
        return AsaasBodies.events(life.told().toArray(new byte[0][]));
    }

    private static List<String> lived(AsaasLife life) {
        var paid = "%s %d -%d +%d".formatted(life.paidOn, life.cash, life.discount, life.interest);
        return List.of(
                "%d due %s".formatted(life.amount, life.dueOn),
                "canceled " + life.canceledOn,
                life.paidOn == null ? "unpaid" : paid,
                "refunds " + life.refunds,
                "attempts " + life.attempts,
                "disputed %s won %s".formatted(life.disputedOn, life.wonOn),
                "undone " + life.isUndone);
    }

    private static List<String> seen(Charge charge) {
        var dispute = charge.disputes().isEmpty() ? null : charge.disputes().getFirst();
        var seen = new ArrayList<String>();
        seen.add("%d due %s".formatted(charge.amount(), charge.dueOn()));
        seen.add("canceled " + charge.canceledOn());
        seen.addAll(money(charge));
        seen.add("attempts " + charge.attempts().size());
        seen.add(
                "disputed %s won %s"
                        .formatted(
                                dispute == null ? null : dispute.openedOn(),
                                dispute == null ? null : dispute.closedOn()));
        seen.add("undone " + !charge.reversals().isEmpty());
        return seen;
    }

    private static List<String> money(Charge charge) {
        var paid =
                charge.payments().stream()
                        .filter(payment -> payment.id().equals(charge.key().chargeId()))
                        .map(AsaasLivesTests::paid)
                        .findFirst()
                        .orElse("unpaid");
        var refunds = new TreeMap<LocalDate, Long>();
        charge.refunds()
                .forEach(refund -> refunds.merge(refund.refundedOn(), refund.amount(), Long::sum));
        return List.of(paid, "refunds " + refunds);
    }

    private static String paid(Charge.Payment payment) {
        return "%s %d -%d +%d"
                .formatted(
                        payment.paidOn(),
                        payment.amount(),
                        payment.discount(),
                        payment.interest() + payment.fine());
    }

    private static void assertOwed(Charge charge, AsaasLife life) {
        var isDisputed = life.disputedOn != null && life.wonOn == null;
        var taken = isDisputed ? Math.min(life.cash, life.cash + life.interest) : 0;
        var owed = life.paidOn == null ? life.amount : taken;

        assertThat(Walk.of(charge, END).owed()).isEqualTo(owed);
    }
}
