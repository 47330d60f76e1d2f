package io.emdia.kpi;

import io.emdia.database.Query;
import io.emdia.database.Row;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;

import reactor.core.publisher.Mono;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Reads cells for a history within one unit of work, which must be a snapshot. In every statement
 * $1 is the merchant, $2 the currency, $3 the method (null for all).
 */
record CourseReading(Connection unit, String merchantId, CourseScope scope) {

    /** What every table but that of customers is asked by. */
    static final String ASKED =
            "merchant_id = $1 and currency = $2 and ($3::text is null or method = $3)";

    Query query(String sql) {
        var method = scope.method();
        return Query.on(unit, sql)
                .with(merchantId)
                .with(scope.currency())
                .with(method == null ? null : method.code(), String.class);
    }

    /** Takes each row as it comes. */
    static Mono<Void> each(Query query, Consumer<Readable> take) {
        return query.rows(
                        row -> {
                            take.accept(row);
                            return true;
                        })
                .then();
    }

    /** As in {@code sum(amount)::bigint as amount, ...}. */
    static String sums(List<String> columns) {
        return columns.stream()
                .map("sum(%1$s)::bigint as %1$s"::formatted)
                .collect(Collectors.joining(", "));
    }

    static long[] numbers(Readable row, List<String> columns) {
        return columns.stream().mapToLong(column -> Row.number(row, column)).toArray();
    }
}
