package io.emdia.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.Set;

/** A calendar as configured: days off in the week, in every year, and single ones. */
record ConfiguredCalendar(Set<DayOfWeek> weekend, Set<MonthDay> yearly, Set<LocalDate> once)
        implements BusinessCalendar {

    @Override
    public boolean isBusinessDay(LocalDate day) {
        return !weekend.contains(day.getDayOfWeek())
                && !yearly.contains(MonthDay.from(day))
                && !once.contains(day);
    }
}
