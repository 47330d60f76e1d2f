package io.emdia.kpi;

import io.emdia.database.Database;
import io.emdia.merchants.Merchant;
import io.r2dbc.spi.Connection;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;

import java.time.Instant;
import java.time.InstantSource;

/** Computes documents as they were known at a moment, each from one snapshot. */
@Component
final class KnownDocuments {

    private final Database database;
    private final KpiDocuments documents;
    private final Recall recall;
    private final InstantSource clock;

    KnownDocuments(Database database, KpiDocuments documents, Recall recall, InstantSource clock) {
        this.database = database;
        this.documents = documents;
        this.recall = recall;
        this.clock = clock;
    }

    /**
     * Without an {@code as_of} it is of today, as every other document.
     *
     * @param then null for all that is known; a later moment than now is now
     */
    Mono<KnownDocument> compute(Merchant merchant, KpiQuestion question, @Nullable Instant then) {
        return document(merchant, question, then)
                .map(document -> new KnownDocument(document, then));
    }

    private Mono<KpiDocument> document(
            Merchant merchant, KpiQuestion question, @Nullable Instant then) {
        if (then == null || !then.isBefore(clock.instant())) {
            return documents.compute(merchant, question);
        }
        return recall.inTurn(
                        database.snapshot(
                                io.emdia.database.Scope.of(merchant.id()),
                                unit -> known(unit, merchant, question, then)))
                .checkpoint("known document");
    }

    private Mono<KpiDocument> known(
            Connection unit, Merchant merchant, KpiQuestion question, Instant then) {
        return documents
                .scope(unit, merchant, question)
                .flatMap(
                        scope ->
                                recall.at(unit, merchant, then)
                                        .flatMap(cells -> sums(unit, merchant, scope, cells))
                                        .flatMap(
                                                sums ->
                                                        documents.document(
                                                                unit, merchant, scope, sums)));
    }

    private static Mono<CellSums> sums(
            Connection unit, Merchant merchant, Scope scope, Recalled recalled) {
        var sums = CellSums.of(recalled.cells(), scope);
        return recalled.isWhole()
                ? Mono.just(sums)
                : new CellReading(unit, merchant.id(), scope).sums().map(sums::plus);
    }
}
