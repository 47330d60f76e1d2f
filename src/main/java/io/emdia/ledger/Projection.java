package io.emdia.ledger;

import io.r2dbc.spi.Connection;

import org.jspecify.annotations.Nullable;

import reactor.core.publisher.Mono;

import java.util.List;

/**
 * Figures kept beside the ledger, moved in the ledger's own transaction. Called once a transaction,
 * with the changed charges and the customers they are and were of locked; several transactions may
 * move figures of one merchant at the same time, so cells are touched in key order.
 */
public interface Projection {

    /** Moves the figures by what the changes add minus what they take away. */
    Mono<Void> move(Connection transaction, Changes changes);

    /** Everything of one transaction, in key order; nothing that stayed the same. */
    record Changes(List<ChargeChange> charges) {

        public static final Changes NONE = new Changes(List.of());
    }

    /** Null stands for a charge that does not count (yet, or any more). */
    record ChargeChange(ChargeKey key, @Nullable Charge before, @Nullable Charge after) {}
}
