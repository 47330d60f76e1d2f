package io.emdia.habits;

import io.emdia.database.Database;
import io.emdia.database.Query;
import io.emdia.database.Row;
import io.emdia.database.Scope;
import io.emdia.habits.CustomerSearch.Reach;
import io.emdia.http.Page;
import io.emdia.ledger.CustomerKey;
import io.emdia.ledger.Person;
import io.emdia.ledger.Persons;
import io.emdia.ledger.Sought;
import io.emdia.ledger.Words;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** Customers as asked for, at any day: what they owe and how they pay. */
@Component
final class Customers {

    private static final String ONE =
            """
            select u.connection_id, u.customer_id, k.erased_at, %s
            from customer as u
            left join customer_key as k using (merchant_id, connection_id, customer_id)
            where (u.merchant_id, u.connection_id, u.customer_id) = ($1, $3, $4)\
            """
                    .formatted(Balance.SQL);

    private final Database database;
    private final Persons persons;
    private final CustomersByName byName;

    Customers(Database database, Persons persons, CustomersByName byName) {
        this.database = database;
        this.persons = persons;
        this.byName = byName;
    }

    /**
     * @param habit the verdict on how they pay
     * @param matured how many of their charges it is by
     * @param late how many of these were late
     */
    record Item(
            String connectionId,
            String customerId,
            @Nullable String name,
            @Nullable String email,
            List<Balance> balances,
            String habit,
            long matured,
            long late) {

        private CustomerKey key(String merchantId) {
            return new CustomerKey(merchantId, connectionId, customerId);
        }

        private Item of(Person person) {
            return new Item(
                    connectionId,
                    customerId,
                    person.name(),
                    person.email(),
                    balances,
                    habit,
                    matured,
                    late);
        }
    }

    /** Where a customer stands in a list. */
    record Place(String connectionId, String customerId, long overdueAmount) {

        static Place of(Readable row) {
            return new Place(
                    Row.text(row, "connection_id"),
                    Row.text(row, "customer_id"),
                    Row.number(row, "overdue_amount"));
        }
    }

    private record Placed(Place place, Item item) {

        private Placed of(Person person) {
            return new Placed(place, item.of(person));
        }
    }

    /**
     * @param erasedAt when all that told who it is was destroyed; null for others
     */
    record Detail(
            String connectionId,
            String customerId,
            @Nullable String name,
            @Nullable String email,
            @Nullable String phone,
            @Nullable String document,
            @Nullable Instant erasedAt,
            List<Balance> balances,
            Habits habits) {

        private Detail of(Person person) {
            return new Detail(
                    connectionId,
                    customerId,
                    person.name(),
                    person.email(),
                    person.phone(),
                    person.document(),
                    erasedAt,
                    balances,
                    habits);
        }
    }

    /**
     * A page behind a cursor, the first behind none. Where a habit is asked for it may hold fewer
     * than its size, or none, and still have a next one.
     */
    Mono<Page<Item>> list(CustomerSearch search, int size, @Nullable String cursor) {
        return persons.sought(search.merchantId(), search.filter().text())
                .flatMap(
                        sought ->
                                database.snapshot(
                                        Scope.of(search.merchantId()),
                                        unit -> list(unit, search, size, cursor, sought)));
    }

    private Mono<Page<Item>> list(
            Connection unit,
            CustomerSearch search,
            int size,
            @Nullable String cursor,
            Sought sought) {
        var reach =
                CustomerOrder.isOfName(search.order())
                        ? byName.reach(unit, search, sought, cursor)
                        : Mono.just(new Reach(sought, cursor, null));
        return reach.flatMap(from -> list(unit, search, size, from));
    }

    private Mono<Page<Item>> list(Connection unit, CustomerSearch search, int size, Reach reach) {
        return search.items(unit, reach, size + 1)
                .rows(row -> new Placed(Place.of(row), item(row)))
                .flatMap(rows -> named(unit, search.merchantId(), rows))
                .flatMap(rows -> page(unit, search, size, reach, rows));
    }

    private Mono<List<Placed>> named(Connection unit, String merchantId, List<Placed> rows) {
        var keys = rows.stream().map(row -> row.item().key(merchantId)).toList();
        return persons.of(unit, keys)
                .map(
                        known ->
                                rows.stream()
                                        .map(row -> row.of(person(known, merchantId, row)))
                                        .toList());
    }

    private static Person person(Map<CustomerKey, Person> known, String merchantId, Placed row) {
        return known.getOrDefault(row.item().key(merchantId), Person.UNKNOWN);
    }

    private Mono<Page<Item>> page(
            Connection unit, CustomerSearch search, int size, Reach reach, List<Placed> rows) {
        var shown = rows.subList(0, Math.min(rows.size(), size));
        var items = shown.stream().map(Placed::item).toList();
        if (rows.size() > size) {
            return Mono.just(new Page<>(items, next(search, shown.getLast())));
        }
        if (search.filter().habit() == null) {
            return Mono.just(new Page<>(items, null));
        }
        return search.last(unit, reach)
                .row(Place::of)
                .flatMap(last -> next(unit, search, last))
                .map(next -> new Page<>(items, next))
                .defaultIfEmpty(new Page<>(items, null));
    }

    private static String next(CustomerSearch search, Placed last) {
        var isNamed = !Words.inOrder(last.item().name()).isEmpty();
        return CustomerOrder.cursor(search.order(), last.place(), isNamed).encoded();
    }

    private Mono<String> next(Connection unit, CustomerSearch search, Place last) {
        var key = new CustomerKey(search.merchantId(), last.connectionId(), last.customerId());
        return persons.names(unit, List.of(key))
                .map(names -> !Words.inOrder(names.get(key)).isEmpty())
                .map(isNamed -> CustomerOrder.cursor(search.order(), last, isNamed).encoded());
    }

    /** Empty when there is none of that id. */
    Mono<Detail> one(String merchantId, LocalDate asOf, String connectionId, String customerId) {
        var asked = new CustomerAt(merchantId, asOf, connectionId, customerId);
        return database.snapshot(
                Scope.of(merchantId),
                unit ->
                        asked.on(unit, Habits.DAYS)
                                .rows(Habits.LateDay::of)
                                .flatMap(days -> habits(unit, asked, days))
                                .flatMap(habits -> detail(unit, asked, habits)));
    }

    private record CustomerAt(
            String merchantId, LocalDate asOf, String connectionId, String customerId) {

        private CustomerKey key() {
            return new CustomerKey(merchantId, connectionId, customerId);
        }

        Query on(Connection unit, String sql) {
            return Query.on(unit, sql)
                    .with(merchantId)
                    .with(asOf)
                    .with(connectionId)
                    .with(customerId);
        }
    }

    private static Mono<Habits> habits(
            Connection unit, CustomerAt asked, List<Habits.LateDay> days) {
        return asked.on(unit, Habits.SQL).row(row -> Habits.of(row, days));
    }

    private Mono<Detail> detail(Connection unit, CustomerAt asked, Habits habits) {
        return asked.on(unit, ONE)
                .row(row -> detail(row, habits))
                .flatMap(
                        detail ->
                                persons.of(unit, List.of(asked.key()))
                                        .map(
                                                known ->
                                                        known.getOrDefault(
                                                                asked.key(), Person.UNKNOWN))
                                        .map(detail::of));
    }

    private static Item item(Readable row) {
        return new Item(
                Row.text(row, "connection_id"),
                Row.text(row, "customer_id"),
                null,
                null,
                Balance.all(Row.text(row, "balances")),
                Row.text(row, "verdict"),
                Row.number(row, "matured"),
                Row.number(row, "late"));
    }

    private static Detail detail(Readable row, Habits habits) {
        return new Detail(
                Row.text(row, "connection_id"),
                Row.text(row, "customer_id"),
                null,
                null,
                null,
                null,
                Row.maybeInstant(row, "erased_at"),
                Balance.all(Row.text(row, "balances")),
                habits);
    }
}
