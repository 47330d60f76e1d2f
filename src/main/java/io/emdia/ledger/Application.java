package io.emdia.ledger;

import io.r2dbc.spi.Connection;

import org.jspecify.annotations.Nullable;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
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

    Application(Connection transaction, Map<String, Rules> rules, List<Projection> projections) {
        this.transaction = transaction;
        this.rules = rules;
        this.projections = projections;
    }

    /** Folds the subjects from all that was told of them. */
    Mono<Void> refold(SortedSet<Subject> subjects) {
        var charges = of("charge", subjects, Subject::charge);
        return ChargeSets.lock(transaction, charges)
                .map(sets -> ChargeFolds.fold(sets, rules))
                .flatMap(folds -> refold(folds, of("customer", subjects, Subject::customer)))
                .then(
                        Mono.defer(
                                () ->
                                        SubscriptionRows.refold(
                                                transaction,
                                                of("subscription", subjects, Subject::subscription),
                                                rules)))
                .checkpoint("ledger fold");
    }

    private Mono<Void> refold(List<ChargeFolds.Folded> folds, List<CustomerKey> told) {
        var changed = folds.stream().filter(ChargeFolds.Folded::isChanged).toList();
        var indebted = customers(changed);
        var all = new TreeSet<>(indebted);
        all.addAll(told);
        return CustomerRows.lock(transaction, all)
                .then(Mono.defer(() -> CustomerRows.debts(transaction, indebted)))
                .map(
                        debts ->
                                new Projection.Changes(
                                        changes(changed), changes(indebted, debts, changed)))
                .flatMap(changes -> write(folds).then(move(changes)))
                .then(Mono.defer(() -> people(told)));
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

    private static List<Projection.CustomerChange> changes(
            Collection<CustomerKey> customers,
            Map<CustomerKey, List<Projection.Debt>> stored,
            List<ChargeFolds.Folded> changed) {
        var after = new HashMap<CustomerKey, Map<String, Projection.Debt>>();
        customers.forEach(key -> after.put(key, byCharge(stored.getOrDefault(key, List.of()))));
        for (var fold : changed) {
            replace(after, fold);
        }
        return customers.stream()
                .map(key -> change(key, stored, Objects.requireNonNull(after.get(key))))
                .filter(change -> !change.before().equals(change.after()))
                .toList();
    }

    private static void replace(
            Map<CustomerKey, Map<String, Projection.Debt>> after, ChargeFolds.Folded fold) {
        var left = customer(fold, fold.before());
        if (left != null) {
            Objects.requireNonNull(after.get(left)).remove(fold.key().chargeId());
        }
        var joined = customer(fold, fold.after());
        if (joined != null && fold.after() != null) {
            Objects.requireNonNull(after.get(joined))
                    .put(fold.key().chargeId(), debt(fold.after()));
        }
    }

    private static Projection.CustomerChange change(
            CustomerKey key,
            Map<CustomerKey, List<Projection.Debt>> stored,
            Map<String, Projection.Debt> after) {
        var before = byCharge(stored.getOrDefault(key, List.of()));
        return new Projection.CustomerChange(
                key, List.copyOf(before.values()), List.copyOf(after.values()));
    }

    private static Map<String, Projection.Debt> byCharge(List<Projection.Debt> debts) {
        var byCharge = new TreeMap<String, Projection.Debt>();
        debts.forEach(debt -> byCharge.put(debt.chargeId(), debt));
        return byCharge;
    }

    private static Projection.Debt debt(Charge charge) {
        var steps = ChargeSteps.of(charge);
        return new Projection.Debt(
                charge.key().chargeId(),
                charge.currency(),
                charge.method().code(),
                charge.issuedOn(),
                charge.canceledOn(),
                charge.effectiveDueOn(),
                steps.turns(),
                steps.open());
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

    private Mono<Void> people(List<CustomerKey> customers) {
        return FactRows.load(transaction, customers.stream().map(Subject::of).toList())
                .map(Application::byCustomer)
                .flatMap(told -> CustomerRows.write(transaction, told));
    }

    private static Map<CustomerKey, List<Told>> byCustomer(Map<Subject, List<Told>> told) {
        var byCustomer = new LinkedHashMap<CustomerKey, List<Told>>();
        told.forEach((subject, facts) -> byCustomer.put(subject.customer(), facts));
        return byCustomer;
    }

    private static <K> List<K> of(
            String kind, SortedSet<Subject> subjects, Function<Subject, K> key) {
        return subjects.stream().filter(subject -> subject.kind().equals(kind)).map(key).toList();
    }
}
