package io.emdia.ledger;

import io.emdia.ledger.Subscription.SubscriptionKey;
import io.r2dbc.spi.Connection;

import org.jspecify.annotations.Nullable;

import reactor.core.publisher.Mono;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The subscriptions of one transaction: those that something was told of are folded again from all
 * their facts; those that a changed charge names are only locked, so that whoever keeps figures of
 * them is alone with them. All are locked at once, in key order, before any fact is loaded.
 */
final class SubscriptionSets {

    private final Connection transaction;
    private final Map<String, Rules> rules;

    SubscriptionSets(Connection transaction, Map<String, Rules> rules) {
        this.transaction = transaction;
        this.rules = rules;
    }

    /** Locks, loads, folds and writes; answers all of them, before and after, in key order. */
    Mono<List<Projection.SubscriptionChange>> refold(
            Collection<SubscriptionKey> told, Collection<SubscriptionKey> named) {
        var all = new TreeSet<>(told);
        all.addAll(named);
        return SubscriptionRows.lock(transaction, all)
                .flatMap(stored -> refold(stored, new TreeSet<>(told)));
    }

    private Mono<List<Projection.SubscriptionChange>> refold(
            List<SubscriptionRows.Stored> stored, SortedSet<SubscriptionKey> told) {
        return FactRows.load(transaction, told.stream().map(Subject::of).toList())
                .map(facts -> stored.stream().map(row -> fold(row, told, facts)).toList())
                .flatMap(folds -> write(folds).thenReturn(changes(folds)));
    }

    /**
     * @param isTold whether it was folded now; else it is as it was
     */
    private record Folded(
            SubscriptionRows.Stored before,
            boolean isTold,
            String rules,
            @Nullable Subscription after) {

        Projection.SubscriptionChange change() {
            return new Projection.SubscriptionChange(before.key(), before.state(), after);
        }
    }

    private Folded fold(
            SubscriptionRows.Stored row,
            SortedSet<SubscriptionKey> told,
            Map<Subject, List<Told>> facts) {
        var key = row.key();
        var under = rules.get(key.merchantId());
        if (under == null) {
            throw new IllegalStateException("no rules were loaded for " + key.merchantId());
        }
        var name = under.subscriptionsName();
        if (!told.contains(key)) {
            return new Folded(row, false, name, row.state());
        }
        var all = facts.getOrDefault(Subject.of(key), List.of());
        return new Folded(row, true, name, SubscriptionFold.fold(key, all, under));
    }

    private Mono<Void> write(List<Folded> folds) {
        var rows = new ArrayList<SubscriptionRows.Written>();
        for (var fold : folds) {
            if (fold.isTold()) {
                rows.add(
                        new SubscriptionRows.Written(
                                fold.before().key(), fold.rules(), fold.after()));
            }
        }
        return SubscriptionRows.write(transaction, rows);
    }

    private static List<Projection.SubscriptionChange> changes(List<Folded> folds) {
        return folds.stream().map(Folded::change).toList();
    }
}
