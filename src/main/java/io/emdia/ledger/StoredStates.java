package io.emdia.ledger;

import io.emdia.database.Query;
import io.emdia.database.Row;
import io.emdia.ledger.Subscription.SubscriptionKey;
import io.r2dbc.spi.Connection;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Reads states as the ledger wrote them. */
@Component
final class StoredStates implements States {

    private static final String PAGE =
            """
            select state::text as state from %1$s
            where merchant_id = $1 and (connection_id, %1$s_id) > ($2, $3) and state is not null
            order by connection_id, %1$s_id limit $4\
            """;

    private static final String CHARGES = PAGE.formatted("charge");
    private static final String SUBSCRIPTIONS = PAGE.formatted("subscription");

    @Override
    public Mono<List<Charge>> charges(
            Connection unit, String merchantId, @Nullable ChargeKey after, int limit) {
        var connection = after == null ? "" : after.connectionId();
        var id = after == null ? "" : after.chargeId();
        return page(Query.on(unit, CHARGES), merchantId, connection, id, limit, Charge.class);
    }

    @Override
    public Mono<List<Subscription>> subscriptions(
            Connection unit, String merchantId, @Nullable SubscriptionKey after, int limit) {
        var connection = after == null ? "" : after.connectionId();
        var id = after == null ? "" : after.subscriptionId();
        var query = Query.on(unit, SUBSCRIPTIONS);
        return page(query, merchantId, connection, id, limit, Subscription.class);
    }

    private static <T> Mono<List<T>> page(
            Query query,
            String merchantId,
            String connectionId,
            String id,
            int limit,
            Class<T> type) {
        return query.with(merchantId)
                .with(connectionId)
                .with(id)
                .with((long) limit)
                .rows(row -> FactCodec.readState(Row.text(row, "state"), type));
    }

    @Override
    public Mono<Void> hold(Connection transaction, Collection<CustomerKey> customers) {
        return CustomerRows.hold(transaction, customers);
    }

    @Override
    public Mono<List<Subscription>> holdSubscriptions(
            Connection transaction, Collection<SubscriptionKey> keys) {
        return SubscriptionRows.lock(transaction, new TreeSet<>(keys)).map(StoredStates::known);
    }

    private static List<Subscription> known(List<SubscriptionRows.Stored> rows) {
        return rows.stream()
                .map(SubscriptionRows.Stored::state)
                .flatMap(Stream::ofNullable)
                .toList();
    }

    @Override
    public Mono<Void> changed(Connection transaction, String merchantId) {
        return ProgressRows.bump(transaction, List.of(merchantId));
    }
}
