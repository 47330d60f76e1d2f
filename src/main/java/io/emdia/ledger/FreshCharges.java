package io.emdia.ledger;

import io.emdia.facts.ChargeFact.ChargeLinked;
import io.emdia.ledger.ChargeFolds.Folded;
import io.r2dbc.spi.Connection;

import reactor.core.publisher.Mono;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Charges of which nothing was told before. Whoever tells something of a charge places its row in
 * the same transaction, so where the row is not there, this transaction's facts are all there are:
 * the charge is folded from memory and its row written once, with nothing locked or loaded. A
 * charge that is linked to others takes the long way.
 */
final class FreshCharges {

    private FreshCharges() {}

    /**
     * @param news what this transaction tells, by subject; a subject that is missing is not fresh
     * @return the charges that were inserted, in key order
     */
    static Mono<List<Folded>> insert(
            Connection transaction,
            Collection<ChargeKey> keys,
            Map<Subject, List<Told>> news,
            Map<String, Rules> rules) {
        var folds = keys.stream().sorted().flatMap(key -> fold(key, news, rules)).toList();
        return ChargeRows.insert(transaction, folds.stream().map(FreshCharges::row).toList())
                .map(inserted -> among(folds, Set.copyOf(inserted)));
    }

    private static Stream<Folded> fold(
            ChargeKey key, Map<Subject, List<Told>> news, Map<String, Rules> rules) {
        var told = news.getOrDefault(Subject.of(key), List.of());
        if (told.stream().anyMatch(one -> one.fact() instanceof ChargeLinked)) {
            return Stream.empty();
        }
        var under = Objects.requireNonNull(rules.get(key.merchantId()));
        var charge = ChargeFold.fold(key, told, List.of(), Set.of(), under);
        return charge == null
                ? Stream.empty()
                : Stream.of(new Folded(key, under.name(), false, null, charge));
    }

    private static ChargeRows.Written row(Folded fold) {
        return new ChargeRows.Written(fold.key(), fold.rules(), fold.after());
    }

    private static List<Folded> among(List<Folded> folds, Set<ChargeKey> inserted) {
        return folds.stream().filter(fold -> inserted.contains(fold.key())).toList();
    }
}
