package io.emdia.ledger;

import io.emdia.facts.ChargeFact.ChargeLinked;
import io.emdia.facts.Ids;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which ids of one connection name the same charge, from the set of links told. A firm link is
 * followed to its newest target; where no firm link leads on, marks are: a mark that exactly one
 * charge claims joins to that charge every charge that carries it.
 */
final class Links {

    private final Map<String, String> firm = new HashMap<>();
    private final Map<String, Set<String>> hints = new TreeMap<>(Ids.BY_BYTES);

    private Links() {}

    /**
     * @param told links of every charge that is linked, directly or not, with those asked about
     */
    static Links of(Collection<Told> told) {
        var links = new Links();
        told.stream().sorted(Told.BY_TRUTH).forEach(fact -> links.know((ChargeLinked) fact.fact()));
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
        var claimed = new TreeSet<String>(Ids.BY_BYTES);
        for (var carrier : hints.keySet()) {
            if (firmEnd(carrier).equals(end)) {
                claimed.addAll(claimedBy(carrier));
            }
        }
        claimed.remove(end);
        return claimed.size() == 1 ? claimed.first() : end;
    }

    /** The charges that a carrier's marks lead to; a mark with several claims leads nowhere. */
    private Set<String> claimedBy(String carrier) {
        var claimed = new HashSet<String>();
        for (var mark : hints.getOrDefault(carrier, Set.of())) {
            var claims = hints.getOrDefault(mark, Set.of());
            if (claims.size() == 1) {
                claimed.add(firmEnd(claims.iterator().next()));
            }
        }
        return claimed;
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
