package io.emdia.kpi;

import io.emdia.ledger.Charge;
import io.emdia.ledger.Projection.SubscriptionChange;
import io.emdia.ledger.Subscription;
import io.emdia.ledger.Subscription.SubscriptionKey;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one event changed: of charges what that makes of the cells, of which sums are worked out
 * once for each scope, and of subscriptions the states themselves.
 */
final class Delta {

    private final Cells cells = new Cells();
    private final List<SubscriptionChange> subscriptions = new ArrayList<>();
    private final Map<Scope, CellSums> sums = new HashMap<>();
    private boolean isNothing = true;

    void change(@Nullable Charge before, @Nullable Charge after) {
        isNothing = false;
        if (before != null) {
            ChargeCells.add(before, cells, -1);
        }
        if (after != null) {
            ChargeCells.add(after, cells, 1);
        }
    }

    void change(SubscriptionKey key, @Nullable Subscription before, @Nullable Subscription after) {
        isNothing = false;
        subscriptions.add(new SubscriptionChange(key, before, after));
    }

    boolean isNothing() {
        return isNothing;
    }

    /** Of the charges alone. */
    Cells cells() {
        return cells;
    }

    List<SubscriptionChange> subscriptions() {
        return subscriptions;
    }

    /** Of everything that adds up charge by charge; distinct customers and revenue do not. */
    CellSums sums(Scope scope) {
        return sums.computeIfAbsent(scope, asked -> CellSums.of(cells, asked));
    }
}
