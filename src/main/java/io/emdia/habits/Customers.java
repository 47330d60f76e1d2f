package io.emdia.habits;

import io.emdia.database.Database;
import io.emdia.database.Query;
import io.emdia.database.Row;
import io.emdia.http.Cursor;
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

    /** So many are looked at for a page of those with one habit; its cursor goes on from there. */
    static final int LOOKED_AT_MAX = 2_000;

    /** $3 and $4 are the last customer of the page before, $7 is how many are looked at. */
    private static final String LIST =
            """
            select u.connection_id, u.customer_id, u.name, u.email, h.verdict,
                   %s
            from (select merchant_id, connection_id, customer_id, name, email from customer
                  where merchant_id = $1 and (connection_id, customer_id) > ($3, $4)
                  order by connection_id, customer_id limit $7) as u
            cross join lateral (select %s from (%s) as matured) as h
            where $6::text is null or h.verdict = $6
            order by u.connection_id, u.customer_id limit $5\
            """
                    .formatted(Balance.SQL, HabitSql.VERDICT, HabitSql.MATURED);

    private static final String LAST_LOOKED_AT =
            """
            select connection_id, customer_id from customer
            where merchant_id = $1 and (connection_id, customer_id) > ($2, $3)
            order by connection_id, customer_id offset $4 limit 1\
            """;

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
     */
    record Item(
            String connectionId,
            String customerId,
            @Nullable String name,
            @Nullable String email,
            List<Balance> balances,
            String habit) {}

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
     * @param habit the verdict of those that are asked for; all if null
     */
    record Question(String merchantId, LocalDate asOf, @Nullable String habit) {}

    /**
     * A page behind a cursor. Where a habit is asked for it may hold fewer than its size, or none,
     * and still have a next one.
     */
    Mono<Page<Item>> list(Question question, int size, Cursor after) {
        return database.snapshot(
                unit ->
                        rows(unit, question, size, after)
                                .flatMap(rows -> page(unit, question, size, after, rows)));
    }

    private static Mono<List<Item>> rows(
            Connection unit, Question question, int size, Cursor after) {
        return Query.on(unit, LIST)
                .with(question.merchantId())
                .with(question.asOf())
                .with(after.parts().get(0))
                .with(after.parts().get(1))
                .with(size + 1L)
                .with(question.habit(), String.class)
                .with(question.habit() == null ? size + 1L : LOOKED_AT_MAX)
                .rows(Customers::item);
    }

    private static Mono<Page<Item>> page(
            Connection unit, Question question, int size, Cursor after, List<Item> rows) {
        if (question.habit() == null || rows.size() > size) {
            return Mono.just(Page.of(rows, size, Customers::cursor));
        }
        return lastLookedAt(unit, question, after)
                .map(last -> new Page<>(rows, last.encoded()))
                .defaultIfEmpty(new Page<>(rows, null));
    }

    /** Empty when there were not so many left. */
    private static Mono<Cursor> lastLookedAt(Connection unit, Question question, Cursor after) {
        return Query.on(unit, LAST_LOOKED_AT)
                .with(question.merchantId())
                .with(after.parts().get(0))
                .with(after.parts().get(1))
                .with(LOOKED_AT_MAX - 1L)
                .row(
                        row ->
                                Cursor.of(
                                        Row.text(row, "connection_id"),
                                        Row.text(row, "customer_id")));
    }

    private static Cursor cursor(Item last) {
        return Cursor.of(last.connectionId(), last.customerId());
    }

    /** Empty when there is none of that id. */
    Mono<Detail> one(String merchantId, LocalDate asOf, String connectionId, String customerId) {
        var asked = new CustomerAt(merchantId, asOf, connectionId, customerId);
        return database.snapshot(
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
                Row.text(row, "verdict"));
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
