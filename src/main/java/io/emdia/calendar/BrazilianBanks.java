package io.emdia.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The national bank calendar of Brazil: weekends, national holidays, Carnival Monday and Tuesday,
 * Good Friday and Corpus Christi. Ash Wednesday is a business day (banks open at noon).
 */
final class BrazilianBanks implements BusinessCalendar {

    private static final List<MonthDay> EVERY_YEAR =
            Stream.of("01-01", "04-21", "05-01", "09-07", "10-12", "11-02", "11-15", "12-25")
                    .map(day -> MonthDay.parse("--" + day))
                    .toList();

    /** Days from Easter: Carnival Monday and Tuesday, Good Friday, Corpus Christi. */
    private static final List<Integer> FROM_EASTER = List.of(-48, -47, -2, 60);

    private static final MonthDay BLACK_AWARENESS = MonthDay.of(11, 20);
    private static final int BLACK_AWARENESS_SINCE = 2024; // Lei 14.759/2023

    private static final int WORKED_OUT_FROM = 1990;
    private static final int WORKED_OUT_TO = 2100;

    private static final Set<LocalDate> WORKED_OUT =
            IntStream.rangeClosed(WORKED_OUT_FROM, WORKED_OUT_TO)
                    .boxed()
                    .flatMap(BrazilianBanks::holidays)
                    .collect(Collectors.toUnmodifiableSet());

    @Override
    public boolean isBusinessDay(LocalDate day) {
        var weekday = day.getDayOfWeek();
        return weekday != DayOfWeek.SATURDAY && weekday != DayOfWeek.SUNDAY && !isHoliday(day);
    }

    private static boolean isHoliday(LocalDate day) {
        var year = day.getYear();
        if (year >= WORKED_OUT_FROM && year <= WORKED_OUT_TO) {
            return WORKED_OUT.contains(day);
        }
        return holidays(year).anyMatch(day::equals);
    }

    private static Stream<LocalDate> holidays(int year) {
        var easter = Easter.of(year);
        var moving = FROM_EASTER.stream().map(easter::plusDays);
        var fixed = EVERY_YEAR.stream().map(day -> day.atYear(year));
        var newer =
                Stream.of(BLACK_AWARENESS.atYear(year)).filter(_ -> year >= BLACK_AWARENESS_SINCE);
        return Stream.of(fixed, moving, newer).flatMap(days -> days);
    }
}
