package io.emdia.ledger;

import io.emdia.database.Query;
import io.emdia.database.Row;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;

import org.jspecify.annotations.Nullable;

import reactor.core.publisher.Mono;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The charge rows of one transaction. */
final class ChargeRows {

    private static final String PLACE =
            """
            insert into charge (merchant_id, connection_id, charge_id)
            select * from unnest($1::text[], $2::text[], $3::text[])
            on conflict do nothing\
            """;

    private static final String READ =
            """
            select merchant_id, connection_id, charge_id, rules, state::text as state
            from charge
            join unnest($1::text[], $2::text[], $3::text[]) as k(m, c, i)
                 on (merchant_id, connection_id, charge_id) = (m, c, i)\
            """;

    /** Ordered by an index scan per key, so the locks are taken in the keys' order. */
    private static final String LOCK =
            READ + " order by merchant_id, connection_id, charge_id for update of charge";

    /** In the keys' order, so that no two transactions wait for each other's new rows. */
    private static final String INSERT =
            """
            insert into charge (merchant_id, connection_id, charge_id, rules, customer_id,
                subscription_id, currency, method, amount, issued_on, due_on, effective_due_on,
                canceled_on, state, turns, statuses, open_amounts, paid_amounts, refunded_amounts,
                silent, owed_amounts, settled_days)
            select m, c, i, rules, customer, subscription, currency, method, amount, issued::date,
                due::date, effective::date, canceled::date, state::jsonb, turns::date[],
                statuses::text[], open::bigint[], paid::bigint[], refunded::bigint[],
                silent, owed::bigint[], settled::date[]
            from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
                        $7::text[], $8::text[], $9::bigint[], $10::text[], $11::text[],
                        $12::text[], $13::text[], $14::text[], $15::text[], $16::text[],
                        $17::text[], $18::text[], $19::text[], $20::boolean[], $21::text[],
                        $22::text[])
                 as x(m, c, i, rules, customer, subscription, currency, method, amount, issued,
                      due, effective, canceled, state, turns, statuses, open, paid, refunded, silent,
                      owed, settled)
            on conflict do nothing
            returning merchant_id, connection_id, charge_id\
            """;

    private static final String WRITE =
            """
            update charge set rules = x.rules, customer_id = x.customer,
                subscription_id = x.subscription, currency = x.currency, method = x.method,
                amount = x.amount, issued_on = x.issued::date, due_on = x.due::date,
                effective_due_on = x.effective::date, canceled_on = x.canceled::date,
                state = x.state::jsonb, turns = x.turns::date[], statuses = x.statuses::text[],
                open_amounts = x.open::bigint[], paid_amounts = x.paid::bigint[],
                refunded_amounts = x.refunded::bigint[], silent = x.silent,
                owed_amounts = x.owed::bigint[], settled_days = x.settled::date[]
            from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
                        $7::text[], $8::text[], $9::bigint[], $10::text[], $11::text[],
                        $12::text[], $13::text[], $14::text[], $15::text[], $16::text[],
                        $17::text[], $18::text[], $19::text[], $20::boolean[], $21::text[],
                        $22::text[])
                 as x(m, c, i, rules, customer, subscription, currency, method, amount, issued,
                      due, effective, canceled, state, turns, statuses, open, paid, refunded, silent,
                      owed, settled)
            where (charge.merchant_id, charge.connection_id, charge.charge_id) = (x.m, x.c, x.i)\
            """;

    private ChargeRows() {}

    /**
     * @param rules what the state was folded under; null on a row just placed
     */
    record Stored(ChargeKey key, @Nullable String rules, @Nullable Charge state) {}

    /** Places what is missing, then locks all in key order. */
    static Mono<Map<ChargeKey, Stored>> lock(Connection transaction, Collection<ChargeKey> keys) {
        var sorted = keys.stream().sorted().toList();
        if (sorted.isEmpty()) {
            return Mono.just(Map.of());
        }
        return keyed(Query.on(transaction, PLACE), sorted)
                .run()
                .then(
                        Mono.defer(
                                () ->
                                        keyed(Query.on(transaction, LOCK), sorted)
                                                .rows(ChargeRows::stored)))
                .map(rows -> rows.stream().collect(Collectors.toMap(Stored::key, row -> row)));
    }

    /** As they are, locking nothing; one that is missing is as if it was just placed. */
    static Mono<Map<ChargeKey, Stored>> read(Connection unit, Collection<ChargeKey> keys) {
        var rows = new HashMap<ChargeKey, Stored>();
        keys.forEach(key -> rows.put(key, new Stored(key, null, null)));
        return keyed(Query.on(unit, READ), List.copyOf(keys))
                .rows(ChargeRows::stored)
                .map(
                        found -> {
                            found.forEach(row -> rows.put(row.key(), row));
                            return rows;
                        });
    }

    /** A charge to write, null where it does not count. */
    record Written(ChargeKey key, String rules, @Nullable Charge state) {

        @Nullable String of(Function<Charge, @Nullable Object> column) {
            var value = state == null ? null : column.apply(state);
            return value == null ? null : value.toString();
        }

        @Nullable ChargeSteps steps() {
            return state == null ? null : ChargeSteps.of(state);
        }
    }

    /** Inserts whole rows, in key order; answers which of them were not there before. */
    static Mono<List<ChargeKey>> insert(Connection transaction, List<Written> rows) {
        if (rows.isEmpty()) {
            return Mono.just(List.of());
        }
        return bind(Query.on(transaction, INSERT), rows).rows(ChargeRows::key);
    }

    static Mono<Void> write(Connection transaction, List<Written> rows) {
        if (rows.isEmpty()) {
            return Mono.empty();
        }
        return bind(Query.on(transaction, WRITE), rows).run();
    }

    private static Query bind(Query query, List<Written> rows) {
        var steps = rows.stream().map(Written::steps).toArray(ChargeSteps[]::new);
        return keyed(query, rows.stream().map(Written::key).toList())
                .with(Columns.text(rows, Written::rules))
                .with(Columns.text(rows, row -> row.of(Charge::customerId)))
                .with(Columns.text(rows, row -> row.of(Charge::subscriptionId)))
                .with(Columns.text(rows, row -> row.of(Charge::currency)))
                .with(Columns.text(rows, row -> row.of(charge -> charge.method().code())))
                .with(
                        Columns.numbers(
                                rows, row -> row.state() == null ? null : row.state().amount()))
                .with(Columns.text(rows, row -> row.of(Charge::issuedOn)))
                .with(Columns.text(rows, row -> row.of(Charge::dueOn)))
                .with(Columns.text(rows, row -> row.of(Charge::effectiveDueOn)))
                .with(Columns.text(rows, row -> row.of(Charge::canceledOn)))
                .with(Columns.text(rows, row -> row.of(FactCodec::writeState)))
                .with(arrays(steps, ChargeSteps::turns))
                .with(arrays(steps, ChargeSteps::statuses))
                .with(arrays(steps, ChargeSteps::open))
                .with(arrays(steps, ChargeSteps::paid))
                .with(arrays(steps, ChargeSteps::refunded))
                .with(silent(rows))
                .with(arrays(steps, ChargeSteps::owed))
                .with(arrays(steps, ChargeSteps::settled));
    }

    private static @Nullable Boolean[] silent(List<Written> rows) {
        return rows.stream()
                .map(row -> row.state() == null ? null : row.state().silent())
                .toArray(Boolean[]::new);
    }

    private static @Nullable String[] arrays(
            @Nullable ChargeSteps[] steps, Function<ChargeSteps, List<?>> column) {
        return Arrays.stream(steps)
                .map(step -> step == null ? null : Columns.literal(column.apply(step)))
                .toArray(String[]::new);
    }

    private static Query keyed(Query query, List<ChargeKey> keys) {
        return query.with(Columns.text(keys, ChargeKey::merchantId))
                .with(Columns.text(keys, ChargeKey::connectionId))
                .with(Columns.text(keys, ChargeKey::chargeId));
    }

    static ChargeKey key(Readable row) {
        return new ChargeKey(
                Row.text(row, "merchant_id"),
                Row.text(row, "connection_id"),
                Row.text(row, "charge_id"));
    }

    private static Stored stored(Readable row) {
        var state = Row.maybeText(row, "state");
        return new Stored(
                key(row),
                Row.maybeText(row, "rules"),
                state == null ? null : FactCodec.readState(state, Charge.class));
    }
}
