package io.emdia.ledger;

import io.emdia.database.Query;
import io.emdia.database.Row;
import io.r2dbc.spi.Connection;

import reactor.core.publisher.Mono;

import java.util.Collection;

/** The customer rows of one transaction. */
final class CustomerRows {

    private static final String PLACE =
            """
            insert into customer (merchant_id, connection_id, customer_id)
            select * from unnest($1::text[], $2::text[], $3::text[])
            on conflict do nothing\
            """;

    private static final String LOCK =
            """
            select customer_id from customer
            join unnest($1::text[], $2::text[], $3::text[]) as k(m, c, i)
                 on (merchant_id, connection_id, customer_id) = (m, c, i)
            order by merchant_id, connection_id, customer_id
            for update of customer\
            """;

    private CustomerRows() {}

    /** Places what is missing, then locks all in key order. */
    static Mono<Void> lock(Connection transaction, Collection<CustomerKey> keys) {
        var sorted = keys.stream().sorted().toList();
        if (sorted.isEmpty()) {
            return Mono.empty();
        }
        return keyed(Query.on(transaction, PLACE), sorted)
                .run()
                .then(Mono.defer(() -> hold(transaction, sorted)));
    }

    /** Locks those that are there, in key order. */
    static Mono<Void> hold(Connection transaction, Collection<CustomerKey> keys) {
        return keyed(Query.on(transaction, LOCK), keys.stream().sorted().toList())
                .rows(row -> Row.text(row, "customer_id"))
                .then();
    }

    private static Query keyed(Query query, Collection<CustomerKey> keys) {
        return query.with(Columns.text(keys, CustomerKey::merchantId))
                .with(Columns.text(keys, CustomerKey::connectionId))
                .with(Columns.text(keys, CustomerKey::customerId));
    }
}
