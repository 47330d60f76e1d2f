package io.emdia.kpi;

import io.emdia.kpi.RevenueSums.Billed;
import io.emdia.kpi.RevenueSums.Crossed;
import io.emdia.kpi.RevenueSums.Standings;
import io.emdia.money.Fraction;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sums what is held in memory of recurring revenue, as {@link RevenueReading} what is stored. */
record RevenueSumming(Cells cells, Scope scope) {

    private static final int NOW = 0;
    private static final int OPENING = 1;
    private static final int CLOSING = 2;
    private static final int MOVED = 3;

    RevenueSums sums() {
        return new RevenueSums(billed(), crossed(), standings());
    }

    private List<Billed> billed() {
        var byRhythm = new TreeMap<Rhythm, long[]>();
        cells.revenue()
                .each(
                        (key, moved) -> {
                            if (isAsked(key) && !key.day().isAfter(scope.asOf())) {
                                bill(byRhythm, key, moved);
                            }
                        });
        return byRhythm.entrySet().stream().map(RevenueSumming::billed).toList();
    }

    private void bill(Map<Rhythm, long[]> byRhythm, Key.Revenue key, long[] moved) {
        var sums =
                byRhythm.computeIfAbsent(
                        key.rhythm(), _ -> new long[MOVED + Movement.values().length]);
        var change = Arrays.stream(moved).reduce(0, Math::addExact);
        sums[NOW] += change;
        sums[OPENING] += key.day().isBefore(scope.start()) ? change : 0;
        sums[CLOSING] += key.day().isAfter(scope.end()) ? 0 : change;
        if (isInWindow(key.day())) {
            for (int at = 0; at < moved.length; at++) {
                sums[MOVED + at] += moved[at];
            }
        }
    }

    private static Billed billed(Map.Entry<Rhythm, long[]> rhythm) {
        var sums = rhythm.getValue();
        return new Billed(
                rhythm.getKey(),
                sums[NOW],
                sums[OPENING],
                sums[CLOSING],
                Arrays.stream(sums).skip(MOVED).boxed().toList());
    }

    private Crossed crossed() {
        var crossed = new ArrayList<Crossed>();
        cells.movers()
                .each(
                        (payer, movers, count) -> {
                            if (payer.currency().equals(scope.currency())) {
                                crossed.add(crossed(within(movers)).times(count));
                            }
                        });
        return crossed.stream().reduce(RevenueSums.NONE.crossed(), Crossed::plus);
    }

    private List<Mover> within(List<Mover> movers) {
        return movers.stream().filter(mover -> isInWindow(mover.day())).toList();
    }

    /**
     * What became of one payer.
     *
     * @param movers within the window, in order
     */
    static Crossed crossed(List<Mover> movers) {
        if (movers.isEmpty()) {
            return RevenueSums.NONE.crossed();
        }
        var before = movers.getFirst().before();
        var after = movers.getLast().after();
        if (before.signum() <= 0) {
            return new Crossed(Fraction.ZERO, after, 0, 0);
        }
        var lost = before.compareTo(after) > 0 ? before.minus(after) : Fraction.ZERO;
        return movers.reversed().stream()
                .filter(mover -> mover.movement() == Movement.CHURN)
                .findFirst()
                .map(last -> new Crossed(lost, Fraction.ZERO, 1, last.isForced() ? 1 : 0))
                .orElse(new Crossed(lost, Fraction.ZERO, 0, 0));
    }

    private Standings standings() {
        var sums = new long[Standing.COLUMNS.size()];
        cells.standings()
                .each(
                        (key, moved) -> {
                            if (isAsked(key)) {
                                stand(sums, key.day(), moved);
                            }
                        });
        return Standing.standings(sums);
    }

    private void stand(long[] sums, LocalDate day, long[] moved) {
        for (int at = 0; at < Standing.PAYERS; at++) {
            sums[at] += day.isAfter(scope.asOf()) ? 0 : moved[at];
        }
        sums[Standing.PAYERS] += day.isBefore(scope.start()) ? moved[Standing.PAYERS] : 0;
    }

    private boolean isAsked(Key<?> key) {
        return key.currency().equals(scope.currency());
    }

    private boolean isInWindow(LocalDate day) {
        return !day.isBefore(scope.start()) && !day.isAfter(scope.end());
    }
}
