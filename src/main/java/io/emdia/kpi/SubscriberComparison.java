package io.emdia.kpi;

import io.emdia.ledger.Projection.SubscriptionChange;
import io.emdia.ledger.States;
import io.emdia.ledger.Subscription;
import io.emdia.ledger.Subscription.SubscriptionKey;
import io.r2dbc.spi.Connection;

import org.jspecify.annotations.Nullable;

import reactor.core.publisher.Mono;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is kept of subscriptions beside what the charges that name them say. One of which nothing is
 * kept contributes nothing, and is wrong for that.
 */
final class SubscriberComparison {

    private static final int MENDED_AT_ONCE = 100;

    private final CellDrift drift;
    private final Weights<SubscriptionKey> weights = new Weights<>();

    /** As stored; null where the row is missing. */
    private final Map<SubscriptionKey, @Nullable String> wrong = new TreeMap<>();

    SubscriberComparison(CellDrift drift) {
        this.drift = drift;
    }

    /** Takes what charges say out of their contributions, and weighs it. */
    void weigh(Cells contributed) {
        contributed
                .namings()
                .each((key, sums) -> weights.add(key.subscription(), key.day(), 1, sums));
        contributed.namings().clear();
    }

    /** What subscriptions contribute, by what is stored of them; tells which of that is wrong. */
    Mono<Cells> contributed(Connection snapshot, List<Subscription> page) {
        return SubscriberRows.load(snapshot, page.stream().map(Subscription::key).toList())
                .map(stored -> contributed(page, stored));
    }

    private Cells contributed(List<Subscription> page, Map<SubscriptionKey, Namings> stored) {
        var cells = new Cells();
        for (var subscription : page) {
            var namings = stored.get(subscription.key());
            compare(subscription.key(), namings);
            if (namings != null) {
                SubscriptionCells.add(subscription, namings, cells, 1);
            }
        }
        return cells;
    }

    private void compare(SubscriptionKey key, @Nullable Namings stored) {
        if (stored == null) {
            wrong.put(key, null);
            return;
        }
        stored.byDay()
                .forEach((day, sums) -> weights.add(key, LocalDate.ofEpochDay(day), -1, sums));
        if (weights.settle(key)) {
            wrong.put(key, stored.text());
        }
    }

    /** What is to be done about the wrong ones; tells them too. */
    List<Mend> mends(States states) {
        wrong.forEach(this::tell);
        var keys = List.copyOf(wrong.keySet());
        var mends = new ArrayList<Mend>();
        for (int from = 0; from < keys.size(); from += MENDED_AT_ONCE) {
            var some = keys.subList(from, Math.min(keys.size(), from + MENDED_AT_ONCE));
            mends.add(transaction -> mend(transaction, states, some));
        }
        return mends;
    }

    private void tell(SubscriptionKey key, @Nullable String stored) {
        drift.add(
                new CellDrift.Difference(
                        "kpi_subscriber",
                        Map.of(
                                "connection_id", key.connectionId(),
                                "subscription_id", key.subscriptionId()),
                        "namings",
                        stored,
                        null));
    }

    /** Forgets what is kept, so that it is gathered from the charges. */
    private static Mono<Void> mend(
            Connection transaction, States states, List<SubscriptionKey> keys) {
        return states.holdSubscriptions(transaction, keys)
                .zipWhen(_ -> SubscriberRows.load(transaction, keys))
                .flatMap(both -> mend(transaction, both.getT1(), both.getT2()));
    }

    private static Mono<Void> mend(
            Connection transaction,
            List<Subscription> subscriptions,
            Map<SubscriptionKey, Namings> stored) {
        var cells = new Cells();
        var same = new ArrayList<SubscriptionChange>();
        for (var one : subscriptions) {
            var namings = stored.get(one.key());
            if (namings != null) {
                SubscriptionCells.add(one, namings, cells, -1);
            }
            same.add(new SubscriptionChange(one.key(), one, one));
        }
        return SubscriberRows.forget(transaction, stored.keySet())
                .then(Mono.defer(() -> new SubscriberRows(transaction, cells).move(same)))
                .then(Mono.defer(() -> PayerRows.move(transaction, cells)))
                .then(Mono.defer(() -> CellProjection.move(transaction, CellFamily.LATER, cells)));
    }
}
