package io.emdia.kpi;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.util.Map.Entry;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What all charges that name one subscription say of it: by epoch day, how many more of them are
 * overdue from then on, and how many were first paid then. A subscription is past due while at
 * least one is: single charges do not add up to that, and so this is kept of each.
 */
record Namings(SortedMap<Long, long[]> byDay) {

    static final Namings NONE = new Namings(new TreeMap<>());

    Namings plus(Iterable<Entry<Key.Naming, long[]>> moves) {
        var sums = new TreeMap<>(byDay);
        for (var move : moves) {
            sums.merge(move.getKey().day().toEpochDay(), move.getValue(), Namings::sum);
        }
        return new Namings(sums);
    }

    /** Null for zeros, which leaves no row. */
    private static long @Nullable [] sum(long[] one, long[] other) {
        var overdue = one[0] + other[0];
        var paid = one[1] + other[1];
        return overdue == 0 && paid == 0 ? null : new long[] {overdue, paid};
    }

    /** By the day from which on so many more are overdue. */
    SortedMap<LocalDate, Long> overdue() {
        var overdue = new TreeMap<LocalDate, Long>();
        byDay.forEach(
                (day, sums) -> {
                    if (sums[0] != 0) {
                        overdue.put(LocalDate.ofEpochDay(day), sums[0]);
                    }
                });
        return overdue;
    }

    /** Of any of the charges; null while none was paid. */
    @Nullable LocalDate firstPayment() {
        for (var day : byDay.entrySet()) {
            if (day.getValue()[1] > 0) {
                return LocalDate.ofEpochDay(day.getKey());
            }
        }
        return null;
    }

    /** As stored: {@code 20333:1:0 20364:-1:1}. */
    String text() {
        var text = new StringBuilder();
        byDay.forEach(
                (day, sums) -> {
                    text.append(text.isEmpty() ? "" : " ").append(day);
                    text.append(':').append(sums[0]).append(':').append(sums[1]);
                });
        return text.toString();
    }

    static Namings of(String text) {
        var byDay = new TreeMap<Long, long[]>();
        for (var word : text.isEmpty() ? new String[0] : text.split(" ", -1)) {
            var parts = word.split(":", -1);
            var sums = new long[] {Long.parseLong(parts[1]), Long.parseLong(parts[2])};
            byDay.put(Long.parseLong(parts[0]), sums);
        }
        return new Namings(byDay);
    }
}
