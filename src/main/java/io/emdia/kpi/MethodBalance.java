package io.emdia.kpi;

import io.emdia.database.Query;
import io.emdia.database.Row;
import io.emdia.facts.Method;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;

import reactor.core.publisher.Mono;

import java.time.LocalDate;
import java.util.List;

/**
 * Open amounts of the charges of one method, minor units.
 *
 * @param method the charges' own
 */
public record MethodBalance(Method method, long receivable, long overdue) {

    private static final String SQL =
            """
            select method, sum(receivable)::bigint as receivable, sum(overdue)::bigint as overdue
              from (select method, open_amount as receivable, after_1_amount as overdue
                      from kpi_day
                     where merchant_id = $1 and currency = $2 and day <= $3
                    union all
                    select method, 0, before_1_amount
                      from kpi_due
                     where merchant_id = $1 and currency = $2 and due_on < $3) as moved
             group by method
            having sum(receivable) <> 0
             order by method
            """;

    /** As of the end of a day, of the methods that have any. */
    static Mono<List<MethodBalance>> all(
            Connection unit, String merchantId, String currency, LocalDate asOf) {
        return Query.on(unit, SQL)
                .with(merchantId)
                .with(currency)
                .with(asOf)
                .rows(MethodBalance::of);
    }

    private static MethodBalance of(Readable row) {
        return new MethodBalance(
                Method.of(Row.text(row, "method")).orElse(Method.UNKNOWN),
                Row.number(row, "receivable"),
                Row.number(row, "overdue"));
    }
}
