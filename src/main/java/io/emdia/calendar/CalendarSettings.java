package io.emdia.calendar;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * @param calendars business calendars beside the built-in {@code BR}, by name
 */
@ConfigurationProperties("emdia")
record CalendarSettings(@DefaultValue Map<String, DaysOff> calendars) {

    /** So many yearly holidays leave business days in every week that is not all weekend. */
    private static final int YEARLY_MAX = 100;

    private static final int WEEKEND_MAX = 6;

    /**
     * @param weekend days of the week on which banks are closed
     * @param holidays single days ({@code 2025-01-02}) and days of every year ({@code --01-01})
     */
    record DaysOff(
            @DefaultValue({"SATURDAY", "SUNDAY"}) Set<DayOfWeek> weekend,
            @DefaultValue List<String> holidays) {

        BusinessCalendar calendar(String name) {
            var yearly = yearly(name);
            if (weekend.size() > WEEKEND_MAX || yearly.size() > YEARLY_MAX) {
                throw new IllegalArgumentException(
                        ("emdia.calendars.%s must leave business days: at most %d weekdays"
                                        + " and %d yearly holidays")
                                .formatted(name, WEEKEND_MAX, YEARLY_MAX));
            }
            return new ConfiguredCalendar(Set.copyOf(weekend), yearly, once(name));
        }

        private Set<MonthDay> yearly(String name) {
            return holidays.stream()
                    .filter(DaysOff::isYearly)
                    .map(day -> read(name, day, MonthDay::parse))
                    .collect(Collectors.toUnmodifiableSet());
        }

        private Set<LocalDate> once(String name) {
            return holidays.stream()
                    .filter(day -> !isYearly(day))
                    .map(day -> read(name, day, LocalDate::parse))
                    .collect(Collectors.toUnmodifiableSet());
        }

        private static boolean isYearly(String day) {
            return day.strip().startsWith("--");
        }

        private static <T> T read(String name, String day, Function<String, T> parse) {
            try {
                return parse.apply(day.strip());
            } catch (DateTimeException unreadable) {
                throw new IllegalArgumentException(
                        ("emdia.calendars.%s.holidays must hold days as 2025-01-02 or"
                                        + " --01-02, was \"%s\"")
                                .formatted(name, day),
                        unreadable);
            }
        }
    }
}
