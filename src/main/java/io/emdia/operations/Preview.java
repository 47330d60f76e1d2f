package io.emdia.operations;

import io.emdia.database.Database;
import io.emdia.database.Scope;
import io.emdia.kpi.KpiDocuments;
import io.emdia.ledger.Rehearsal;
import io.emdia.merchants.Merchant;
import io.emdia.operations.PreviewAnswer.Unreadable;
import io.emdia.operations.Rehearsing.Outcome;
import io.emdia.processing.QuarantineSearch;
import io.emdia.processing.QuarantineSearch.Tried;

import org.springframework.stereotype.Component;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.util.ArrayList;
import java.util.List;

/**
 * Tells what a replay would change, by doing it: the ledger applies the deliveries and the figures
 * are computed before and after, all in one transaction that is taken back.
 */
@Component
class Preview {

    private final Database database;
    private final QuarantineSearch search;
    private final Rehearsal rehearsal;
    private final KpiDocuments documents;

    Preview(
            Database database,
            QuarantineSearch search,
            Rehearsal rehearsal,
            KpiDocuments documents) {
        this.database = database;
        this.search = search;
        this.rehearsal = rehearsal;
        this.documents = documents;
    }

    Mono<PreviewAnswer> of(Merchant merchant, List<Long> ids) {
        return of(merchant, new Sweep.Meant(ids, ids.size()));
    }

    Mono<PreviewAnswer> of(Merchant merchant, Sweep.Meant meant) {
        return Flux.fromIterable(meant.ids())
                .concatMap(id -> search.read(merchant.id(), id), 1)
                .collectList()
                .flatMap(
                        tried -> rehearsed(merchant, tried).map(told -> answer(meant, tried, told)))
                .checkpoint("quarantine preview");
    }

    private Mono<Outcome> rehearsed(Merchant merchant, List<Tried> tried) {
        var readable =
                tried.stream()
                        .filter(Tried.Readable.class::isInstance)
                        .map(Tried.Readable.class::cast)
                        .toList();
        return database.rehearse(
                Scope.of(merchant.id()),
                unit -> new Rehearsing(unit, merchant, rehearsal, documents).outcome(readable));
    }

    private static PreviewAnswer answer(Sweep.Meant meant, List<Tried> tried, Outcome outcome) {
        var unreadable = new ArrayList<Unreadable>();
        for (var one : tried) {
            if (one instanceof Tried.Unreadable none) {
                unreadable.add(new Unreadable(String.valueOf(none.id()), none.reason()));
            }
        }
        outcome.refused().forEach(id -> unreadable.add(refused(id)));
        return new PreviewAnswer(
                meant.matched(),
                tried.size(),
                tried.size() - unreadable.size(),
                List.copyOf(unreadable),
                outcome.charges(),
                outcome.figures(),
                meant.remaining(),
                meant.nextCursor());
    }

    private static Unreadable refused(long id) {
        return new Unreadable(String.valueOf(id), "the database would refuse it");
    }
}
