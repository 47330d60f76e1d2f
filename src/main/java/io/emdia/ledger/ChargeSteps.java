package io.emdia.ledger;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * A charge's status and amounts as step functions of the day: what holds from each turn on. Before
 * the first turn it is pending and nothing is open.
 *
 * @param owed the walk's, whatever issue, cancellation and write-off say
 * @param settled the day on which that became nothing, null while something is owed
 */
record ChargeSteps(
        List<LocalDate> turns,
        List<String> statuses,
        List<Long> open,
        List<Long> paid,
        List<Long> refunded,
        List<Long> owed,
        List<@Nullable LocalDate> settled) {

    static ChargeSteps of(Charge charge) {
        var days = new TreeSet<>(Walk.turningDays(charge));
        days.add(charge.effectiveDueOn().plusDays(1));
        charge.refunds().forEach(refund -> days.add(refund.refundedOn()));
        var turns = List.copyOf(days);
        var walks = at(turns, day -> Walk.of(charge, day));
        return new ChargeSteps(
                turns,
                at(turns, day -> ChargeStatus.of(charge, day).code()),
                at(turns, charge::openAmount),
                at(walks, Walk::paid),
                at(turns, charge::refundedAmount),
                at(walks, Walk::owed),
                settled(walks));
    }

    private static List<@Nullable LocalDate> settled(List<Walk> walks) {
        var days = new ArrayList<@Nullable LocalDate>();
        walks.forEach(walk -> days.add(walk.settledOn()));
        return Collections.unmodifiableList(days);
    }

    private static <A, T> List<T> at(List<A> turns, Function<A, T> value) {
        return turns.stream().map(value).toList();
    }
}
