package io.emdia.habits;

import io.emdia.database.Database;
import io.emdia.database.Query;
import io.emdia.database.Row;
import io.emdia.database.Scope;
import io.emdia.http.Page;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;

import java.time.LocalDate;
import java.util.List;

/** Customers as asked for, at any day: what they owe and how they pay. */
@Component
final class Customers {

    private static final String ONE =
            """
            select u.connection_id, u.customer_id, u.name, u.email, u.phone, u.document,
                   %s
            from customer as u
            where (u.merchant_id, u.connection_id, u.customer_id) = ($1, $3, $4)\
            """
                    .formatted(Balance.SQL);

    private final Database database;

    Customers(Database database) {
        this.database = database;
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
            long late) {}

    /** Where a customer stands in a list. */
    record Place(String connectionId, String customerId, String nameOrder, long overdueAmount) {

        static Place of(Readable row) {
            return new Place(
                    Row.text(row, "connection_id"),
                    Row.text(row, "customer_id"),
                    Row.text(row, "name_order"),
                    Row.number(row, "overdue_amount"));
        }
    }

    private record Placed(Place place, Item item) {}

    record Detail(
            String connectionId,
            String customerId,
            @Nullable String name,
            @Nullable String email,
            @Nullable String phone,
            @Nullable String document,
            List<Balance> balances,
            Habits habits) {}

    /**
     * A page behind a cursor, the first behind none. Where a habit is asked for it may hold fewer
     * than its size, or none, and still have a next one.
     */
    Mono<Page<Item>> list(CustomerSearch search, int size, @Nullable String cursor) {
        return database.snapshot(
                Scope.of(search.merchantId()),
                unit ->
                        search.items(unit, cursor, size + 1)
                                .rows(row -> new Placed(Place.of(row), item(row)))
                                .flatMap(rows -> page(unit, search, size, cursor, rows)));
    }

    private static Mono<Page<Item>> page(
            Connection unit,
            CustomerSearch search,
            int size,
            @Nullable String cursor,
            List<Placed> rows) {
        var shown = rows.subList(0, Math.min(rows.size(), size));
        var items = shown.stream().map(Placed::item).toList();
        if (rows.size() > size) {
            return Mono.just(new Page<>(items, next(search, shown.getLast().place())));
        }
        if (search.filter().habit() == null) {
            return Mono.just(new Page<>(items, null));
        }
        return search.last(unit, cursor)
                .row(Place::of)
                .map(last -> new Page<>(items, next(search, last)))
                .defaultIfEmpty(new Page<>(items, null));
    }

    private static String next(CustomerSearch search, Place last) {
        return CustomerOrder.cursor(search.order(), last).encoded();
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

    private static Mono<Detail> detail(Connection unit, CustomerAt asked, Habits habits) {
        return asked.on(unit, ONE).row(row -> detail(row, habits));
    }

    private static Item item(Readable row) {
        return new Item(
                Row.text(row, "connection_id"),
                Row.text(row, "customer_id"),
                Row.maybeText(row, "name"),
                Row.maybeText(row, "email"),
                Balance.all(Row.text(row, "balances")),
                Row.text(row, "verdict"),
                Row.number(row, "matured"),
                Row.number(row, "late"));
    }

    private static Detail detail(Readable row, Habits habits) {
        return new Detail(
                Row.text(row, "connection_id"),
                Row.text(row, "customer_id"),
                Row.maybeText(row, "name"),
                Row.maybeText(row, "email"),
                Row.maybeText(row, "phone"),
                Row.maybeText(row, "document"),
                Balance.all(Row.text(row, "balances")),
                habits);
    }
}
