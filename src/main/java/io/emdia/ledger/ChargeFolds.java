package io.emdia.ledger;

import io.emdia.facts.ChargeFact.ChargeLinked;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Folds locked charges, each id into the charge it names. */
final class ChargeFolds {

    private final ChargeSets sets;
    private final Map<String, Rules> rules;
    private final Map<ChargeKey, ChargeKey> charges = new HashMap<>();
    private final Map<ChargeKey, List<ChargeKey>> names = new HashMap<>();
    private final Set<ChargeKey> firm = new HashSet<>();

    private ChargeFolds(ChargeSets sets, Map<String, Rules> rules) {
        this.sets = sets;
        this.rules = rules;
    }

    /**
     * @param before as stored
     * @param after as folded now
     */
    record Folded(
            ChargeKey key,
            String rules,
            boolean isRefolded,
            @Nullable Charge before,
            @Nullable Charge after) {

        boolean isChanged() {
            return before == null ? after != null : !before.equals(after);
        }
    }

    /** Every locked charge, in key order. */
    static List<Folded> fold(ChargeSets sets, Map<String, Rules> rules) {
        var folds = new ChargeFolds(sets, rules);
        folds.resolve();
        return sets.stored().values().stream()
                .map(folds::fold)
                .sorted(Comparator.comparing(Folded::key))
                .toList();
    }

    private void resolve() {
        var links = linksByConnection();
        for (var key : sets.stored().keySet()) {
            var found = links.get(connection(key));
            var charge =
                    found == null ? key : ChargeSets.sibling(key, found.chargeOf(key.chargeId()));
            charges.put(key, charge);
            if (found != null && found.isFirm(key.chargeId())) {
                firm.add(key);
            }
            names.computeIfAbsent(charge, _ -> new ArrayList<>()).add(key);
        }
    }

    private Map<List<String>, Links> linksByConnection() {
        var told = new HashMap<List<String>, List<Told>>();
        for (var key : sets.stored().keySet()) {
            sets.told(key)
                    .filter(fact -> fact.fact() instanceof ChargeLinked)
                    .forEach(
                            fact ->
                                    told.computeIfAbsent(connection(key), _ -> new ArrayList<>())
                                            .add(fact));
        }
        var links = new HashMap<List<String>, Links>();
        told.forEach((connection, facts) -> links.put(connection, Links.of(facts)));
        return links;
    }

    private static List<String> connection(ChargeKey key) {
        return List.of(key.merchantId(), key.connectionId());
    }

    private Folded fold(ChargeRows.Stored stored) {
        var key = stored.key();
        var under = rules.get(key.merchantId());
        if (under == null) {
            throw new IllegalStateException("no rules were loaded for " + key.merchantId());
        }
        var after = key.equals(charges.get(key)) ? fold(key, under) : null;
        var isRefolded = !under.name().equals(stored.rules());
        return new Folded(key, under.name(), isRefolded, stored.state(), after);
    }

    private @Nullable Charge fold(ChargeKey key, Rules under) {
        var aliased = new ArrayList<Told>();
        var outright = new HashSet<String>();
        for (var name : names.getOrDefault(key, List.of())) {
            if (!name.equals(key)) {
                sets.told(name).forEach(aliased::add);
                if (firm.contains(name)) {
                    outright.add(name.chargeId());
                }
            }
        }
        return ChargeFold.fold(key, sets.told(key).toList(), aliased, outright, under);
    }
}
