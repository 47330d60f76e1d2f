package io.emdia.habits;

import io.emdia.database.Row;
import io.emdia.facts.Ids;
import io.emdia.habits.CustomerSearch.Reach;
import io.emdia.http.Problem;
import io.emdia.ledger.CustomerKey;
import io.emdia.ledger.Persons;
import io.emdia.ledger.Sought;
import io.emdia.ledger.Words;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Puts customers in the order of their names. These stand in the database for nobody to read, so
 * all of them are opened, of so many customers at most; those without a name stand last.
 */
@Component
final class CustomersByName {

    private static final Comparator<Named> ORDER =
            Comparator.comparing(Named::isNameless)
                    .thenComparing(Named::name, Ids.BY_BYTES)
                    .thenComparing(Named::key);

    private final Persons persons;
    private final int namedMax;

    CustomersByName(Persons persons, CustomerListSettings settings) {
        this.persons = persons;
        this.namedMax = settings.namedMax();
    }

    /**
     * @param name in plain words; empty for none
     */
    private record Named(CustomerKey key, String name) {

        static Named of(CustomerKey key, Map<CustomerKey, String> names) {
            return new Named(key, Words.inOrder(names.get(key)));
        }

        private boolean isNameless() {
            return name.isEmpty();
        }
    }

    /**
     * Those that are asked for, behind the customer of the cursor; a 400 when they are too many.
     */
    Mono<Reach> reach(
            Connection unit, CustomerSearch search, Sought sought, @Nullable String cursor) {
        return search.keys(unit, sought, namedMax + 1)
                .rows(row -> key(search.merchantId(), row))
                .map(this::requireFew)
                .flatMap(keys -> sorted(unit, search, keys, cursor))
                .map(sorted -> new Reach(sought, cursor, sorted));
    }

    private Mono<List<CustomerKey>> sorted(
            Connection unit,
            CustomerSearch search,
            List<CustomerKey> keys,
            @Nullable String cursor) {
        var row = cursor == null ? List.<String>of() : search.order().row(cursor);
        var named = new ArrayList<>(keys);
        if (!row.isEmpty()) {
            named.add(key(search, row));
        }
        return persons.names(unit, named).map(names -> sorted(search, keys, names, row));
    }

    private List<CustomerKey> requireFew(List<CustomerKey> keys) {
        if (keys.size() > namedMax) {
            throw Problem.invalid(
                    "sort",
                    "by name is for %d customers at most: search for some of them"
                            .formatted(namedMax));
        }
        return keys;
    }

    private static List<CustomerKey> sorted(
            CustomerSearch search,
            List<CustomerKey> keys,
            Map<CustomerKey, String> names,
            List<String> row) {
        var order = search.order().descending() ? ORDER.reversed() : ORDER;
        var all = keys.stream().map(key -> Named.of(key, names)).sorted(order);
        if (row.isEmpty()) {
            return all.map(Named::key).toList();
        }
        var last = last(Named.of(key(search, row), names), row);
        return all.filter(one -> order.compare(one, last) > 0).map(Named::key).toList();
    }

    /** Whoever lost the name meanwhile tells no more where the list was. */
    private static Named last(Named last, List<String> row) {
        if (last.isNameless() == Boolean.parseBoolean(row.getFirst())) {
            throw Problem.invalid("cursor", "is of a customer who changed: begin the list anew");
        }
        return last;
    }

    private static CustomerKey key(CustomerSearch search, List<String> row) {
        return new CustomerKey(search.merchantId(), row.get(1), row.get(2));
    }

    private static CustomerKey key(String merchantId, Readable row) {
        return new CustomerKey(
                merchantId, Row.text(row, "connection_id"), Row.text(row, "customer_id"));
    }
}
