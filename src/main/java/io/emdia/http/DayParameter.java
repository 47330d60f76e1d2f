package io.emdia.http;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.LocalDate;

/** A day that a caller asks for: ISO {@code YYYY-MM-DD}, within what every store can hold. */
public final class DayParameter {

    private static final LocalDate EARLIEST = LocalDate.of(1900, 1, 1);
    private static final LocalDate LATEST = LocalDate.of(9999, 12, 31);

    private DayParameter() {}

    /**
     * Reads a day; null when there is no text, a 400 naming the parameter when it is no such day.
     */
    public static @Nullable LocalDate read(String parameter, @Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return within(parameter, LocalDate.parse(text));
        } catch (DateTimeException unreadable) {
            throw Problem.invalid(parameter, "must be a day as in 2025-06-30");
        }
    }

    /** The same day, or a 400 naming the parameter. */
    public static LocalDate within(String parameter, LocalDate day) {
        if (day.isBefore(EARLIEST) || day.isAfter(LATEST)) {
            throw Problem.invalid(parameter, "must be from " + EARLIEST + " to " + LATEST);
        }
        return day;
    }
}
