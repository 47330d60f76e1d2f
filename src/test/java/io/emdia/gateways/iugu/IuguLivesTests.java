package io.emdia.gateways.iugu;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.facts.Event;
import io.emdia.ledger.Charge;
import io.emdia.ledger.Retold;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** Whatever happened to invoices, forms and answers together come to the same, in any order. */
class IuguLivesTests {

    private static final int LIVES = 6;
    private static final int ORDERS = 3;
    private static final long SEEDS = Long.getLong("iugu.seeds", 250);

    static LongStream seeds() {
        return LongStream.range(0, SEEDS);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatWasToldIsWhatHappened(long seed) {
        var lives = lives(seed);
        var events = new ArrayList<Event>();
        lives.forEach(life -> events.addAll(life.told()));

        var retold = Retold.of(events);
        lives.forEach(life -> assertThat(seen(retold.charge(life.id))).isEqualTo(lived(life)));
        Retold.holdsInAnyOrder(events, ORDERS);
    }

    @Test
    void aLifeThatIsNotWhatWasToldIsNoticed() {
        var life = lives(0).getFirst();
        var before = lived(life);
        life.interest++;
        life.paidOn = LocalDate.EPOCH;

        assertThat(seen(Retold.of(life.told()).charge(life.id))).isEqualTo(before);
        assertThat(lived(life)).isNotEqualTo(before);
    }

    private static List<IuguLife> lives(long seed) {
        var random = new SplittableRandom(seed);
        var lives = new ArrayList<IuguLife>();
        for (var number = 0; number < LIVES; number++) {
            lives.add(new IuguLife(number, random));
        }
        return lives;
    }

    private static List<String> lived(IuguLife life) {
        var paid =
                "%s %d -%d +%d"
                        .formatted(
                                life.paidOn,
                                life.amount - life.discount,
                                life.discount,
                                life.interest);
        return List.of(
                "%d due %s".formatted(life.amount, life.dueOn),
                "canceled " + life.canceledOn,
                life.paidOn == null ? "unpaid" : paid,
                "refunds " + life.refunds,
                "attempts " + life.attempts,
                "disputed %s lost %s".formatted(life.disputedOn, life.lostOn));
    }

    private static List<String> seen(Charge charge) {
        var dispute = charge.disputes().isEmpty() ? null : charge.disputes().getFirst();
        var refunds = new TreeMap<LocalDate, Long>();
        charge.refunds()
                .forEach(refund -> refunds.merge(refund.refundedOn(), refund.amount(), Long::sum));
        var paid = charge.payments().stream().map(IuguLivesTests::paid).toList();
        return List.of(
                "%d due %s".formatted(charge.amount(), charge.dueOn()),
                "canceled " + charge.canceledOn(),
                paid.isEmpty() ? "unpaid" : String.join(", ", paid),
                "refunds " + refunds,
                "attempts " + charge.attempts().stream().map(Charge.Attempt::failedOn).toList(),
                "disputed %s lost %s"
                        .formatted(
                                dispute == null ? null : dispute.openedOn(),
                                dispute == null ? null : dispute.closedOn()));
    }

    private static String paid(Charge.Payment payment) {
        return "%s %d -%d +%d"
                .formatted(
                        payment.paidOn(),
                        payment.amount(),
                        payment.discount(),
                        payment.interest() + payment.fine());
    }
}
