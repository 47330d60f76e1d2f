package io.emdia.kpi;

import io.emdia.database.Query;
import io.emdia.database.Row;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;

import org.jspecify.annotations.Nullable;

import reactor.core.publisher.Mono;

import java.util.List;
import java.util.Map;
import java.util.Map.Entry;

/** The rows of one {@link KeptFamily}, in the order of their owners. */
record KeptRows(String table, String column) {

    static KeptRows of(KeptFamily<?> family) {
        return new KeptRows(family.table(), family.column());
    }

    /** So many after an owner. */
    Mono<List<Entry<Owner, String>>> page(
            Connection snapshot, String merchantId, @Nullable Owner after, int limit) {
        return Query.on(
                        snapshot,
                        """
                        select merchant_id, connection_id, customer_id, currency, %1$s as kept
                        from %2$s
                        where merchant_id = $1
                          and (connection_id, customer_id, currency) > ($2, $3, $4)
                        order by connection_id, customer_id, currency limit $5\
                        """
                                .formatted(column, table))
                .with(merchantId)
                .with(after == null ? "" : after.connectionId())
                .with(after == null ? "" : after.customerId())
                .with(after == null ? "" : after.currency())
                .with((long) limit)
                .rows(KeptRows::row);
    }

    private static Entry<Owner, String> row(Readable row) {
        var owner =
                new Owner(
                        Row.text(row, "merchant_id"),
                        Row.text(row, "connection_id"),
                        Row.text(row, "customer_id"),
                        Row.text(row, "currency"));
        return Map.entry(owner, Row.text(row, "kept"));
    }
}
