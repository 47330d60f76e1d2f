package io.emdia.ledger;

import io.emdia.ledger.Subscription.SubscriptionKey;
import io.r2dbc.spi.Connection;

import org.jspecify.annotations.Nullable;

import reactor.core.publisher.Mono;

import java.util.Collection;
import java.util.List;

/** The stored states that figures are made of, for whoever makes them again. */
public interface States {

    /** So many charges that count after a key, in key order; fewer are the last ones. */
    Mono<List<Charge>> charges(
            Connection unit, String merchantId, @Nullable ChargeKey after, int limit);

    /** The same of subscriptions. */
    Mono<List<Subscription>> subscriptions(
            Connection unit, String merchantId, @Nullable SubscriptionKey after, int limit);

    /** Locks customers: who moves what is kept of a customer holds it until the commit. */
    Mono<Void> hold(Connection transaction, Collection<CustomerKey> customers);

    /** Locks subscriptions, and answers those that are known enough, in key order. */
    Mono<List<Subscription>> holdSubscriptions(
            Connection transaction, Collection<SubscriptionKey> keys);

    /** Says, last of all in a transaction, that figures of a merchant changed. */
    Mono<Void> changed(Connection transaction, String merchantId);
}
