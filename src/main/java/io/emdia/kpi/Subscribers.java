package io.emdia.kpi;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.emdia.ledger.Projection.Changes;
import io.emdia.ledger.Subscription;
import io.emdia.ledger.Subscription.SubscriptionKey;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is kept of subscriptions and payers, in memory as {@link SubscriberRows} keeps it. */
final class Subscribers {

    private final Map<SubscriptionKey, Subscription> known = new HashMap<>();
    private final Map<SubscriptionKey, Namings> namings = new HashMap<>();
    private final Map<Payer, PayerSteps> steps = new HashMap<>();

    /** Begins with it as it is. */
    void know(SubscriptionKey key, Replay.Kept kept) {
        if (kept.subscription() != null) {
            known.put(key, kept.subscription());
        }
        namings.put(key, kept.namings());
    }

    /** Begins with it as it is. */
    void know(Payer payer, PayerSteps kept) {
        steps.put(payer, kept);
    }

    /**
     * Moves all of it by the changes.
     *
     * @param moved holds what the changed charges say, and takes what that and the changed
     *     subscriptions move
     */
    void move(Changes changes, Cells moved) {
        var named = bySubscription(moved.namings().netted());
        var told = new TreeMap<SubscriptionKey, @Nullable Subscription>();
        named.keySet().forEach(key -> told.put(key, known.get(key)));
        changes.subscriptions().forEach(change -> told.put(change.key(), change.after()));
        told.forEach((key, after) -> move(key, after, named.getOrDefault(key, List.of()), moved));
        byPayer(moved.steps().netted())
                .forEach(
                        (payer, moves) -> {
                            var before = steps.getOrDefault(payer, PayerSteps.NONE);
                            steps.put(payer, payer.move(before, moves, moved));
                        });
    }

    private void move(
            SubscriptionKey key,
            @Nullable Subscription after,
            List<Entry<Key.Naming, long[]>> moves,
            Cells into) {
        var before = known.get(key);
        var said = namings.getOrDefault(key, Namings.NONE);
        if (before != null) {
            SubscriptionCells.add(before, said, into, -1);
        }
        var now = said.plus(moves);
        namings.put(key, now);
        if (after == null) {
            known.remove(key);
            return;
        }
        known.put(key, after);
        SubscriptionCells.add(after, now, into, 1);
    }

    /** By subscription, in the order of the keys. */
    static Map<SubscriptionKey, List<Entry<Key.Naming, long[]>>> bySubscription(
            SortedMap<Key.Naming, long[]> namings) {
        return namings.entrySet().stream()
                .collect(
                        groupingBy(
                                naming -> naming.getKey().subscription(),
                                LinkedHashMap::new,
                                toList()));
    }

    /** By payer, in the order of the keys. */
    static Map<Payer, List<Entry<Key.Step, long[]>>> byPayer(SortedMap<Key.Step, long[]> steps) {
        return steps.entrySet().stream()
                .collect(groupingBy(step -> step.getKey().payer(), LinkedHashMap::new, toList()));
    }
}
