package io.emdia.kpi;

import io.emdia.http.Problem;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.Locale;

/** How far apart the points of a history stand, and the window of each. */
enum Interval {
    /** A point a day, its window the 30 days that end there. */
    DAY,
    /** ISO weeks, Monday to Sunday. */
    WEEK,
    MONTH;

    /** A 400 lists the intervals there are. */
    static Interval required(String code) {
        return Arrays.stream(values())
                .filter(interval -> interval.code().equals(code))
                .findFirst()
                .orElseThrow(() -> Problem.invalid("interval", "must be one of day, week, month"));
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The last day of the interval that holds a day. */
    LocalDate end(LocalDate day) {
        return switch (this) {
            case DAY -> day;
            case WEEK -> day.with(TemporalAdjusters.nextOrSame(DayOfWeek.SUNDAY));
            case MONTH -> day.with(TemporalAdjusters.lastDayOfMonth());
        };
    }

    /** The first day of the window of a point in the interval that holds its day. */
    LocalDate windowStart(LocalDate day) {
        return switch (this) {
            case DAY -> day.minusDays(Scope.WINDOW_DAYS - 1L);
            case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTH -> day.withDayOfMonth(1);
        };
    }

    /** How many intervals two days and all between them touch. */
    long count(LocalDate from, LocalDate to) {
        return switch (this) {
            case DAY -> ChronoUnit.DAYS.between(from, to) + 1;
            case WEEK -> ChronoUnit.WEEKS.between(windowStart(from), windowStart(to)) + 1;
            case MONTH -> ChronoUnit.MONTHS.between(windowStart(from), windowStart(to)) + 1;
        };
    }
}
