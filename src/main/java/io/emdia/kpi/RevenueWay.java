package io.emdia.kpi;

import io.emdia.money.Fraction;

import java.math.BigInteger;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Recurring revenue on its way from then to now.
 *
 * @param after each event that moved it, all that was recorded up to it
 */
record RevenueWay(RevenueSums now, RevenueSums then, SortedMap<Happening, RevenueSums> after) {

    /**
     * @param moves what each event added; what adds nothing is no step of the way
     */
    static RevenueWay of(RevenueSums now, SortedMap<Happening, RevenueSums> moves) {
        var then = now;
        for (var adds : moves.values()) {
            then = then.plus(adds.negated());
        }
        var running = then;
        var after = new TreeMap<Happening, RevenueSums>();
        for (var move : moves.entrySet()) {
            if (!move.getValue().isNothing()) {
                running = running.plus(move.getValue());
                after.put(move.getKey(), running);
            }
        }
        return new RevenueWay(now, then, after);
    }

    /** Of a minor unit: all sums of the way are whole numbers of them. */
    BigInteger leastParts() {
        return Stream.concat(Stream.of(now, then), after.values().stream())
                .map(RevenueSums::leastParts)
                .reduce(BigInteger.ONE, Fraction::leastCommonMultiple);
    }

    RevenueWay in(BigInteger parts) {
        var told = new TreeMap<Happening, RevenueSums>();
        after.forEach((event, sums) -> told.put(event, sums.in(parts)));
        return new RevenueWay(now.in(parts), then.in(parts), told);
    }
}
