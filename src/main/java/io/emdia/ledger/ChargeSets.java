package io.emdia.ledger;

import io.emdia.facts.ChargeFact.ChargeLinked;
import io.r2dbc.spi.Connection;

import reactor.core.publisher.Mono;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Charges locked with the sets of facts of all that name the same ones: linked ids are locked and
 * loaded too, all in one order as far as the links are committed, then until nothing new is linked.
 * Facts are loaded only under the lock, so no transaction misses what another one just told.
 *
 * @param stored as last folded
 * @param told by the id it was told of; links stand with both of their ends
 */
record ChargeSets(Map<ChargeKey, ChargeRows.Stored> stored, Map<ChargeKey, List<Told>> told) {

    /** A chain of ids longer than this is no payment gateway's. */
    private static final int ROUNDS_MAX = 16;

    static Mono<ChargeSets> lock(Connection transaction, Collection<ChargeKey> keys) {
        return of(transaction, keys, ChargeRows::lock);
    }

    /**
     * The same of a snapshot, with nothing locked: all that belongs together is committed there.
     */
    static Mono<ChargeSets> read(Connection snapshot, Collection<ChargeKey> keys) {
        return of(snapshot, keys, ChargeRows::read);
    }

    /** How the rows of charges are had; it answers one for each key. */
    private interface Rows {
        Mono<Map<ChargeKey, ChargeRows.Stored>> of(Connection unit, Collection<ChargeKey> keys);
    }

    private static Mono<ChargeSets> of(Connection unit, Collection<ChargeKey> keys, Rows rows) {
        return SubjectRows.names(unit, keys)
                .flatMap(
                        names ->
                                new ChargeSets(Map.of(), Map.of())
                                        .extend(unit, rows, Set.copyOf(names), 1));
    }

    private Mono<ChargeSets> extend(Connection unit, Rows rows, Set<ChargeKey> missing, int round) {
        if (missing.isEmpty()) {
            return Mono.just(this);
        }
        if (round > ROUNDS_MAX) {
            return Mono.error(
                    new IllegalStateException(
                            "charges are linked over more than %d ids, near %s"
                                    .formatted(ROUNDS_MAX, missing.iterator().next())));
        }
        return rows.of(unit, missing)
                .flatMap(
                        found ->
                                FactRows.load(unit, subjects(missing))
                                        .map(facts -> with(found, facts)))
                .flatMap(sets -> sets.extend(unit, rows, sets.missing(missing), round + 1));
    }

    private static List<Subject> subjects(Set<ChargeKey> keys) {
        return keys.stream().map(Subject::of).toList();
    }

    private ChargeSets with(
            Map<ChargeKey, ChargeRows.Stored> rows, Map<Subject, List<Told>> facts) {
        var allStored = new HashMap<>(stored);
        allStored.putAll(rows);
        var allTold = new HashMap<>(told);
        facts.forEach((subject, list) -> allTold.put(subject.charge(), list));
        return new ChargeSets(allStored, allTold);
    }

    private Set<ChargeKey> missing(Set<ChargeKey> loaded) {
        var missing = new HashSet<ChargeKey>();
        for (var key : loaded) {
            told(key).flatMap(fact -> ends(key, fact)).forEach(missing::add);
        }
        missing.removeAll(stored.keySet());
        return missing;
    }

    /** Both ends of a link; of any other fact nothing. */
    static Stream<ChargeKey> ends(ChargeKey key, Told fact) {
        return fact.fact() instanceof ChargeLinked link
                ? Stream.of(link.chargeId(), link.of()).map(id -> sibling(key, id))
                : Stream.empty();
    }

    static ChargeKey sibling(ChargeKey key, String chargeId) {
        return new ChargeKey(key.merchantId(), key.connectionId(), chargeId);
    }

    Stream<Told> told(ChargeKey key) {
        return told.getOrDefault(key, List.of()).stream();
    }
}
