package io.emdia.kpi;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.util.SortedMap;
import java.util.TreeMap;

/** A union of spans of days. */
final class Spans {

    /** How many spans begin less how many end on a day. */
    private final TreeMap<LocalDate, Integer> edges = new TreeMap<>();

    /**
     * @param from the first day in it
     * @param until the first day no longer in it; null for a span without end
     */
    void add(LocalDate from, @Nullable LocalDate until) {
        if (until == null || from.isBefore(until)) {
            edges.merge(from, 1, Integer::sum);
        }
        if (until != null && from.isBefore(until)) {
            edges.merge(until, -1, Integer::sum);
        }
    }

    /** 1 on each day the union begins, -1 on each day it no longer holds. */
    SortedMap<LocalDate, Integer> changes() {
        var changes = new TreeMap<LocalDate, Integer>();
        int covering = 0;
        for (var edge : edges.entrySet()) {
            var before = Integer.signum(covering);
            covering += edge.getValue();
            if (Integer.signum(covering) != before) {
                changes.put(edge.getKey(), Integer.signum(covering) - before);
            }
        }
        return changes;
    }
}
