package io.emdia.ledger;

import java.time.LocalDate;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * A charge's status and amounts as step functions of the day: what holds from each turn on. Before
 * the first turn it is pending and nothing is open.
 */
record ChargeSteps(
        List<LocalDate> turns,
        List<String> statuses,
        List<Long> open,
        List<Long> paid,
        List<Long> refunded) {

    static ChargeSteps of(Charge charge) {
        var days = new TreeSet<>(Walk.turningDays(charge));
        days.add(charge.effectiveDueOn().plusDays(1));
        charge.refunds().forEach(refund -> days.add(refund.refundedOn()));
        var turns = List.copyOf(days);
        return new ChargeSteps(
                turns,
                at(turns, day -> ChargeStatus.of(charge, day).code()),
                amounts(turns, charge::openAmount),
                amounts(turns, day -> Walk.of(charge, day).paid()),
                amounts(turns, charge::refundedAmount));
    }

    private static List<Long> amounts(List<LocalDate> turns, ToLongFunction<LocalDate> amount) {
        return at(turns, amount::applyAsLong);
    }

    private static <T> List<T> at(List<LocalDate> turns, Function<LocalDate, T> value) {
        return turns.stream().map(value).toList();
    }
}
