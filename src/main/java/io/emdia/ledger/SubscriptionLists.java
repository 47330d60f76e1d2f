package io.emdia.ledger;

import io.emdia.database.Conditions;
import io.emdia.database.Database;
import io.emdia.database.Query;
import io.emdia.database.Row;
import io.emdia.database.Scope;
import io.emdia.http.Page;
import io.emdia.ledger.Subscription.SubscriptionKey;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;

import java.time.LocalDate;
import java.util.List;

/** Subscriptions as asked for, at any day; those that have not started by then are left out. */
@Component
final class SubscriptionLists {

    /** Rows looked through for one page when only some statuses are wanted. */
    private static final int SCAN_MAX = 2_000;

    /**
     * $1 is the merchant, $2 the day. Past due is asked of the charges: active, with an overdue
     * charge that names it.
     */
    private static final String COLUMNS =
            """
            select connection_id, subscription_id, customer_id, started_on, monthly_amount,
                   state::text as state,
                   exists (select from charge c
                           where (c.merchant_id, c.connection_id, c.subscription_id)
                                 = (subscription.merchant_id, subscription.connection_id,
                                    subscription.subscription_id)
                             and c.effective_due_on < $2
                             and c.open_amounts[width_bucket($2, c.turns)] > 0) as is_late
            from subscription
            where merchant_id = $1 and started_on is not null\
            """;

    private static final String BEGUN = " and started_on <= $2";
    private static final String ONE = COLUMNS + " and connection_id = $3 and subscription_id = $4";

    private final Database database;
    private final Persons persons;

    SubscriptionLists(Database database, Persons persons) {
        this.database = database;
        this.persons = persons;
    }

    /** Amount in minor units for {@code intervalCount} intervals, at the asked day. */
    record Item(
            String connectionId,
            String subscriptionId,
            String customerId,
            @Nullable String customerName,
            @Nullable String plan,
            String currency,
            long amount,
            String interval,
            int intervalCount,
            LocalDate startedOn,
            @Nullable LocalDate endsOn,
            String status) {

        private CustomerKey customer(String merchantId) {
            return new CustomerKey(merchantId, connectionId, customerId);
        }

        private Item named(@Nullable String name) {
            return new Item(
                    connectionId,
                    subscriptionId,
                    customerId,
                    name,
                    plan,
                    currency,
                    amount,
                    interval,
                    intervalCount,
                    startedOn,
                    endsOn,
                    status);
        }
    }

    /**
     * @param newestCustomerId with the monthly amount, what it is listed in the order of
     */
    record Listed(Item item, String newestCustomerId, long monthlyAmount) {}

    /** One with all of its versions, and what was told of it. */
    record One(Item item, Subscription subscription, List<Timeline.Step> timeline) {}

    /**
     * @param cursor of the page before; null for the first
     */
    record Question(
            String merchantId,
            LocalDate day,
            SubscriptionAsked.Filter filter,
            ListOrder order,
            int size,
            @Nullable String cursor) {

        Query on(Connection connection, Sought sought) {
            var conditions = Conditions.after(merchantId, day);
            var keys = sought.isNothing() ? null : SubscriptionMatches.of(sought, conditions);
            equal(conditions, "customer_id = ?", filter.customerId());
            equal(conditions, "connection_id = ?", filter.connectionId());
            equal(conditions, "currency = ?", filter.currency());
            var all = COLUMNS + BEGUN + conditions.text();
            var behind = conditions.apart();
            order.after(cursor, behind);
            return conditions.on(
                    connection,
                    "select item.* from %s as item where true%s order by %s limit %d"
                            .formatted(
                                    keys == null ? "(" + all + ")" : found(keys, all),
                                    behind.text(),
                                    order.sql(),
                                    looked() + 1));
        }

        private static void equal(Conditions conditions, String condition, @Nullable String value) {
            if (value != null) {
                conditions.and(condition, value);
            }
        }

        private static String found(String keys, String all) {
            return """
            %s as found(in_connection, in_subscription)
            cross join lateral (%s and connection_id = in_connection
                and subscription_id = in_subscription offset 0)\
            """
                    .formatted(keys, all);
        }

        /** The page behind a cursor; the first one behind none. */
        Question after(String next) {
            return new Question(merchantId, day, filter, order, size, next.isEmpty() ? null : next);
        }

        private int looked() {
            return filter.status() == null ? size : SCAN_MAX;
        }

        /** May be shorter than asked for, or empty, and still have a next one. */
        private Page<Item> page(List<Listed> rows) {
            var looked = rows.subList(0, Math.min(rows.size(), looked()));
            var wanted = looked.stream().filter(this::isWanted).toList();
            var shown = wanted.subList(0, Math.min(wanted.size(), size));
            var isLast = rows.size() <= looked() && wanted.size() <= size;
            var last =
                    wanted.size() > size
                            ? shown.getLast()
                            : rows.isEmpty() ? null : looked.getLast();
            var items = shown.stream().map(Listed::item).toList();
            return isLast || last == null
                    ? new Page<>(items, null)
                    : new Page<>(items, SubscriptionOrder.cursor(order, last).encoded());
        }

        private boolean isWanted(Listed row) {
            return filter.status() == null || filter.status().equals(row.item().status());
        }
    }

    Mono<Page<Item>> list(Question question) {
        return persons.sought(question.merchantId(), question.filter().text())
                .flatMap(
                        sought ->
                                database.read(
                                        Scope.of(question.merchantId()),
                                        connection -> page(connection, question, sought)));
    }

    private Mono<Page<Item>> page(Connection connection, Question question, Sought sought) {
        return question.on(connection, sought)
                .rows(row -> listed(row, question.day()))
                .map(question::page)
                .flatMap(
                        page ->
                                named(connection, question.merchantId(), page.items())
                                        .map(items -> new Page<>(items, page.nextCursor())));
    }

    /** With what their customers are called. */
    private Mono<List<Item>> named(Connection connection, String merchant, List<Item> items) {
        var customers = items.stream().map(item -> item.customer(merchant)).toList();
        return persons.names(connection, customers)
                .map(
                        names ->
                                items.stream()
                                        .map(item -> item.named(names.get(item.customer(merchant))))
                                        .toList());
    }

    /** Empty when there is none of that id that counts. */
    Mono<One> one(SubscriptionKey key, LocalDate day) {
        return database.read(
                Scope.of(key.merchantId()),
                connection ->
                        found(connection, key, day).flatMap(found -> told(connection, key, found)));
    }

    private Mono<Found> found(Connection connection, SubscriptionKey key, LocalDate day) {
        return Query.on(connection, ONE)
                .with(key.merchantId())
                .with(day)
                .with(key.connectionId())
                .with(key.subscriptionId())
                .row(row -> row(row, day))
                .flatMap(
                        found ->
                                named(connection, key.merchantId(), List.of(found.item()))
                                        .map(items -> found.of(items.getFirst())));
    }

    private record Found(Item item, Subscription subscription) {

        Found of(Item named) {
            return new Found(named, subscription);
        }
    }

    private static Found row(Readable row, LocalDate day) {
        return new Found(listed(row, day).item(), state(row));
    }

    private static Mono<One> told(Connection connection, SubscriptionKey key, Found found) {
        return Timeline.of(connection, List.of(Subject.of(key)))
                .map(steps -> new One(found.item(), found.subscription(), steps));
    }

    private static Subscription state(Readable row) {
        return FactCodec.readState(Row.text(row, "state"), Subscription.class);
    }

    private static Listed listed(Readable row, LocalDate day) {
        return new Listed(
                item(row, state(row), day),
                Row.text(row, "customer_id"),
                Row.number(row, "monthly_amount"));
    }

    private static Item item(Readable row, Subscription subscription, LocalDate day) {
        var version = subscription.version(day);
        return new Item(
                Row.text(row, "connection_id"),
                Row.text(row, "subscription_id"),
                version.customerId(),
                null,
                version.plan(),
                subscription.currency(),
                version.amount(),
                version.interval().code(),
                version.intervalCount(),
                subscription.startedOn(),
                subscription.endsOn(),
                status(subscription, version, day, Row.truth(row, "is_late")));
    }

    private static String status(
            Subscription subscription,
            Subscription.Version version,
            LocalDate day,
            boolean isLate) {
        if (subscription.isCanceled(day)) {
            return "canceled";
        }
        return switch (version.status()) {
            case ACTIVE -> isLate ? "past_due" : "active";
            case TRIALING, PAUSED -> version.status().code();
        };
    }
}
