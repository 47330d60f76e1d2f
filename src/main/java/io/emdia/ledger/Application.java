package io.emdia.ledger;

import io.r2dbc.spi.Connection;

import org.jspecify.annotations.Nullable;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Folds everything that one transaction touches again, and moves what depends on it: charges, then
 * customers, then subscriptions are locked, each in key order; only then are their facts loaded.
 */
final class Application {

    private final Connection transaction;
    private final Map<String, Rules> rules;
    private final List<Projection> projections;
    private final Persons persons;

    Application(
            Connection transaction,
            Map<String, Rules> rules,
            List<Projection> projections,
            Persons persons) {
        this.transaction = transaction;
        this.rules = rules;
        this.projections = projections;
        this.persons = persons;
    }

    /**
     * Folds the subjects from all that was told of them.
     *
     * @param news what this transaction itself told of them, where it is known; may be empty
     */
    Mono<Void> refold(SortedSet<Subject> subjects, Map<Subject, List<Told>> news) {
        var charges = of("charge", subjects, Subject::charge);
        return FreshCharges.insert(transaction, charges, news, rules)
                .flatMap(fresh -> fold(charges, fresh))
                .flatMap(folds -> refold(folds, subjects))
                .checkpoint("ledger fold");
    }

    /**
     * @param fresh written already
     * @param others to be written where they changed
     */
    private record Folds(List<ChargeFolds.Folded> fresh, List<ChargeFolds.Folded> others) {

        List<ChargeFolds.Folded> changed() {
            return Stream.concat(fresh.stream(), others.stream())
                    .filter(ChargeFolds.Folded::isChanged)
                    .sorted(Comparator.comparing(ChargeFolds.Folded::key))
                    .toList();
        }
    }

    private Mono<Folds> fold(List<ChargeKey> charges, List<ChargeFolds.Folded> fresh) {
        var others = new TreeSet<>(charges);
        fresh.forEach(fold -> others.remove(fold.key()));
        return ChargeSets.lock(transaction, others)
                .map(sets -> new Folds(fresh, ChargeFolds.fold(sets, rules)));
    }

    private Mono<Void> refold(Folds folds, SortedSet<Subject> subjects) {
        var changed = folds.changed();
        var told = of("customer", subjects, Subject::customer);
        var customers = customers(changed);
        customers.addAll(told);
        return CustomerRows.lock(transaction, customers)
                .then(Mono.defer(() -> write(folds.others())))
                .then(Mono.defer(() -> subscriptions(changed, subjects)))
                .flatMap(terms -> move(new Projection.Changes(changes(changed), terms)))
                .then(Mono.defer(() -> persons.fold(transaction, told)));
    }

    private Mono<List<Projection.SubscriptionChange>> subscriptions(
            List<ChargeFolds.Folded> changed, SortedSet<Subject> subjects) {
        return new SubscriptionSets(transaction, rules)
                .refold(
                        of("subscription", subjects, Subject::subscription),
                        changed.stream()
                                .flatMap(
                                        fold ->
                                                Stream.of(
                                                        Optional.ofNullable(fold.before()),
                                                        Optional.ofNullable(fold.after())))
                                .flatMap(Optional::stream)
                                .flatMap(charge -> charge.subscription().stream())
                                .toList());
    }

    private static SortedSet<CustomerKey> customers(List<ChargeFolds.Folded> changed) {
        return changed.stream()
                .flatMap(
                        fold ->
                                Stream.of(
                                        customer(fold, fold.before()),
                                        customer(fold, fold.after())))
                .flatMap(Stream::ofNullable)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static @Nullable CustomerKey customer(
            ChargeFolds.Folded fold, @Nullable Charge charge) {
        if (charge == null || charge.customerId() == null) {
            return null;
        }
        var key = fold.key();
        return new CustomerKey(key.merchantId(), key.connectionId(), charge.customerId());
    }

    private static List<Projection.ChargeChange> changes(List<ChargeFolds.Folded> changed) {
        return changed.stream()
                .map(fold -> new Projection.ChargeChange(fold.key(), fold.before(), fold.after()))
                .toList();
    }

    private Mono<Void> write(List<ChargeFolds.Folded> folds) {
        var rows = new ArrayList<ChargeRows.Written>();
        for (var fold : folds) {
            if (fold.isChanged() || fold.isRefolded()) {
                rows.add(new ChargeRows.Written(fold.key(), fold.rules(), fold.after()));
            }
        }
        return ChargeRows.write(transaction, rows);
    }

    private Mono<Void> move(Projection.Changes changes) {
        return Flux.fromIterable(projections)
                .concatMap(projection -> projection.move(transaction, changes))
                .then();
    }

    private static <K> List<K> of(
            String kind, SortedSet<Subject> subjects, Function<Subject, K> key) {
        return subjects.stream().filter(subject -> subject.kind().equals(kind)).map(key).toList();
    }
}
