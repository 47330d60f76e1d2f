package io.emdia.ledger;

import io.emdia.database.Query;
import io.emdia.database.Row;
import io.r2dbc.spi.Connection;

import org.jspecify.annotations.Nullable;

import reactor.core.publisher.Mono;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
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
            select subscription_id from subscription
            join unnest($1::text[], $2::text[], $3::text[]) as k(m, c, i)
                 on (merchant_id, connection_id, subscription_id) = (m, c, i)
            order by merchant_id, connection_id, subscription_id
            for update of subscription\
            """;

    private static final String WRITE =
            """
            update subscription set rules = x.rules, customer_id = x.customer,
                currency = x.currency, started_on = x.started::date, state = x.state::jsonb
            from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
                        $7::text[], $8::text[]) as x(m, c, i, rules, customer, currency, started,
                        state)
            where (merchant_id, connection_id, subscription_id) = (x.m, x.c, x.i)\
            """;

    private SubscriptionRows() {}

    private record Written(
            Subscription.SubscriptionKey key, String rules, @Nullable Subscription state) {

        @Nullable String of(Function<Subscription, @Nullable Object> column) {
            var value = state == null ? null : column.apply(state);
            return value == null ? null : value.toString();
        }
    }

    /** Locks, loads, folds and writes. */
    static Mono<Void> refold(
            Connection transaction,
            Collection<Subscription.SubscriptionKey> keys,
            Map<String, Rules> rules) {
        var sorted = keys.stream().sorted().toList();
        if (sorted.isEmpty()) {
            return Mono.empty();
        }
        return keyed(Query.on(transaction, PLACE), sorted)
                .run()
                .then(Mono.defer(() -> locked(transaction, sorted)))
                .then(
                        Mono.defer(
                                () ->
                                        FactRows.load(
                                                transaction,
                                                sorted.stream().map(Subject::of).toList())))
                .flatMap(told -> write(transaction, folded(sorted, told, rules)));
    }

    private static Mono<List<String>> locked(
            Connection transaction, List<Subscription.SubscriptionKey> keys) {
        return keyed(Query.on(transaction, LOCK), keys)
                .rows(row -> Row.text(row, "subscription_id"));
    }

    private static List<Written> folded(
            List<Subscription.SubscriptionKey> keys,
            Map<Subject, List<Told>> told,
            Map<String, Rules> rules) {
        var written = new ArrayList<Written>();
        for (var key : keys) {
            var under = rules.get(key.merchantId());
            if (under == null) {
                throw new IllegalStateException("no rules were loaded for " + key.merchantId());
            }
            var facts = told.getOrDefault(Subject.of(key), List.of());
            written.add(new Written(key, under.name(), SubscriptionFold.fold(key, facts, under)));
        }
        return written;
    }

    private static Mono<Void> write(Connection transaction, List<Written> rows) {
        return keyed(Query.on(transaction, WRITE), rows.stream().map(Written::key).toList())
                .with(Columns.text(rows, Written::rules))
                .with(
                        Columns.text(
                                rows,
                                row -> row.of(state -> state.versions().getLast().customerId())))
                .with(Columns.text(rows, row -> row.of(Subscription::currency)))
                .with(Columns.text(rows, row -> row.of(Subscription::startedOn)))
                .with(Columns.text(rows, row -> row.of(FactCodec::writeState)))
                .run();
    }

    private static Query keyed(Query query, Collection<Subscription.SubscriptionKey> keys) {
        return query.with(Columns.text(keys, Subscription.SubscriptionKey::merchantId))
                .with(Columns.text(keys, Subscription.SubscriptionKey::connectionId))
                .with(Columns.text(keys, Subscription.SubscriptionKey::subscriptionId));
    }
}
