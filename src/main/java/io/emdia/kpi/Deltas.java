package io.emdia.kpi;

import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/** Deltas of one kind of cell, netted by key, in key order. */
final class Deltas<K extends Key<K>> {

    private final TreeMap<K, long[]> byKey = new TreeMap<>();

    /** Adds sums, each times {@code sign} (1 or -1). */
    void add(K key, int sign, long... sums) {
        if (Arrays.stream(sums).allMatch(sum -> sum == 0)) {
            return;
        }
        var held = byKey.computeIfAbsent(key, _ -> new long[sums.length]);
        for (int at = 0; at < sums.length; at++) {
            held[at] = Math.addExact(held[at], Math.multiplyExact(sums[at], (long) sign));
        }
    }

    /** What is left after netting; no row of zeros. */
    SortedMap<K, long[]> netted() {
        byKey.values().removeIf(sums -> Arrays.stream(sums).allMatch(sum -> sum == 0));
        return byKey;
    }
}
