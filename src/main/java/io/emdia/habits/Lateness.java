package io.emdia.habits;

import io.emdia.money.Ratios;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * When charges are paid late, by their effective due day: those that matured, and those of them
 * that were not covered by that day.
 *
 * @param byMonth every month of the span
 * @param byMethod of the charges' own methods, those that have any
 */
record Lateness(
        long matured,
        long late,
        @Nullable BigDecimal share,
        List<Weekday> byWeekday,
        List<DayOfMonth> byDayOfMonth,
        List<Month> byMonth,
        List<OfMethod> byMethod) {

    private static final int MONTH_DAYS = 31;

    /** What matured on one day. */
    record Due(LocalDate day, String method, long matured, long late) {}

    record Weekday(String weekday, long matured, long late, @Nullable BigDecimal share) {}

    record DayOfMonth(int day, long matured, long late, @Nullable BigDecimal share) {}

    record Month(String month, long matured, long late, @Nullable BigDecimal share) {}

    record OfMethod(String method, long matured, long late, @Nullable BigDecimal share) {}

    private record Sum(long matured, long late) {

        static Sum of(List<Due> dues, Predicate<Due> where) {
            var matured = 0L;
            var late = 0L;
            for (var due : dues) {
                if (where.test(due)) {
                    matured += due.matured();
                    late += due.late();
                }
            }
            return new Sum(matured, late);
        }

        Sum plus(Due due) {
            return new Sum(matured + due.matured(), late + due.late());
        }

        @Nullable BigDecimal share() {
            return Ratios.of(late, matured);
        }
    }

    static Lateness of(LocalDate from, LocalDate to, List<Due> dues) {
        var all = Sum.of(dues, _ -> true);
        return new Lateness(
                all.matured(),
                all.late(),
                all.share(),
                Arrays.stream(DayOfWeek.values()).map(day -> weekday(dues, day)).toList(),
                byDayOfMonth(dues),
                byMonth(from, to, dues),
                byMethod(dues));
    }

    private static Weekday weekday(List<Due> dues, DayOfWeek weekday) {
        var sum = Sum.of(dues, due -> due.day().getDayOfWeek() == weekday);
        var name = weekday.name().toLowerCase(Locale.ROOT);
        return new Weekday(name, sum.matured(), sum.late(), sum.share());
    }

    private static List<DayOfMonth> byDayOfMonth(List<Due> dues) {
        var days = new ArrayList<DayOfMonth>();
        for (int at = 1; at <= MONTH_DAYS; at++) {
            var day = at;
            var sum = Sum.of(dues, due -> due.day().getDayOfMonth() == day);
            days.add(new DayOfMonth(day, sum.matured(), sum.late(), sum.share()));
        }
        return days;
    }

    private static List<Month> byMonth(LocalDate from, LocalDate to, List<Due> dues) {
        var sums = new TreeMap<YearMonth, Sum>();
        var end = YearMonth.from(to);
        for (var month = YearMonth.from(from); !month.isAfter(end); month = month.plusMonths(1)) {
            sums.put(month, new Sum(0, 0));
        }
        dues.forEach(
                due -> sums.computeIfPresent(YearMonth.from(due.day()), (_, s) -> s.plus(due)));
        var months = new ArrayList<Month>();
        sums.forEach(
                (month, sum) ->
                        months.add(
                                new Month(
                                        month.toString(), sum.matured(), sum.late(), sum.share())));
        return months;
    }

    private static List<OfMethod> byMethod(List<Due> dues) {
        return dues.stream()
                .map(Due::method)
                .distinct()
                .sorted()
                .map(method -> ofMethod(dues, method))
                .toList();
    }

    private static OfMethod ofMethod(List<Due> dues, String method) {
        var sum = Sum.of(dues, due -> due.method().equals(method));
        return new OfMethod(method, sum.matured(), sum.late(), sum.share());
    }
}
