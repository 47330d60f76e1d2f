package io.emdia.operations;

import io.emdia.database.SqlFailure;
import io.emdia.kpi.KpiDocument;
import io.emdia.kpi.KpiDocuments;
import io.emdia.kpi.KpiQuestion;
import io.emdia.ledger.Rehearsal;
import io.emdia.ledger.Rehearsal.Rehearsed;
import io.emdia.merchants.Merchant;
import io.emdia.operations.PreviewAnswer.Figures;
import io.emdia.processing.QuarantineSearch.Tried.Readable;
import io.r2dbc.spi.Connection;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One rehearsal. The changes are made first and taken back to the savepoint before the figures as
 * they are now are asked for, so that rows are locked no longer than needed.
 */
record Rehearsing(Connection unit, Merchant merchant, Rehearsal rehearsal, KpiDocuments documents) {

    private static final String BEFORE = "before";

    /**
     * @param refused ids of deliveries that PostgreSQL will not have
     */
    record Outcome(int charges, List<Figures> figures, List<Long> refused) {}

    private record Changed(Rehearsed rehearsed, List<KpiDocument> after) {}

    Mono<Outcome> outcome(List<Readable> deliveries) {
        return Mono.from(unit.createSavepoint(BEFORE))
                .then(Mono.defer(() -> changed(deliveries)))
                .flatMap(changed -> back().then(outcome(changed, List.of())))
                .onErrorResume(Rehearsing::isRefused, _ -> withoutRefused(deliveries));
    }

    private Mono<Outcome> withoutRefused(List<Readable> deliveries) {
        return refused(deliveries).flatMap(refused -> without(deliveries, refused));
    }

    private Mono<Outcome> without(List<Readable> deliveries, List<Long> refused) {
        var rest = deliveries.stream().filter(one -> !refused.contains(one.id())).toList();
        return changed(rest).flatMap(changed -> back().then(outcome(changed, refused)));
    }

    private Mono<Outcome> outcome(Changed changed, List<Long> refused) {
        var after =
                changed.after().stream()
                        .collect(Collectors.toMap(KpiDocument::currency, one -> one));
        return figures(after)
                .map(figures -> new Outcome(changed.rehearsed().charges(), figures, refused));
    }

    private Mono<List<Figures>> figures(Map<String, KpiDocument> after) {
        return Flux.fromIterable(after.values())
                .concatMap(
                        then ->
                                documents
                                        .compute(unit, merchant, KpiQuestion.now(then.currency()))
                                        .map(now -> Figures.of(now, then)))
                .collectSortedList((one, other) -> one.currency().compareTo(other.currency()));
    }

    private Mono<Changed> changed(List<Readable> deliveries) {
        return applied(deliveries)
                .flatMap(
                        rehearsed ->
                                currencies(rehearsed)
                                        .flatMap(this::documents)
                                        .map(after -> new Changed(rehearsed, after)));
    }

    private Mono<Rehearsed> applied(List<Readable> deliveries) {
        var entries = deliveries.stream().flatMap(one -> one.entries().stream()).toList();
        return entries.isEmpty()
                ? Mono.just(new Rehearsed(0, Set.of()))
                : rehearsal.apply(unit, entries);
    }

    /** Where no charge changes, what the merchant mostly looks at. */
    private Mono<List<String>> currencies(Rehearsed rehearsed) {
        if (!rehearsed.currencies().isEmpty()) {
            return Mono.just(List.copyOf(rehearsed.currencies()));
        }
        var own = merchant.defaultCurrency();
        return own == null ? documents.currencies(unit, merchant.id()) : Mono.just(List.of(own));
    }

    private Mono<List<KpiDocument>> documents(List<String> currencies) {
        return Flux.fromIterable(currencies)
                .concatMap(currency -> documents.compute(unit, merchant, KpiQuestion.now(currency)))
                .collectList();
    }

    /** The ids of those that fail by themselves, found by halving. */
    private Mono<List<Long>> refused(List<Readable> deliveries) {
        return back().then(Mono.defer(() -> applied(deliveries)))
                .flatMap(_ -> back().thenReturn(List.<Long>of()))
                .onErrorResume(Rehearsing::isRefused, _ -> back().then(halved(deliveries)));
    }

    private Mono<List<Long>> halved(List<Readable> deliveries) {
        if (deliveries.size() == 1) {
            return Mono.just(List.of(deliveries.getFirst().id()));
        }
        var middle = deliveries.size() / 2;
        return refused(deliveries.subList(0, middle))
                .flatMap(
                        first ->
                                refused(deliveries.subList(middle, deliveries.size()))
                                        .map(second -> together(first, second)));
    }

    private static List<Long> together(List<Long> first, List<Long> second) {
        var all = new ArrayList<>(first);
        all.addAll(second);
        return List.copyOf(all);
    }

    private Mono<Void> back() {
        return Mono.from(unit.rollbackTransactionToSavepoint(BEFORE));
    }

    private static boolean isRefused(Throwable failure) {
        return SqlFailure.of(failure) == SqlFailure.REFUSED;
    }
}
