package io.emdia.kpi;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One customer in one currency, over all methods (an empty one) or by one.
 *
 * @see Edges what is kept of it
 */
record Debtor(
        String merchantId, String connectionId, String customerId, String currency, String method) {

    static Debtor of(Key.Edge edge) {
        return new Debtor(
                edge.merchantId(),
                edge.connectionId(),
                edge.customerId(),
                edge.currency(),
                edge.method());
    }

    /**
     * How many of the debtor's charges begin to make it count, less how many cease to, by day; the
     * same of being overdue. The debtor counts, or is delinquent, while at least one charge makes
     * it so, which is why single charges do not add up to crowds and this is kept.
     */
    record Edges(SortedMap<LocalDate, long[]> byDay) {

        static final Edges NONE = new Edges(new TreeMap<>());

        Edges plus(Map<LocalDate, long[]> moves) {
            var sums = new TreeMap<>(byDay);
            moves.forEach(
                    (day, move) ->
                            sums.merge(
                                    day,
                                    move,
                                    (one, other) ->
                                            new long[] {one[0] + other[0], one[1] + other[1]}));
            sums.values().removeIf(sum -> Arrays.stream(sum).allMatch(part -> part == 0));
            return new Edges(sums);
        }
    }

    /** Adds what the debtor adds to the crowds times {@code sign} (1 or -1). */
    void addTo(Deltas<Key.Crowd> crowds, Edges edges, int sign) {
        long counted = 0;
        long overdue = 0;
        for (var edge : edges.byDay().entrySet()) {
            var customers = -Long.signum(counted);
            var delinquent = -Long.signum(overdue);
            counted += edge.getValue()[0];
            overdue += edge.getValue()[1];
            crowds.add(
                    new Key.Crowd(merchantId, currency, method, edge.getKey()),
                    sign,
                    delinquent + Long.signum(overdue),
                    customers + Long.signum(counted));
        }
    }
}
