package io.emdia.ledger;

import io.emdia.database.Query;
import io.emdia.database.Row;
import io.emdia.ledger.Refolds.Mistake;
import io.emdia.ledger.Refolds.Place;
import io.emdia.ledger.Subscription.SubscriptionKey;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;

import org.jspecify.annotations.Nullable;

import reactor.core.publisher.Mono;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Rows of subscriptions beside their fold. */
record SubscriptionProof(Connection snapshot, RuleRows.Present present) {

    static final String KIND = "subscription";

    private static final String READ =
            """
            select merchant_id, connection_id, subscription_id, rules, customer_id, currency,
                   started_on::text as started_on, state::text as state
            from subscription
            join unnest($1::text[], $2::text[], $3::text[]) as k(m, c, i)
                 on (merchant_id, connection_id, subscription_id) = (m, c, i)\
            """;

    private record Stored(
            SubscriptionKey key,
            @Nullable String rules,
            @Nullable String customerId,
            @Nullable String currency,
            @Nullable String startedOn,
            @Nullable Subscription state) {

        static Stored missing(SubscriptionKey key) {
            return new Stored(key, null, null, null, null, null);
        }

        static Stored of(Readable row) {
            var state = Row.maybeText(row, "state");
            return new Stored(
                    new SubscriptionKey(
                            Row.text(row, "merchant_id"),
                            Row.text(row, "connection_id"),
                            Row.text(row, "subscription_id")),
                    Row.maybeText(row, "rules"),
                    Row.maybeText(row, "customer_id"),
                    Row.maybeText(row, "currency"),
                    Row.maybeText(row, "started_on"),
                    state == null ? null : FactCodec.readState(state, Subscription.class));
        }
    }

    Mono<List<Mistake>> of(List<SubscriptionKey> keys) {
        if (keys.isEmpty()) {
            return Mono.just(List.of());
        }
        return FactRows.load(snapshot, keys.stream().map(Subject::of).toList())
                .zipWhen(_ -> stored(keys), (told, stored) -> mistakes(keys, told, stored));
    }

    private List<Mistake> mistakes(
            List<SubscriptionKey> keys,
            Map<Subject, List<Told>> told,
            Map<SubscriptionKey, Stored> stored) {
        var mistakes = new ArrayList<Mistake>();
        for (var key : keys) {
            var row = stored.getOrDefault(key, Stored.missing(key));
            if (isJudged(row)) {
                mistakes.addAll(mistakes(row, told.getOrDefault(Subject.of(key), List.of())));
            }
        }
        return mistakes;
    }

    private boolean isJudged(Stored stored) {
        var rules = stored.rules();
        return present.isSettled()
                || rules == null
                || rules.equals(present.rules().subscriptionsName());
    }

    /** One that is merely named by charges has a row to lock, folded under no rules. */
    private List<Mistake> mistakes(Stored row, List<Told> told) {
        var key = row.key();
        var folded = SubscriptionFold.fold(key, told, present.rules());
        var compared = new Compared(new Place(KIND, key.connectionId(), key.subscriptionId()));
        if (!told.isEmpty()) {
            compared.column("rules", row.rules(), present.rules().subscriptionsName());
        }
        compared.state(row.state(), folded);
        compared.column("customer_id", row.customerId(), text(folded, SubscriptionProof::customer));
        compared.column("currency", row.currency(), text(folded, Subscription::currency));
        compared.column("started_on", row.startedOn(), text(folded, Subscription::startedOn));
        return compared.mistakes();
    }

    private static String customer(Subscription subscription) {
        return subscription.versions().getLast().customerId();
    }

    private static @Nullable String text(
            @Nullable Subscription state, Function<Subscription, Object> column) {
        return state == null ? null : column.apply(state).toString();
    }

    private Mono<Map<SubscriptionKey, Stored>> stored(List<SubscriptionKey> keys) {
        return Query.on(snapshot, READ)
                .with(Columns.text(keys, SubscriptionKey::merchantId))
                .with(Columns.text(keys, SubscriptionKey::connectionId))
                .with(Columns.text(keys, SubscriptionKey::subscriptionId))
                .rows(Stored::of)
                .map(rows -> rows.stream().collect(Collectors.toMap(Stored::key, row -> row)));
    }
}
