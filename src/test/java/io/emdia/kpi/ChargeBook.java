package io.emdia.kpi;

import io.emdia.ledger.Charge;
import io.emdia.ledger.ChargeKey;
import io.emdia.ledger.Projection.Changes;
import io.emdia.ledger.Projection.ChargeChange;
import io.emdia.ledger.Projection.SubscriptionChange;
import io.emdia.ledger.Subscription;
import io.emdia.ledger.Subscription.SubscriptionKey;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** A ledger in memory that tells what changed, as the real one does to its projections. */
final class ChargeBook {

    private final TreeMap<ChargeKey, Charge> charges = new TreeMap<>();
    private SortedMap<SubscriptionKey, Subscription> subscriptions = new TreeMap<>();

    List<Charge> charges() {
        return List.copyOf(charges.values());
    }

    /** A null forgets a charge, as when its gateway cleared a member it cannot count without. */
    Changes put(SortedMap<ChargeKey, @Nullable Charge> newest) {
        return put(newest, subscriptions);
    }

    /**
     * @param all subscriptions as they are now
     */
    Changes put(
            SortedMap<ChargeKey, @Nullable Charge> newest,
            SortedMap<SubscriptionKey, Subscription> all) {
        var before = new TreeMap<>(charges);
        var changes = new ArrayList<ChargeChange>();
        var touched = new TreeSet<>(subscriptions.keySet());
        touched.addAll(all.keySet());
        touched.removeIf(key -> isSame(subscriptions.get(key), all.get(key)));
        for (var key : newest.keySet()) {
            var change = new ChargeChange(key, before.get(key), newest.get(key));
            changes.add(change);
            name(change.before(), touched);
            name(change.after(), touched);
            put(key, change.after());
        }
        var terms = new ArrayList<SubscriptionChange>();
        touched.forEach(
                key ->
                        terms.add(
                                new SubscriptionChange(key, subscriptions.get(key), all.get(key))));
        subscriptions = new TreeMap<>(all);
        return new Changes(changes, terms);
    }

    private static boolean isSame(@Nullable Subscription one, @Nullable Subscription other) {
        return one != null && one.equals(other);
    }

    private static void name(@Nullable Charge charge, TreeSet<SubscriptionKey> touched) {
        if (charge != null) {
            charge.subscription().ifPresent(touched::add);
        }
    }

    private void put(ChargeKey key, @Nullable Charge charge) {
        if (charge == null) {
            charges.remove(key);
        } else {
            charges.put(key, charge);
        }
    }
}
