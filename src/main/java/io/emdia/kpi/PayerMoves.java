package io.emdia.kpi;

import io.emdia.money.Fraction;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Walks a payer's steps from day to day: what each day's end has more than the day's before. */
final class PayerMoves {

    private final SortedMap<Rhythm, Long> billed = new TreeMap<>();
    private final List<Mover> movers = new ArrayList<>();
    private Fraction revenue = Fraction.ZERO;
    private boolean isKnown;

    private PayerMoves() {}

    /** In the order of the days. */
    static List<Mover> of(PayerSteps steps) {
        var moves = new PayerMoves();
        var forced = steps.byName().getOrDefault(PayerSteps.FORCED, new TreeMap<>());
        byDay(steps).forEach((day, changes) -> moves.take(day, changes, forced.containsKey(day)));
        return linked(moves.movers);
    }

    private static SortedMap<Long, SortedMap<Rhythm, Long>> byDay(PayerSteps steps) {
        var byDay = new TreeMap<Long, SortedMap<Rhythm, Long>>();
        steps.byName()
                .forEach(
                        (name, sums) -> {
                            if (!name.equals(PayerSteps.FORCED)) {
                                var rhythm = Rhythm.of(name);
                                sums.forEach((day, sum) -> put(byDay, day, rhythm, sum));
                            }
                        });
        return byDay;
    }

    private static void put(
            SortedMap<Long, SortedMap<Rhythm, Long>> byDay, long day, Rhythm rhythm, long sum) {
        byDay.computeIfAbsent(day, _ -> new TreeMap<>()).put(rhythm, sum);
    }

    private void take(long day, SortedMap<Rhythm, Long> changes, boolean isForced) {
        changes.forEach((rhythm, change) -> billed.merge(rhythm, change, Math::addExact));
        var before = revenue;
        revenue = monthly(billed);
        var movement = Movement.of(before, revenue, isKnown);
        isKnown = isKnown || revenue.signum() > 0;
        movers.add(
                new Mover(
                        LocalDate.ofEpochDay(day),
                        movement,
                        isForced,
                        before,
                        revenue,
                        changes,
                        null,
                        null));
    }

    static Fraction monthly(SortedMap<Rhythm, Long> amounts) {
        return amounts.entrySet().stream()
                .map(amount -> amount.getKey().monthly(amount.getValue()))
                .reduce(Fraction.ZERO, Fraction::plus);
    }

    private static List<Mover> linked(List<Mover> movers) {
        var linked = new ArrayList<Mover>();
        for (int at = 0; at < movers.size(); at++) {
            var previous = at == 0 ? null : movers.get(at - 1).day();
            var next = at + 1 == movers.size() ? null : movers.get(at + 1).day();
            linked.add(movers.get(at).between(previous, next));
        }
        return linked;
    }
}
