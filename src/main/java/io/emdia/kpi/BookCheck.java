package io.emdia.kpi;

import io.emdia.database.Query;
import io.emdia.database.Row;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;

import reactor.core.publisher.Mono;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compares the sums by day and by due day with the cube they are moved beside. It reads all of a
 * merchant's cells, so it is for an audit, not for a request.
 */
public final class BookCheck {

    private static final String SQL =
            """
            select 'kpi_day' as cells, currency, day, method
              from (select currency, day, method, %s
                      from kpi_day where merchant_id = $1
                    union all
                    select currency, day, method, -open_amount, -open_charges, %s
                      from kpi_cube where merchant_id = $1) as days
             group by currency, day, method having %s
            union all
            select 'kpi_due', currency, due_on, method
              from (select currency, due_on, method, %s
                      from kpi_due where merchant_id = $1
                    union all
                    select currency, due_on, method, %s, -owed_amount, -owed_charges, -principal,
                           -charges, -fell_amount, -recovered_amount
                      from kpi_cube where merchant_id = $1) as dues
             group by currency, due_on, method having %s
             order by cells, currency, day, method
            """
                    .formatted(
                            String.join(", ", Balances.DAY_SUMS),
                            takenFromCube(">="),
                            anyLeft(Balances.DAY_SUMS),
                            String.join(", ", Balances.DUE_SUMS),
                            takenFromCube("<"),
                            anyLeft(Balances.DUE_SUMS));

    /** What is open of silent charges, straight from what stands with each charge. */
    private static final String SILENT =
            """
            select 'kpi_silent' as cells, currency, due_on as day, method
              from (select currency, due_on, day, method, open_amount as amount,
                           open_charges as charges
                      from kpi_silent where merchant_id = $1
                    union all
                    select currency, due_on, due_on + 1, method, silent_amount, silent_charges
                      from kpi_due where merchant_id = $1
                    union all
                    select currency, effective_due_on, greatest(turn, effective_due_on + 1), method,
                           before - open, sign(before) - sign(open)
                      from charge cross join lateral (
                           select turn, open, coalesce(lag(open) over (order by at), 0) as before
                             from unnest(turns, open_amounts)
                                  with ordinality as step(turn, open, at)) as steps
                     where merchant_id = $1 and silent) as moved
             group by currency, due_on, day, method
            having sum(amount) <> 0 or sum(charges) <> 0
             order by currency, due_on, method
            """;

    private BookCheck() {}

    /** A row of {@code cells} that is not what the cube says; a missing one counts as zeros. */
    public record Difference(String cells, String currency, LocalDate day, String method) {}

    /** Empty when all is well; one statement, so writers do not disturb it. */
    public static Mono<List<Difference>> differences(Connection unit, String merchantId) {
        return Query.on(unit, SQL).with(merchantId).rows(BookCheck::difference);
    }

    /** The same of what is open of silent charges, compared with the charges themselves. */
    public static Mono<List<Difference>> silentDifferences(Connection unit, String merchantId) {
        return Query.on(unit, SILENT).with(merchantId).rows(BookCheck::difference);
    }

    private static Difference difference(Readable row) {
        return new Difference(
                Row.text(row, "cells"),
                Row.text(row, "currency"),
                Row.day(row, "day"),
                Row.text(row, "method"));
    }

    private static String takenFromCube(String late) {
        return Aging.OVERDUE.stream()
                .flatMap(floor -> taken(late, floor))
                .collect(Collectors.joining(", "));
    }

    private static Stream<String> taken(String late, Aging floor) {
        return Balances.KINDS.stream()
                .map(
                        kind ->
                                "case when day - due_on %s %d then -open_%s else 0 end"
                                        .formatted(late, floor.daysMin(), kind));
    }

    private static String anyLeft(List<String> sums) {
        return sums.stream().map("sum(%s) <> 0"::formatted).collect(Collectors.joining(" or "));
    }
}
