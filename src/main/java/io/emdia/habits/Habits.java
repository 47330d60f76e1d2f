package io.emdia.habits;

import io.emdia.database.Row;
import io.emdia.money.Ratios;
import io.r2dbc.spi.Readable;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

/**
 * How a customer pays, by its charges that matured in the year that ends with a day.
 *
 * @param late not covered on the effective due day, whether they were later or not
 * @param meanDaysLate over all matured charges, weighed by their amounts, the punctual ones 0 and
 *     the open ones as late as they are so far; null where they are of several currencies
 * @param usualDelayDays the median of the charges that were paid late, the lower of two in the
 *     middle
 * @param byWeekday of the late ones, by the weekday of their effective due day, from Monday on
 * @param byDayOfMonth the same by day of the month, from the first on
 * @param onTimeStreak how many of the latest charges in a row were not late
 */
record Habits(
        long matured,
        long late,
        @Nullable BigDecimal lateShare,
        @Nullable BigDecimal meanDaysLate,
        @Nullable Integer usualDelayDays,
        List<Long> byWeekday,
        List<Long> byDayOfMonth,
        long onTimeStreak,
        String verdict) {

    private static final int WEEKDAYS = 7;
    private static final int MONTH_DAYS = 31;

    /** As of $2 of the customer with the key $1, $3 and $4. */
    static final String SQL =
            """
            with matured as (
                select m.* from customer as u cross join lateral (%s) as m
                where (u.merchant_id, u.connection_id, u.customer_id) = ($1, $3, $4)
            )
            select count(*) as matured, count(*) filter (where late) as late,
                   sum(amount::numeric * delay) as amount_days, sum(amount::numeric) as amount,
                   count(distinct currency) as currencies,
                   percentile_disc(0.5) within group (order by delay)
                       filter (where late and settled is not null) as usual_delay,
                   coalesce(min(nth) filter (where late) - 1, count(*)) as on_time_streak,
                   %s
            from matured\
            """
                    .formatted(HabitSql.MATURED, HabitSql.VERDICT);

    /** Of the same customer: on which effective due days how many were late. */
    static final String DAYS =
            """
            select m.due, count(*) as late from customer as u cross join lateral (%s) as m
            where (u.merchant_id, u.connection_id, u.customer_id) = ($1, $3, $4) and m.late
            group by m.due\
            """
                    .formatted(HabitSql.MATURED);

    /** Charges that were due on a day and late. */
    record LateDay(LocalDate due, long late) {

        static LateDay of(Readable row) {
            return new LateDay(Row.day(row, "due"), Row.number(row, "late"));
        }
    }

    static Habits of(Readable row, List<LateDay> days) {
        var matured = Row.number(row, "matured");
        var late = Row.number(row, "late");
        return new Habits(
                matured,
                late,
                Ratios.of(late, matured),
                Row.number(row, "currencies") == 1 ? meanDaysLate(row) : null,
                row.get("usual_delay", Integer.class),
                byWeekday(days),
                byDayOfMonth(days),
                Row.number(row, "on_time_streak"),
                Row.text(row, "verdict"));
    }

    private static @Nullable BigDecimal meanDaysLate(Readable row) {
        return Ratios.of(
                Row.exact(row, "amount_days").toBigIntegerExact(),
                Row.exact(row, "amount").toBigIntegerExact());
    }

    private static List<Long> byWeekday(List<LateDay> days) {
        var late = new long[WEEKDAYS];
        days.forEach(day -> late[day.due().getDayOfWeek().getValue() - 1] += day.late());
        return Arrays.stream(late).boxed().toList();
    }

    private static List<Long> byDayOfMonth(List<LateDay> days) {
        var late = new long[MONTH_DAYS];
        days.forEach(day -> late[day.due().getDayOfMonth() - 1] += day.late());
        return Arrays.stream(late).boxed().toList();
    }
}
