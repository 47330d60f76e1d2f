package io.emdia.kpi;

import io.emdia.database.Database;
import io.emdia.http.Page;
import io.emdia.kpi.Explanation.Detail;
import io.emdia.kpi.Explanation.Item;
import io.emdia.ledger.Progress;
import io.emdia.merchants.Merchant;
import io.r2dbc.spi.Connection;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;

import java.util.Map;
import java.util.function.Supplier;

/**
 * Says which charges or customers a figure consists of. Figure and items come from one snapshot;
 * whatever there is of charges, no more of them are in memory than a page of the database's and one
 * of the answer's.
 */
@Component
final class Explanations {

    private final Database database;
    private final KpiDocuments documents;
    private final Progress progress;
    private final Turns turns;

    Explanations(
            Database database,
            KpiDocuments documents,
            Progress progress,
            ExplainSettings settings) {
        this.database = database;
        this.documents = documents;
        this.progress = progress;
        this.turns = new Turns(settings.atOnce());
    }

    /**
     * @param size of the page
     */
    record Asked(Metric metric, KpiQuestion question, int size, @Nullable Rank after) {}

    Mono<Explanation> explain(Merchant merchant, Asked asked) {
        return turns.take(database.snapshot(unit -> explain(unit, merchant, asked)))
                .checkpoint("explanation");
    }

    private Mono<Explanation> explain(Connection unit, Merchant merchant, Asked asked) {
        return documents
                .scope(unit, merchant, asked.question())
                .flatMap(
                        scope ->
                                new CellReading(unit, merchant.id(), scope)
                                        .sums()
                                        .map(sums -> new Whole(asked, scope, sums)))
                .flatMap(whole -> explain(unit, merchant, whole));
    }

    private Mono<Explanation> explain(Connection unit, Merchant merchant, Whole whole) {
        var asked = whole.asked();
        var ranking =
                new Ranking<Supplier<Detail>>(Rank.LARGEST_FIRST, asked.size() + 1, asked.after());
        return progress.of(unit, merchant.id())
                .flatMap(
                        state ->
                                new Items(unit, merchant.id(), whole.shares(), ranking)
                                        .rank()
                                        .then(
                                                Mono.fromSupplier(
                                                        () -> whole.explained(state, ranking))));
    }

    /** A figure before it is taken apart. */
    private record Whole(Asked asked, Scope scope, CellSums sums) {

        Shares shares() {
            return Shares.of(asked.metric(), scope, sums);
        }

        Explanation explained(Progress.State state, Ranking<Supplier<Detail>> ranking) {
            var quantities = new Quantities(sums, scope);
            var metric = asked.metric();
            var page = Page.of(ranking.first(), asked.size(), last -> last.getKey().cursor());
            return new Explanation(
                    metric.code(),
                    scope.currency(),
                    scope.asOf(),
                    new KpiDocument.Window(scope.start(), scope.end()),
                    state.version(),
                    metric.value(quantities),
                    metric.numerator(quantities),
                    metric.denominator(quantities),
                    page.items().stream().map(Whole::item).toList(),
                    page.nextCursor());
        }

        private static Item item(Map.Entry<Rank, Supplier<Detail>> found) {
            return Item.of(found.getKey(), found.getValue().get());
        }
    }
}
