package io.emdia.ledger;

import io.emdia.ledger.Subscription.SubscriptionKey;
import io.r2dbc.spi.Connection;

import org.jspecify.annotations.Nullable;

import reactor.core.publisher.Mono;

import java.util.List;

/**
 * Figures kept beside the ledger, moved in the ledger's own transaction. Called once a transaction,
 * with the changed charges, the customers they are and were of and the subscriptions locked;
 * several transactions may move figures of one merchant at the same time, so cells are touched in
 * key order.
 */
public interface Projection {

    /** Moves the figures by what the changes add minus what they take away. */
    Mono<Void> move(Connection transaction, Changes changes);

    /**
     * Everything of one transaction, in key order.
     *
     * @param charges none that stayed the same
     * @param subscriptions those that something was told of, and those that a changed charge names
     *     or named, which may have stayed the same themselves
     */
    record Changes(List<ChargeChange> charges, List<SubscriptionChange> subscriptions) {

        public static final Changes NONE = new Changes(List.of());

        public Changes(List<ChargeChange> charges) {
            this(charges, List.of());
        }
    }

    /** Null stands for a charge that does not count (yet, or any more). */
    record ChargeChange(ChargeKey key, @Nullable Charge before, @Nullable Charge after) {}

    /** Null stands for a subscription that is not known enough yet. */
    record SubscriptionChange(
            SubscriptionKey key, @Nullable Subscription before, @Nullable Subscription after) {}
}
