package io.emdia.kpi;

import java.time.LocalDate;
import java.util.Arrays;

/**
 * The points of a history, from the first to the last: each stands at the end of a day and has a
 * window that ends there. Both ends of the windows rise from point to point, so what counts within
 * windows counts at a run of points.
 */
final class Timeline {

    private final Interval interval;
    private final LocalDate[] starts;
    private final LocalDate[] ends;
    private final long[] startDays;
    private final long[] endDays;

    private Timeline(Interval interval, LocalDate[] starts, LocalDate[] ends) {
        this.interval = interval;
        this.starts = starts;
        this.ends = ends;
        this.startDays = days(starts);
        this.endDays = days(ends);
    }

    /** From the whole interval that holds the first day to the last day, where the last is cut. */
    static Timeline of(Interval interval, LocalDate from, LocalDate to) {
        var size = Math.toIntExact(interval.count(from, to));
        var starts = new LocalDate[size];
        var ends = new LocalDate[size];
        var day = from;
        for (int at = 0; at < size; at++) {
            var end = interval.end(day);
            ends[at] = end.isAfter(to) ? to : end;
            starts[at] = interval.windowStart(ends[at]);
            day = end.plusDays(1);
        }
        return new Timeline(interval, starts, ends);
    }

    private static long[] days(LocalDate[] days) {
        return Arrays.stream(days).mapToLong(LocalDate::toEpochDay).toArray();
    }

    Interval interval() {
        return interval;
    }

    int size() {
        return ends.length;
    }

    LocalDate start(int point) {
        return starts[point];
    }

    LocalDate end(int point) {
        return ends[point];
    }

    LocalDate firstStart() {
        return starts[0];
    }

    LocalDate firstEnd() {
        return ends[0];
    }

    LocalDate lastEnd() {
        return ends[ends.length - 1];
    }

    /** The first point at or after the end of a day; {@link #size} if there is none. */
    int from(LocalDate day) {
        return lowerBound(endDays, day.toEpochDay());
    }

    /** The first point whose window begins after a day; {@link #size} if there is none. */
    int after(LocalDate day) {
        return lowerBound(startDays, day.toEpochDay() + 1);
    }

    private static int lowerBound(long[] days, long day) {
        var found = Arrays.binarySearch(days, day);
        return found >= 0 ? found : -found - 1;
    }
}
