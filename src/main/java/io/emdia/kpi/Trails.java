package io.emdia.kpi;

import io.emdia.ledger.Charge;
import io.emdia.ledger.ChargeKey;
import io.emdia.ledger.Recollection;
import io.r2dbc.spi.Connection;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Follows what was recorded since an instant, charge by charge: each is folded again after each
 * event that tells of it, and what that changes of its cells is the event's doing.
 */
final class Trails {

    private final Instant since;
    private final List<Trail> trails;
    private final Set<ChargeKey> followed = new HashSet<>();

    Trails(Instant since, List<Trail> trails) {
        this.since = since;
        this.trails = trails;
    }

    /** Those that were not followed yet, under whichever name. */
    List<ChargeKey> missing(Collection<ChargeKey> charges) {
        return charges.stream().filter(key -> !followed.contains(key)).toList();
    }

    /** Follows all charges of a recollection, each of which comes with all its names. */
    void follow(Recollection recollection) {
        followed.addAll(recollection.charges());
        var known = new HashMap<>(recollection.at(since).charges(recollection.charges()));
        for (var telling : recollection.after(since)) {
            var touched = telling.charges();
            var delta = new Delta();
            var changed = change(known, touched, telling.known().charges(touched), delta);
            if (changed) {
                var happening = Happening.of(telling.entry());
                trails.forEach(trail -> trail.learn(happening, delta));
            }
        }
    }

    private static boolean change(
            Map<ChargeKey, Charge> known,
            Collection<ChargeKey> touched,
            Map<ChargeKey, Charge> after,
            Delta delta) {
        var changed = false;
        for (var key : touched) {
            var was = known.get(key);
            var is = after.get(key);
            if (!Objects.equals(was, is)) {
                delta.change(was, is);
                changed = true;
                if (is == null) {
                    known.remove(key);
                } else {
                    known.put(key, is);
                }
            }
        }
        return changed;
    }

    /** Reads what more the trails need of the present, once all charges were followed. */
    Mono<Void> complete(Connection unit) {
        return Flux.fromIterable(trails).concatMap(trail -> trail.complete(unit)).then();
    }
}
