package io.emdia.ledger;

import io.emdia.database.Query;
import io.emdia.database.Row;
import io.emdia.ledger.Subscription.SubscriptionKey;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;

import org.jspecify.annotations.Nullable;

import reactor.core.publisher.Mono;

import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.function.Function;

/** The subscription rows of one transaction. */
final class SubscriptionRows {

    private static final String PLACE =
            """
            insert into subscription (merchant_id, connection_id, subscription_id)
            select * from unnest($1::text[], $2::text[], $3::text[])
            on conflict do nothing\
            """;

    private static final String LOCK =
            """
            select merchant_id, connection_id, subscription_id, rules, state::text as state
            from subscription
            join unnest($1::text[], $2::text[], $3::text[]) as k(m, c, i)
                 on (merchant_id, connection_id, subscription_id) = (m, c, i)
            order by merchant_id, connection_id, subscription_id
            for update of subscription\
            """;

    private static final String WRITE =
            """
            update subscription set rules = x.rules, customer_id = x.customer,
                currency = x.currency, started_on = x.started::date, state = x.state::jsonb,
                plan_order = x.plan_order, monthly_amount = x.monthly_amount
            from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
                        $7::text[], $8::text[], $9::text[], $10::bigint[])
                 as x(m, c, i, rules, customer, currency, started, state, plan_order,
                      monthly_amount)
            where (merchant_id, connection_id, subscription_id) = (x.m, x.c, x.i)\
            """;

    private SubscriptionRows() {}

    /**
     * @param rules what the state was folded under; null on a row just placed
     */
    record Stored(SubscriptionKey key, @Nullable String rules, @Nullable Subscription state) {}

    /** A subscription to write, null where it is not known enough. */
    record Written(SubscriptionKey key, String rules, @Nullable Subscription state) {

        @Nullable String of(Function<Subscription, @Nullable Object> column) {
            var value = state == null ? null : column.apply(state);
            return value == null ? null : value.toString();
        }

        <T> @Nullable T newest(Function<Subscription.Version, @Nullable T> column) {
            return state == null ? null : column.apply(state.versions().getLast());
        }
    }

    /** Places what is missing, then locks all in key order, in which they are answered. */
    static Mono<List<Stored>> lock(Connection transaction, SortedSet<SubscriptionKey> keys) {
        if (keys.isEmpty()) {
            return Mono.just(List.of());
        }
        return keyed(Query.on(transaction, PLACE), keys)
                .run()
                .then(
                        Mono.defer(
                                () ->
                                        keyed(Query.on(transaction, LOCK), keys)
                                                .rows(SubscriptionRows::stored)));
    }

    static Mono<Void> write(Connection transaction, List<Written> rows) {
        if (rows.isEmpty()) {
            return Mono.empty();
        }
        return keyed(Query.on(transaction, WRITE), rows.stream().map(Written::key).toList())
                .with(Columns.text(rows, Written::rules))
                .with(Columns.text(rows, row -> row.newest(Subscription.Version::customerId)))
                .with(Columns.text(rows, row -> row.of(Subscription::currency)))
                .with(Columns.text(rows, row -> row.of(Subscription::startedOn)))
                .with(Columns.text(rows, row -> row.of(FactCodec::writeState)))
                .with(Columns.text(rows, row -> row.newest(SubscriptionOrder::plan)))
                .with(Columns.numbers(rows, row -> row.newest(SubscriptionOrder::monthlyAmount)))
                .run();
    }

    private static Stored stored(Readable row) {
        var state = Row.maybeText(row, "state");
        return new Stored(
                new SubscriptionKey(
                        Row.text(row, "merchant_id"),
                        Row.text(row, "connection_id"),
                        Row.text(row, "subscription_id")),
                Row.maybeText(row, "rules"),
                state == null ? null : FactCodec.readState(state, Subscription.class));
    }

    private static Query keyed(Query query, Collection<SubscriptionKey> keys) {
        return query.with(Columns.text(keys, SubscriptionKey::merchantId))
                .with(Columns.text(keys, SubscriptionKey::connectionId))
                .with(Columns.text(keys, SubscriptionKey::subscriptionId));
    }
}
