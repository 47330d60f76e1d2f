package io.emdia.kpi;

import org.jspecify.annotations.Nullable;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The first so many of all that are offered, after one of them if so asked; it holds no more. */
final class Ranking<T> {

    private final TreeMap<Rank, T> first;
    private final int size;
    private final @Nullable Rank after;

    Ranking(Comparator<Rank> order, int size, @Nullable Rank after) {
        this.first = new TreeMap<>(order);
        this.size = size;
        this.after = after;
    }

    void offer(Rank rank, T what) {
        if (after != null && compare(rank, after) <= 0) {
            return;
        }
        if (first.size() < size) {
            first.put(rank, what);
        } else if (compare(rank, first.lastKey()) < 0) {
            first.pollLastEntry();
            first.put(rank, what);
        }
    }

    private int compare(Rank one, Rank other) {
        return first.comparator().compare(one, other);
    }

    /** In order. */
    List<Map.Entry<Rank, T>> first() {
        return List.copyOf(first.entrySet());
    }
}
