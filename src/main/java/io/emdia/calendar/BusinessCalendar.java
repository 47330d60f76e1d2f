package io.emdia.calendar;

import java.time.LocalDate;

/** Says on which days banks work. Implementations are immutable and pure. */
public interface BusinessCalendar {

    boolean isBusinessDay(LocalDate day);

    /** The day itself if banks work on it, else the first day after it on which they do. */
    default LocalDate onOrAfter(LocalDate day) {
        var candidate = day;
        while (!isBusinessDay(candidate)) {
            candidate = candidate.plusDays(1);
        }
        return candidate;
    }
}
