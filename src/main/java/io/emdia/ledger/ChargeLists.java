package io.emdia.ledger;

import io.emdia.database.Conditions;
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
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Charges as asked for, at any day: status and amounts are looked up in their steps. */
@Component
final class ChargeLists {

    /** $1 is the merchant, $2 the day as of whose end. */
    static final String COLUMNS =
            """
            select connection_id, charge_id, customer_id, subscription_id, currency, method, amount,
                   issued_on, due_on, effective_due_on,
                   coalesce(statuses[width_bucket($2::date, turns)], 'pending') as status,
                   coalesce(open_amounts[width_bucket($2::date, turns)], 0) as open_amount,
                   coalesce(paid_amounts[width_bucket($2::date, turns)], 0) as paid_amount,
                   coalesce(refunded_amounts[width_bucket($2::date, turns)], 0) as refunded_amount,
                   coalesce(silent, false) as silent
            from charge
            where merchant_id = $1 and effective_due_on is not null\
            """;

    /** Then they are put in order: what few meet is not looked for along an index. */
    private static final String ALL_FIRST = " offset 0";

    private static final String ONE = COLUMNS + " and connection_id = $3 and charge_id = $4";

    private final Database database;
    private final Persons persons;

    ChargeLists(Database database, Persons persons) {
        this.database = database;
        this.persons = persons;
    }

    /**
     * Amounts in minor units at the asked day.
     *
     * @param doubtful long overdue, and its gateway has said nothing since it was due
     */
    record Item(
            String connectionId,
            String chargeId,
            @Nullable String customerId,
            @Nullable String customerName,
            @Nullable String subscriptionId,
            String currency,
            String method,
            long amount,
            LocalDate issuedOn,
            @Nullable LocalDate dueOn,
            LocalDate effectiveDueOn,
            String status,
            long openAmount,
            long paidAmount,
            long refundedAmount,
            long daysOverdue,
            boolean doubtful) {

        Optional<CustomerKey> customer(String merchantId) {
            return Optional.ofNullable(customerId)
                    .map(id -> new CustomerKey(merchantId, connectionId, id));
        }

        Item named(@Nullable String name) {
            return new Item(
                    connectionId,
                    chargeId,
                    customerId,
                    name,
                    subscriptionId,
                    currency,
                    method,
                    amount,
                    issuedOn,
                    dueOn,
                    effectiveDueOn,
                    status,
                    openAmount,
                    paidAmount,
                    refundedAmount,
                    daysOverdue,
                    doubtful);
        }
    }

    /**
     * @param doubtfulAfterDays days of silence after which an overdue charge is doubtful
     */
    record AsOf(LocalDate day, int doubtfulAfterDays) {}

    /**
     * One page of a list.
     *
     * @param cursor of the page before it; null for the first
     */
    record Listed(
            String merchantId,
            AsOf asOf,
            ChargeFilter filter,
            ListOrder order,
            int size,
            @Nullable String cursor) {

        Query on(Connection connection, Sought sought) {
            var conditions = Conditions.after(merchantId, asOf.day());
            var found = sought.isNothing() ? null : ChargeMatches.of(sought, conditions);
            filter.narrow(conditions, asOf.doubtfulAfterDays());
            var charges = COLUMNS + conditions.text() + (filter.isOfFew() ? ALL_FIRST : "");
            var behind = conditions.apart();
            order.after(cursor, behind);
            var from = found == null ? "(" + charges + ")" : found.reading(charges);
            var sql =
                    "select item.* from %s as item where true%s order by %s limit %d"
                            .formatted(from, behind.text(), order.sql(), size + 1);
            return conditions.on(connection, sql);
        }
    }

    Mono<Page<Item>> list(Listed listed) {
        return persons.sought(listed.merchantId(), listed.filter().text())
                .flatMap(
                        sought ->
                                database.read(
                                        Scope.of(listed.merchantId()),
                                        connection -> items(connection, listed, sought)))
                .map(
                        rows ->
                                Page.of(
                                        rows,
                                        listed.size(),
                                        last -> ChargeOrder.cursor(listed.order(), last)));
    }

    private Mono<List<Item>> items(Connection connection, Listed listed, Sought sought) {
        return listed.on(connection, sought)
                .rows(row -> item(row, listed.asOf()))
                .flatMap(items -> named(connection, listed.merchantId(), items));
    }

    /** With what their customers are called. */
    Mono<List<Item>> named(Connection connection, String merchant, List<Item> items) {
        var customers = items.stream().flatMap(item -> item.customer(merchant).stream()).toList();
        return persons.names(connection, customers)
                .map(
                        names ->
                                items.stream()
                                        .map(item -> item.named(name(names, merchant, item)))
                                        .toList());
    }

    private static @Nullable String name(
            Map<CustomerKey, String> names, String merchant, Item item) {
        return item.customer(merchant).map(names::get).orElse(null);
    }

    /** By any of its ids; empty when none of them is a charge that counts. */
    Mono<Item> one(String merchant, AsOf asOf, String connectionId, String chargeId) {
        var key = new ChargeKey(merchant, connectionId, chargeId);
        return database.read(
                Scope.of(merchant),
                connection ->
                        one(connection, key, asOf)
                                .switchIfEmpty(Mono.defer(() -> named(connection, key, asOf))));
    }

    private Mono<Item> one(Connection connection, ChargeKey key, AsOf asOf) {
        return Query.on(connection, ONE)
                .with(key.merchantId())
                .with(asOf.day())
                .with(key.connectionId())
                .with(key.chargeId())
                .row(row -> item(row, asOf))
                .flatMap(item -> named(connection, key.merchantId(), List.of(item)))
                .map(List::getFirst);
    }

    private Mono<Item> named(Connection connection, ChargeKey key, AsOf asOf) {
        return ChargeNames.chargeOf(connection, key)
                .filter(id -> !id.equals(key.chargeId()))
                .flatMap(id -> one(connection, ChargeSets.sibling(key, id), asOf));
    }

    /**
     * What was told of the charge, under all of its ids, from the oldest to the newest by truth.
     */
    Mono<List<Timeline.Step>> timeline(String merchant, String connectionId, String chargeId) {
        var key = new ChargeKey(merchant, connectionId, chargeId);
        return database.read(
                Scope.of(merchant),
                connection ->
                        SubjectRows.names(connection, List.of(key))
                                .flatMap(
                                        names ->
                                                Timeline.of(
                                                        connection,
                                                        names.stream().map(Subject::of).toList())));
    }

    static Item item(Readable row, AsOf asOf) {
        var due = Row.day(row, "effective_due_on");
        var open = Row.number(row, "open_amount");
        var late = open > 0 ? Math.max(0, ChronoUnit.DAYS.between(due, asOf.day())) : 0;
        return new Item(
                Row.text(row, "connection_id"),
                Row.text(row, "charge_id"),
                Row.maybeText(row, "customer_id"),
                null,
                Row.maybeText(row, "subscription_id"),
                Row.text(row, "currency"),
                Row.text(row, "method"),
                Row.number(row, "amount"),
                Row.day(row, "issued_on"),
                Row.maybeDay(row, "due_on"),
                due,
                Row.text(row, "status"),
                open,
                Row.number(row, "paid_amount"),
                Row.number(row, "refunded_amount"),
                late,
                late > asOf.doubtfulAfterDays() && Row.truth(row, "silent"));
    }
}
