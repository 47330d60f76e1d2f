package io.emdia.kpi;

import io.emdia.ledger.Charge;
import io.emdia.ledger.ChargeKey;
import io.emdia.ledger.CustomerKey;
import io.emdia.ledger.States;
import io.emdia.ledger.Subscription;
import io.emdia.ledger.Subscription.SubscriptionKey;
import io.r2dbc.spi.Connection;

import org.jspecify.annotations.Nullable;

import reactor.core.publisher.Mono;

import java.util.Collection;
import java.util.List;

/** A list of charges instead of stored ones; nobody is held and nothing told. */
record ListedStates(List<Charge> charges) implements States {

    @Override
    public Mono<List<Charge>> charges(
            Connection unit, String merchantId, @Nullable ChargeKey after, int limit) {
        return Mono.just(
                charges.stream()
                        .filter(charge -> charge.key().merchantId().equals(merchantId))
                        .filter(charge -> after == null || charge.key().compareTo(after) > 0)
                        .sorted((one, other) -> one.key().compareTo(other.key()))
                        .limit(limit)
                        .toList());
    }

    @Override
    public Mono<List<Subscription>> subscriptions(
            Connection unit, String merchantId, @Nullable SubscriptionKey after, int limit) {
        return Mono.just(List.of());
    }

    @Override
    public Mono<Void> hold(Connection transaction, Collection<CustomerKey> customers) {
        return Mono.empty();
    }

    @Override
    public Mono<List<Subscription>> holdSubscriptions(
            Connection transaction, Collection<SubscriptionKey> keys) {
        return Mono.just(List.of());
    }

    @Override
    public Mono<Void> changed(Connection transaction, String merchantId) {
        return Mono.empty();
    }
}
