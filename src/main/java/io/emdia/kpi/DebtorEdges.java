package io.emdia.kpi;

import org.jspecify.annotations.Nullable;

import java.util.Map.Entry;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many of a debtor's charges begin to make it count, less how many cease to, by day; the same
 * of being overdue. A debtor counts, or is delinquent, while at least one charge makes it so:
 * single charges do not add up to crowds, and so this is kept of each.
 *
 * @param byMethod by the charges' own method and by epoch day; no row of zeros
 */
record DebtorEdges(SortedMap<String, SortedMap<Long, long[]>> byMethod) {

    static final DebtorEdges NONE = new DebtorEdges(new TreeMap<>());

    /** With so many more; the method and the day are the edges' own. */
    DebtorEdges plus(Iterable<Entry<Key.Edge, long[]>> moves) {
        var sums = new TreeMap<String, SortedMap<Long, long[]>>();
        byMethod.forEach((method, byDay) -> sums.put(method, new TreeMap<>(byDay)));
        for (var move : moves) {
            var edge = move.getKey();
            sums.computeIfAbsent(edge.method(), _ -> new TreeMap<>())
                    .merge(edge.day().toEpochDay(), move.getValue(), DebtorEdges::sum);
        }
        sums.values().removeIf(SortedMap::isEmpty);
        return new DebtorEdges(sums);
    }

    /** Null for zeros, which leaves no row. */
    private static long @Nullable [] sum(long[] one, long[] other) {
        var counted = one[0] + other[0];
        var overdue = one[1] + other[1];
        return counted == 0 && overdue == 0 ? null : new long[] {counted, overdue};
    }

    /** Over all methods. */
    SortedMap<Long, long[]> together() {
        if (byMethod.size() == 1) {
            return byMethod.firstEntry().getValue();
        }
        var together = new TreeMap<Long, long[]>();
        for (var byDay : byMethod.values()) {
            byDay.forEach((day, sums) -> together.merge(day, sums, DebtorEdges::sum));
        }
        return together;
    }

    /** As stored: {@code pix 20333:1:0 20364:-1:1;boleto ...}. */
    String text() {
        var text = new StringBuilder();
        byMethod.forEach(
                (method, byDay) -> {
                    text.append(text.isEmpty() ? "" : ";").append(method);
                    byDay.forEach((day, sums) -> append(text, day, sums));
                });
        return text.toString();
    }

    private static void append(StringBuilder text, long day, long[] sums) {
        text.append(' ').append(day).append(':').append(sums[0]).append(':').append(sums[1]);
    }

    static DebtorEdges of(String text) {
        var byMethod = new TreeMap<String, SortedMap<Long, long[]>>();
        for (var part : text.isEmpty() ? new String[0] : text.split(";", -1)) {
            var words = part.split(" ", -1);
            var byDay = new TreeMap<Long, long[]>();
            for (int at = 1; at < words.length; at++) {
                put(byDay, words[at]);
            }
            byMethod.put(words[0], byDay);
        }
        return new DebtorEdges(byMethod);
    }

    private static void put(SortedMap<Long, long[]> byDay, String edge) {
        var first = edge.indexOf(':');
        var second = edge.indexOf(':', first + 1);
        var counted = Long.parseLong(edge, first + 1, second, 10);
        var overdue = Long.parseLong(edge, second + 1, edge.length(), 10);
        byDay.put(Long.parseLong(edge, 0, first, 10), new long[] {counted, overdue});
    }
}
