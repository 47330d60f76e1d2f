package io.emdia.kpi;

import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Received amounts by the days from the effective due day to the payment. */
record Lags(SortedMap<Integer, Long> byLag) {

    static Lags of(List<CellSums.Received> received) {
        var byLag = new TreeMap<Integer, Long>();
        received.forEach(part -> byLag.merge(part.lagDays(), part.amount(), Math::addExact));
        return new Lags(byLag);
    }

    /** The smallest lag at which half of the received amount is reached; null without any. */
    @Nullable Integer median() {
        var total = BigInteger.valueOf(received());
        if (total.signum() <= 0) {
            return null;
        }
        var reached = BigInteger.ZERO;
        for (var lag : byLag.entrySet()) {
            reached = reached.add(BigInteger.valueOf(lag.getValue()));
            if (reached.shiftLeft(1).compareTo(total) >= 0) {
                return lag.getKey();
            }
        }
        throw new IllegalStateException("half of " + total + " was never reached: " + byLag);
    }

    /** Received up to the median. */
    long receivedByMedian() {
        var median = median();
        return median == null ? 0 : sum(byLag.headMap(median + 1));
    }

    private long received() {
        return sum(byLag);
    }

    private static long sum(SortedMap<Integer, Long> some) {
        return some.values().stream().reduce(0L, Math::addExact);
    }

    /** As a figure: what was received up to the median, of all that was. */
    Figure figure() {
        return new Figure(
                median(),
                new Contribution(
                        BigInteger.valueOf(receivedByMedian()), BigInteger.valueOf(received())));
    }

    Lags plus(Lags others, int sign) {
        var all = new TreeMap<>(byLag);
        others.byLag.forEach((lag, amount) -> all.merge(lag, sign * amount, Math::addExact));
        return new Lags(all);
    }
}
