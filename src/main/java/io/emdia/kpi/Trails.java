package io.emdia.kpi;

import io.emdia.ledger.Charge;
import io.emdia.ledger.ChargeKey;
import io.emdia.ledger.Recollection;
import io.emdia.ledger.Recollection.Known;
import io.emdia.ledger.Recollection.Telling;
import io.emdia.ledger.Subscription;
import io.emdia.ledger.Subscription.SubscriptionKey;
import io.r2dbc.spi.Connection;

import org.jspecify.annotations.Nullable;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Follows what was recorded since an instant, some charges and subscriptions at a time: each is
 * folded again after each event that tells of it, and what that changes is the event's doing.
 */
final class Trails {

    private final Instant since;
    private final List<Learner> learners;
    private final Set<ChargeKey> followed = new HashSet<>();

    Trails(Instant since, List<Learner> learners) {
        this.since = since;
        this.learners = learners;
    }

    static Trails of(Instant since, List<Trail> trails) {
        return new Trails(since, trails.stream().map(Trail::learner).distinct().toList());
    }

    /** Those that were not followed yet, under whichever name. */
    List<ChargeKey> missing(Collection<ChargeKey> charges) {
        return charges.stream().filter(key -> !followed.contains(key)).toList();
    }

    boolean askForSubscriptions() {
        return learners.stream().anyMatch(Learner::asksForSubscriptions);
    }

    /** Follows all of a recollection; each charge comes with all its names. */
    void follow(Recollection recollection) {
        followed.addAll(recollection.charges());
        var states = new States(recollection, recollection.at(since));
        for (var telling : recollection.after(since)) {
            var delta = states.move(telling);
            if (!delta.isNothing()) {
                var happening = Happening.of(telling.entry());
                learners.forEach(learner -> learner.learn(happening, delta));
            }
        }
    }

    /** As they are by the events up to one of them. */
    private static final class States {

        private final Map<ChargeKey, Charge> charges;
        private final Map<SubscriptionKey, Subscription> subscriptions = new HashMap<>();

        States(Recollection recollection, Known known) {
            charges = new HashMap<>(known.charges(recollection.charges()));
            recollection
                    .subscriptions()
                    .forEach(key -> put(subscriptions, key, known.subscription(key)));
        }

        Delta move(Telling telling) {
            var known = telling.known();
            var delta = new Delta();
            var touched = telling.charges();
            var after = known.charges(touched);
            for (var key : touched) {
                var is = after.get(key);
                var was = put(charges, key, is);
                if (!Objects.equals(was, is)) {
                    delta.change(was, is);
                }
            }
            for (var key : telling.subscriptions()) {
                var is = known.subscription(key);
                var was = put(subscriptions, key, is);
                if (!Objects.equals(was, is)) {
                    delta.change(key, was, is);
                }
            }
            return delta;
        }

        private static <K, V> @Nullable V put(Map<K, V> states, K key, @Nullable V is) {
            return is == null ? states.remove(key) : states.put(key, is);
        }
    }

    /** Reads what more is needed of the present, once all was followed. */
    Mono<Void> complete(Connection unit, Scheduler scheduler) {
        return Flux.fromIterable(learners)
                .concatMap(learner -> learner.complete(unit, scheduler))
                .then();
    }
}
