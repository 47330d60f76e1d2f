package io.emdia.kpi;

import io.emdia.database.Query;
import io.emdia.database.Row;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;

import reactor.core.publisher.Mono;

import java.time.LocalDate;
import java.util.List;

/**
 * How long the payments of a window took, exactly: what a document's days from due are worked out
 * from.
 *
 * @param window as cut at {@code asOf}
 * @param lags from the shortest to the longest
 */
public record PaymentLags(
        String currency, LocalDate asOf, KpiDocument.Window window, List<Lag> lags) {

    /** So many lags are told, and one more when there are more. */
    public static final int LAGS_MAX = 10_000;

    private static final String SQL =
            """
            select lag_days, sum(amount)::bigint as amount, sum(payments)::bigint as payments
              from kpi_receipt
             where merchant_id = $1 and currency = $2 and ($3::text is null or method = $3)
               and paid_on between $4 and $5 and day <= $6
             group by lag_days
            having sum(amount) <> 0
             order by lag_days limit $7
            """;

    /**
     * @param days from the effective due day to the payment, negative when early
     * @param amount received and kept, in minor units
     * @param payments of which something was kept
     */
    public record Lag(int days, long amount, long payments) {

        private static Lag of(Readable row) {
            return new Lag(
                    Math.toIntExact(Row.number(row, "lag_days")),
                    Row.number(row, "amount"),
                    Row.number(row, "payments"));
        }
    }

    static Mono<PaymentLags> of(Connection unit, String merchantId, Scope scope) {
        var method = scope.method() == null ? null : scope.method().code();
        var window = new KpiDocument.Window(scope.start(), scope.end());
        return Query.on(unit, SQL)
                .with(merchantId)
                .with(scope.currency())
                .with(method, String.class)
                .with(scope.start())
                .with(scope.end())
                .with(scope.asOf())
                .with(LAGS_MAX + 1L)
                .rows(Lag::of)
                .map(lags -> new PaymentLags(scope.currency(), scope.asOf(), window, lags));
    }
}
