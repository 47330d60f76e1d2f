package io.emdia.ledger;

import io.emdia.database.Query;
import io.emdia.database.Row;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;

import reactor.core.publisher.Mono;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What customers are called. */
public final class CustomerNames {

    private static final String NAMES =
            """
            select merchant_id, connection_id, customer_id, name from customer
            join unnest($1::text[], $2::text[], $3::text[]) as k(m, c, i)
                 on (merchant_id, connection_id, customer_id) = (m, c, i)
            where name is not null\
            """;

    private record Named(CustomerKey key, String name) {}

    private CustomerNames() {}

    /** Those of them that were told a name. */
    public static Mono<Map<CustomerKey, String>> of(
            Connection unit, Collection<CustomerKey> customers) {
        if (customers.isEmpty()) {
            return Mono.just(Map.of());
        }
        var keys = List.copyOf(customers);
        return Query.on(unit, NAMES)
                .with(texts(keys, CustomerKey::merchantId))
                .with(texts(keys, CustomerKey::connectionId))
                .with(texts(keys, CustomerKey::customerId))
                .rows(CustomerNames::named)
                .map(CustomerNames::byKey);
    }

    private static Named named(Readable row) {
        var key =
                new CustomerKey(
                        Row.text(row, "merchant_id"),
                        Row.text(row, "connection_id"),
                        Row.text(row, "customer_id"));
        return new Named(key, Row.text(row, "name"));
    }

    private static Map<CustomerKey, String> byKey(List<Named> all) {
        var names = new HashMap<CustomerKey, String>();
        all.forEach(named -> names.put(named.key(), named.name()));
        return names;
    }

    private static String[] texts(List<CustomerKey> keys, Function<CustomerKey, String> part) {
        return keys.stream().map(part).toArray(String[]::new);
    }
}
