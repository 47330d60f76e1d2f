package io.emdia.ledger;

import io.emdia.database.Query;
import io.emdia.database.Row;
import io.emdia.ledger.Subscription.SubscriptionKey;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;

import org.jspecify.annotations.Nullable;

import reactor.core.publisher.Mono;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The states that stand in the rows now, read without a lock and decoded by who asks for them. */
final class RecollectedRows {

    private static final String CHARGES =
            """
            select k.*, c.state
            from unnest($1::text[], $2::text[], $3::text[])
                 as k(merchant_id, connection_id, charge_id)
            cross join lateral (
                select state::text as state from charge c
                where (c.merchant_id, c.connection_id, c.charge_id)
                    = (k.merchant_id, k.connection_id, k.charge_id)
                offset 0) c
            where c.state is not null\
            """;

    private static final String SUBSCRIPTIONS =
            """
            select k.*, s.state
            from unnest($1::text[], $2::text[], $3::text[])
                 as k(merchant_id, connection_id, subscription_id)
            cross join lateral (
                select state::text as state from subscription s
                where (s.merchant_id, s.connection_id, s.subscription_id)
                    = (k.merchant_id, k.connection_id, k.subscription_id)
                offset 0) s
            where s.state is not null\
            """;

    private RecollectedRows() {}

    private record Stored<K>(K key, String state) {}

    static Mono<Recollection.Now> now(
            Connection unit,
            Collection<ChargeKey> charges,
            Collection<SubscriptionKey> subscriptions) {
        return charges(unit, charges)
                .flatMap(
                        texts ->
                                subscriptions(unit, subscriptions)
                                        .map(others -> new Recollection.Now(texts, others)));
    }

    /** Only charges that count are in the map. */
    private static Mono<Map<ChargeKey, String>> charges(
            Connection unit, Collection<ChargeKey> keys) {
        if (keys.isEmpty()) {
            return Mono.just(Map.of());
        }
        return keyed(unit, CHARGES, keys, Subject::of)
                .rows(row -> new Stored<>(ChargeRows.key(row), Row.text(row, "state")))
                .map(RecollectedRows::byKey);
    }

    /** Only subscriptions that count are in the map. */
    private static Mono<Map<SubscriptionKey, String>> subscriptions(
            Connection unit, Collection<SubscriptionKey> keys) {
        if (keys.isEmpty()) {
            return Mono.just(Map.of());
        }
        return keyed(unit, SUBSCRIPTIONS, keys, Subject::of)
                .rows(row -> new Stored<>(subscriptionKey(row), Row.text(row, "state")))
                .map(RecollectedRows::byKey);
    }

    static SubscriptionKey subscriptionKey(Readable row) {
        return new SubscriptionKey(
                Row.text(row, "merchant_id"),
                Row.text(row, "connection_id"),
                Row.text(row, "subscription_id"));
    }

    private static <K> Query keyed(
            Connection unit, String sql, Collection<K> keys, Function<K, Subject> subject) {
        var subjects = keys.stream().map(subject).toList();
        return Query.on(unit, sql)
                .with(Columns.text(subjects, Subject::merchantId))
                .with(Columns.text(subjects, Subject::connectionId))
                .with(Columns.text(subjects, Subject::id));
    }

    private static <K> Map<K, String> byKey(List<Stored<K>> rows) {
        var byKey = new HashMap<K, String>();
        rows.forEach(row -> byKey.put(row.key(), row.state()));
        return byKey;
    }

    static @Nullable Charge charge(@Nullable String state) {
        return state == null ? null : FactCodec.readState(state, Charge.class);
    }

    static @Nullable Subscription subscription(@Nullable String state) {
        return state == null ? null : FactCodec.readState(state, Subscription.class);
    }
}
