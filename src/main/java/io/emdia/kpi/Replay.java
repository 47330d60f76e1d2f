package io.emdia.kpi;

import io.emdia.ledger.Projection.Changes;
import io.emdia.ledger.Projection.SubscriptionChange;
import io.emdia.ledger.Subscription;
import io.emdia.ledger.Subscription.SubscriptionKey;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Takes subscriptions and payers back to what they were, and moves them forth again by one event
 * after the other.
 */
final class Replay {

    private final SortedMap<Happening, Told> told;
    private final Map<SubscriptionKey, Kept> now;

    /**
     * @param now every subscription that an event told of, or a charge that an event changed
     */
    Replay(SortedMap<Happening, Told> told, Map<SubscriptionKey, Kept> now) {
        this.told = told;
        this.now = now;
    }

    /** What one event changed: what charges say of subscriptions, and subscriptions themselves. */
    record Told(Deltas<Key.Naming> namings, List<SubscriptionChange> subscriptions) {

        Told() {
            this(new Deltas<>(), new ArrayList<>());
        }

        void add(Delta delta) {
            delta.cells().namings().addTo(namings);
            subscriptions.addAll(delta.subscriptions());
        }
    }

    /** A subscription and what its charges say of it. */
    record Kept(@Nullable Subscription subscription, Namings namings) {

        static final Kept NOTHING = new Kept(null, Namings.NONE);

        Kept as(@Nullable Subscription other) {
            return new Kept(other, namings);
        }

        void add(Cells into, int sign) {
            if (subscription != null) {
                SubscriptionCells.add(subscription, namings, into, sign);
            }
        }
    }

    /** Whoever may have paid for one of the subscriptions at any time on the way. */
    SortedSet<Payer> payers() {
        var payers = new TreeSet<Payer>();
        now.values().forEach(kept -> addPayers(kept.subscription(), payers));
        for (var event : told.values()) {
            for (var change : event.subscriptions()) {
                addPayers(change.before(), payers);
                addPayers(change.after(), payers);
            }
        }
        return payers;
    }

    private static void addPayers(@Nullable Subscription subscription, SortedSet<Payer> into) {
        if (subscription != null) {
            var key = subscription.key();
            for (var version : subscription.versions()) {
                into.add(
                        new Payer(
                                key.merchantId(),
                                key.connectionId(),
                                version.customerId(),
                                subscription.currency()));
            }
        }
    }

    /**
     * What each event moved.
     *
     * @param steps of the payers now
     */
    SortedMap<Happening, Cells> moves(Map<Payer, PayerSteps> steps) {
        var subscribers = new Subscribers();
        var back = new Cells();
        last().forEach((key, kept) -> kept.add(back, -1));
        first().forEach(
                        (key, kept) -> {
                            kept.add(back, 1);
                            subscribers.know(key, kept);
                        });
        var stepsBack = Subscribers.byPayer(back.steps().netted());
        for (var payer : payers()) {
            var moved = steps.getOrDefault(payer, PayerSteps.NONE);
            subscribers.know(payer, moved.plus(stepsBack.getOrDefault(payer, List.of())));
        }
        var moves = new TreeMap<Happening, Cells>();
        told.forEach((happening, event) -> moves.put(happening, move(event, subscribers)));
        return moves;
    }

    private static Cells move(Told event, Subscribers subscribers) {
        var cells = new Cells();
        event.namings().addTo(cells.namings());
        subscribers.move(new Changes(List.of(), event.subscriptions()), cells);
        return cells;
    }

    /** As they are by all events, whatever is stored. */
    private Map<SubscriptionKey, Kept> last() {
        var last = new HashMap<>(now);
        for (var event : told.values()) {
            event.subscriptions().forEach(change -> put(last, change.key(), change.after()));
        }
        return last;
    }

    /** As they were before all events. */
    private Map<SubscriptionKey, Kept> first() {
        var back = new Deltas<Key.Naming>();
        for (var event : told.values()) {
            event.namings().each((key, sums) -> back.add(key, -1, sums));
        }
        var first = new HashMap<>(now);
        Subscribers.bySubscription(back.netted())
                .forEach((key, said) -> first.put(key, said(kept(first, key), said)));
        for (var event : told.reversed().values()) {
            event.subscriptions().forEach(change -> put(first, change.key(), change.before()));
        }
        return first;
    }

    private static Kept said(Kept kept, List<Map.Entry<Key.Naming, long[]>> said) {
        return new Kept(kept.subscription(), kept.namings().plus(said));
    }

    private static void put(
            Map<SubscriptionKey, Kept> all, SubscriptionKey key, @Nullable Subscription state) {
        all.put(key, kept(all, key).as(state));
    }

    private static Kept kept(Map<SubscriptionKey, Kept> all, SubscriptionKey key) {
        return all.getOrDefault(key, Kept.NOTHING);
    }
}
