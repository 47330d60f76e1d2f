package io.emdia.habits;

import io.emdia.database.Query;
import io.r2dbc.spi.Connection;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;

/**
 * Which charges are read, every default taken.
 *
 * @param method null for all
 * @param asOf the day as of whose end
 * @param from the first day that is asked for
 * @param to the last one
 */
record Slice(
        String merchantId,
        String currency,
        @Nullable String method,
        LocalDate asOf,
        LocalDate from,
        LocalDate to) {

    Slice in(String asked) {
        return new Slice(merchantId, asked, method, asOf, from, to);
    }

    /**
     * Binds $1 the merchant, $2 the currency, $3 the method (null for all), $4 the day as of whose
     * end, $5 and $6 the first and the last day.
     */
    Query on(Connection unit, String sql) {
        return Query.on(unit, sql)
                .with(merchantId)
                .with(currency)
                .with(method, String.class)
                .with(asOf)
                .with(from)
                .with(to);
    }
}
