package io.emdia.kpi;

import io.emdia.database.Query;
import io.emdia.database.Row;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;

import org.jspecify.annotations.Nullable;

import reactor.core.publisher.Mono;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The rows of one {@link KeptFamily}, read by the audit and written under their customers' locks.
 */
record KeptRows(String table, String column) {

    static KeptRows of(KeptFamily<?> family) {
        return new KeptRows(family.table(), family.column());
    }

    /** So many after an owner, in the order of the owners. */
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

    /** The rows there are of these. */
    Mono<Map<Owner, String>> load(Connection transaction, Collection<Owner> owners) {
        var sql =
                """
                select merchant_id, connection_id, customer_id, currency, %1$s as kept from %2$s
                join unnest($1::text[], $2::text[], $3::text[], $4::text[]) as k(m, c, i, u)
                     on (merchant_id, connection_id, customer_id, currency) = (m, c, i, u)\
                """
                        .formatted(column, table);
        return keyed(Query.on(transaction, sql), owners)
                .rows(KeptRows::row)
                .map(
                        rows ->
                                rows.stream()
                                        .collect(Collectors.toMap(Entry::getKey, Entry::getValue)));
    }

    Mono<Void> write(Connection transaction, SortedMap<Owner, String> rows) {
        var sql =
                """
                insert into %2$s (merchant_id, connection_id, customer_id, currency, %1$s)
                select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
                on conflict (merchant_id, connection_id, customer_id, currency)
                do update set %1$s = excluded.%1$s\
                """
                        .formatted(column, table);
        return keyed(Query.on(transaction, sql), rows.keySet())
                .with(rows.values().toArray(String[]::new))
                .run();
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

    private static Query keyed(Query query, Collection<Owner> owners) {
        return query.with(texts(owners, Owner::merchantId))
                .with(texts(owners, Owner::connectionId))
                .with(texts(owners, Owner::customerId))
                .with(texts(owners, Owner::currency));
    }

    private static String[] texts(Collection<Owner> owners, Function<Owner, String> column) {
        return owners.stream().map(column).toArray(String[]::new);
    }
}
