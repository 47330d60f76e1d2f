package io.emdia.kpi;

import io.emdia.ledger.Charge;
import io.emdia.ledger.ChargeKey;
import io.emdia.ledger.Projection.Changes;
import io.emdia.ledger.Projection.ChargeChange;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A ledger in memory that tells what changed, as the real one does to its projections. */
final class ChargeBook {

    private final TreeMap<ChargeKey, Charge> charges = new TreeMap<>();

    List<Charge> charges() {
        return List.copyOf(charges.values());
    }

    /** A null forgets a charge, as when its gateway cleared a member it cannot count without. */
    Changes put(SortedMap<ChargeKey, @Nullable Charge> newest) {
        var before = new TreeMap<>(charges);
        var changes = new ArrayList<ChargeChange>();
        for (var key : newest.keySet()) {
            var after = newest.get(key);
            changes.add(new ChargeChange(key, before.get(key), after));
            if (after == null) {
                charges.remove(key);
            } else {
                charges.put(key, after);
            }
        }
        return new Changes(changes);
    }
}
