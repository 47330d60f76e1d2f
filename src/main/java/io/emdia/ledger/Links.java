package io.emdia.ledger;

import io.emdia.facts.ChargeFact.ChargeLinked;
import io.emdia.facts.Ids;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Which ids of one connection name the same charge, from the set of links told. A firm link is
 * followed to its newest target; where no firm link leads on, marks are: a charge that carries a
 * mark belongs to the charge that claims it. Of several claims the smallest id is taken, always the
 * same: twins of one customer, amount and moment cannot be told apart, and the same money told
 * again under a twin's name must not count twice.
 */
final class Links {

    private final Map<String, String> firm = new HashMap<>();
    private final Map<String, Set<String>> hints = new TreeMap<>(Ids.BY_BYTES);

    private final Map<String, String> claims = new HashMap<>();

    private Links() {}

    /**
     * @param told links of every charge that is linked, directly or not, with those asked about
     */
    static Links of(Collection<Told> told) {
        var links = new Links();
        told.stream().sorted(Told.BY_TRUTH).forEach(fact -> links.know((ChargeLinked) fact.fact()));
        links.settleClaims();
        return links;
    }

    private void know(ChargeLinked link) {
        if (link.hint()) {
            hints.computeIfAbsent(link.chargeId(), _ -> new TreeSet<>(Ids.BY_BYTES)).add(link.of());
        } else {
            firm.put(link.chargeId(), link.of());
        }
    }

    /** The id of the charge that an id names, itself when nothing says otherwise. */
    String chargeOf(String id) {
        var end = firmEnd(id);
        return claims.getOrDefault(end, end);
    }

    /** Nothing but what a gateway told outright leads from the id to its charge. */
    boolean isFirm(String id) {
        return !claims.containsKey(firmEnd(id));
    }

    /**
     * Of the charges that claim a mark, by who carries it under whichever firm name, the smallest.
     */
    private void settleClaims() {
        for (var carrier : hints.keySet()) {
            var end = firmEnd(carrier);
            claimedBy(carrier)
                    .filter(claim -> !claim.equals(end))
                    .forEach(claim -> claims.merge(end, claim, Links::smaller));
        }
    }

    private Stream<String> claimedBy(String carrier) {
        return hints.getOrDefault(carrier, Set.of()).stream()
                .flatMap(mark -> hints.getOrDefault(mark, Set.of()).stream())
                .map(this::firmEnd);
    }

    private static String smaller(String one, String other) {
        return Ids.BY_BYTES.compare(one, other) <= 0 ? one : other;
    }

    /** A circle of firm links ends at its smallest id, whichever id one starts from. */
    private String firmEnd(String id) {
        var seen = new TreeSet<String>(Ids.BY_BYTES);
        var current = id;
        while (firm.containsKey(current) && seen.add(current)) {
            current = firm.get(current);
        }
        return firm.containsKey(current) ? smallestOfCircle(current) : current;
    }

    private String smallestOfCircle(String start) {
        var circle = new TreeSet<String>(Ids.BY_BYTES);
        var current = start;
        while (circle.add(current)) {
            current = firm.getOrDefault(current, current);
        }
        return circle.first();
    }
}
