package io.emdia.kpi;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** Deltas of one kind of cell, netted by key. */
final class Deltas<K extends Key<K>> {

    private final Map<K, long[]> byKey = new HashMap<>();

    /** Adds sums, each times {@code sign} (1 or -1). */
    void add(K key, int sign, long... sums) {
        if (isNothing(sums)) {
            return;
        }
        var held = byKey.computeIfAbsent(key, _ -> new long[sums.length]);
        for (int at = 0; at < sums.length; at++) {
            held[at] = Math.addExact(held[at], Math.multiplyExact(sums[at], (long) sign));
        }
    }

    /** Each key once, in no order; some sums may be zeros. */
    void each(BiConsumer<K, long[]> cell) {
        byKey.forEach(cell);
    }

    /** Forgets all of them. */
    void clear() {
        byKey.clear();
    }

    /** Adds all of these to others. */
    void addTo(Deltas<K> others) {
        byKey.forEach((key, sums) -> others.add(key, 1, sums));
    }

    /** What is left after netting, in key order; no row of zeros. */
    SortedMap<K, long[]> netted() {
        byKey.values().removeIf(Deltas::isNothing);
        return new TreeMap<>(byKey);
    }

    private static boolean isNothing(long[] sums) {
        for (long sum : sums) {
            if (sum != 0) {
                return false;
            }
        }
        return true;
    }
}
