package io.emdia.ledger;

import io.emdia.database.Database;
import io.emdia.database.Query;
import io.emdia.database.Row;
import io.emdia.http.Cursor;
import io.emdia.http.DayParameter;
import io.emdia.http.Page;
import io.emdia.http.Problem;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;

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

    /** $3 to $8 as {@link #asked} binds them. */
    static final String FILTER =
            """
             and ($3::text is null or customer_id = $3)
              and ($4::date is null or effective_due_on >= $4::date)
              and ($5::date is null or effective_due_on <= $5::date)
              and ($6::text is null
                   or coalesce(statuses[width_bucket($2::date, turns)], 'pending') = $6)
              and ($7::boolean is null
                   or (coalesce(silent, false) and effective_due_on < $2::date - $8::integer
                       and coalesce(open_amounts[width_bucket($2::date, turns)], 0) > 0)
                      = $7)\
            """;

    private static final String LIST =
            COLUMNS
                    + FILTER
                    + """
                     and ($9::date is null or effective_due_on < $9::date
                           or (effective_due_on = $9::date and (connection_id, charge_id) > ($10, $11)))
                    order by effective_due_on desc, connection_id, charge_id limit $12\
                    """;

    private static final String ONE = COLUMNS + " and connection_id = $3 and charge_id = $4";

    private static final String FACTS =
            """
            select e.event_id, e.type, e.gateway, e.happened_at, e.recorded_at,
                   e.facts::text as facts
            from event_subject s
            join event e using (merchant_id, connection_id, event_id)
            where s.merchant_id = $1 and s.connection_id = $2 and s.kind = 'charge'
              and s.subject_id = any($3)
            order by e.happened_at, e.event_id limit $4\
            """;

    /** A timeline longer than this shows its beginning. */
    private static final long EVENTS_MAX = 1_000;

    private final Database database;

    ChargeLists(Database database) {
        this.database = database;
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
            boolean doubtful) {}

    /** An event that told something of a charge. */
    record Step(
            String eventId,
            String type,
            String gateway,
            Instant timestamp,
            Instant recordedAt,
            List<Object> facts) {}

    record Filter(
            @Nullable String status,
            @Nullable String customerId,
            @Nullable LocalDate dueFrom,
            @Nullable LocalDate dueTo,
            @Nullable Boolean doubtful) {

        /** Reads the parameters of a request; a 400 names the one that is wrong. */
        static Filter of(
                @Nullable String status,
                @Nullable String customerId,
                @Nullable String dueFrom,
                @Nullable String dueTo,
                @Nullable String doubtful) {
            return new Filter(
                    status(status),
                    customerId,
                    DayParameter.read("due_from", dueFrom),
                    DayParameter.read("due_to", dueTo),
                    truth(doubtful));
        }

        private static @Nullable Boolean truth(@Nullable String asked) {
            if (asked != null && !asked.equals("true") && !asked.equals("false")) {
                throw Problem.invalid("doubtful", "must be true or false");
            }
            return asked == null ? null : Boolean.valueOf(asked);
        }

        private static @Nullable String status(@Nullable String asked) {
            var codes = Arrays.stream(ChargeStatus.values()).map(ChargeStatus::code).toList();
            if (asked != null && !codes.contains(asked)) {
                throw Problem.invalid("status", "must be one of " + codes);
            }
            return asked;
        }
    }

    /**
     * @param doubtfulAfterDays days of silence after which an overdue charge is doubtful
     */
    record AsOf(LocalDate day, int doubtfulAfterDays) {}

    Mono<Page<Item>> list(
            String merchant, AsOf asOf, Filter filter, int size, @Nullable String cursor) {
        var after = cursor == null ? null : Cursor.decode(cursor, 3);
        return database.read(
                        connection ->
                                listed(connection, merchant, asOf, filter, after)
                                        .with(size + 1L)
                                        .rows(row -> item(row, asOf)))
                .map(rows -> Page.of(rows, size, ChargeLists::cursor));
    }

    private static Query listed(
            Connection connection,
            String merchant,
            AsOf asOf,
            Filter filter,
            @Nullable Cursor after) {
        var due = after == null ? null : DayParameter.read("cursor", after.parts().get(0));
        return asked(Query.on(connection, LIST), merchant, asOf, filter)
                .with(due, LocalDate.class)
                .with(after == null ? "" : after.parts().get(1))
                .with(after == null ? "" : after.parts().get(2));
    }

    /** Binds what {@link #COLUMNS} and {@link #FILTER} take. */
    static Query asked(Query query, String merchant, AsOf asOf, Filter filter) {
        return query.with(merchant)
                .with(asOf.day())
                .with(filter.customerId(), String.class)
                .with(filter.dueFrom(), LocalDate.class)
                .with(filter.dueTo(), LocalDate.class)
                .with(filter.status(), String.class)
                .with(filter.doubtful(), Boolean.class)
                .with(asOf.doubtfulAfterDays());
    }

    /** By any of its ids; empty when none of them is a charge that counts. */
    Mono<Item> one(String merchant, AsOf asOf, String connectionId, String chargeId) {
        var key = new ChargeKey(merchant, connectionId, chargeId);
        return database.read(
                connection ->
                        one(connection, key, asOf)
                                .switchIfEmpty(Mono.defer(() -> named(connection, key, asOf))));
    }

    private static Mono<Item> one(Connection connection, ChargeKey key, AsOf asOf) {
        return Query.on(connection, ONE)
                .with(key.merchantId())
                .with(asOf.day())
                .with(key.connectionId())
                .with(key.chargeId())
                .row(row -> item(row, asOf));
    }

    private static Mono<Item> named(Connection connection, ChargeKey key, AsOf asOf) {
        return ChargeNames.chargeOf(connection, key)
                .filter(id -> !id.equals(key.chargeId()))
                .flatMap(id -> one(connection, ChargeSets.sibling(key, id), asOf));
    }

    /**
     * What was told of the charge, under all of its ids, from the oldest to the newest by truth.
     */
    Mono<List<Step>> timeline(String merchant, String connectionId, String chargeId) {
        var key = new ChargeKey(merchant, connectionId, chargeId);
        return database.read(
                connection ->
                        SubjectRows.names(connection, List.of(key))
                                .flatMap(names -> timeline(connection, key, names)));
    }

    private static Mono<List<Step>> timeline(
            Connection connection, ChargeKey key, List<ChargeKey> names) {
        return Query.on(connection, FACTS)
                .with(key.merchantId())
                .with(key.connectionId())
                .with(Columns.text(names, ChargeKey::chargeId))
                .with(EVENTS_MAX)
                .rows(ChargeLists::step)
                .map(steps -> steps.stream().distinct().toList());
    }

    private static Cursor cursor(Item last) {
        return Cursor.of(last.effectiveDueOn().toString(), last.connectionId(), last.chargeId());
    }

    static Item item(Readable row, AsOf asOf) {
        var due = Row.day(row, "effective_due_on");
        var open = Row.number(row, "open_amount");
        var late = open > 0 ? Math.max(0, ChronoUnit.DAYS.between(due, asOf.day())) : 0;
        return new Item(
                Row.text(row, "connection_id"),
                Row.text(row, "charge_id"),
                Row.maybeText(row, "customer_id"),
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

    private static Step step(Readable row) {
        return new Step(
                Row.text(row, "event_id"),
                Row.text(row, "type"),
                Row.text(row, "gateway"),
                Row.instant(row, "happened_at"),
                Row.instant(row, "recorded_at"),
                FactCodec.read(Row.text(row, "facts")).stream().map(FactCodec::view).toList());
    }
}
