package io.emdia.kpi;

import io.emdia.database.Database;
import io.emdia.http.DayParameter;
import io.emdia.http.Page;
import io.emdia.http.Problem;
import io.emdia.ledger.Persons;
import io.emdia.ledger.Progress;
import io.emdia.merchants.Merchant;
import io.r2dbc.spi.Connection;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
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
    private final Past past;
    private final Persons persons;

    Explanations(
            Database database,
            KpiDocuments documents,
            Progress progress,
            Past past,
            Persons persons) {
        this.database = database;
        this.documents = documents;
        this.progress = progress;
        this.past = past;
        this.persons = persons;
    }

    /**
     * @param size of the page
     */
    record Asked(Metric metric, KpiQuestion question, int size, @Nullable Rank after) {}

    Mono<Explanation> explain(Merchant merchant, Asked asked) {
        return past.inTurn(
                        database.snapshot(
                                io.emdia.database.Scope.of(merchant.id()),
                                unit -> explain(unit, merchant, asked)))
                .checkpoint("explanation");
    }

    private Mono<Explanation> explain(Connection unit, Merchant merchant, Asked asked) {
        return whole(unit, merchant, asked.question(), asked)
                .flatMap(whole -> explain(unit, merchant, whole));
    }

    private Mono<Whole> whole(
            Connection unit, Merchant merchant, KpiQuestion question, Asked asked) {
        return documents
                .scope(unit, merchant, question)
                .flatMap(
                        scope ->
                                new CellReading(unit, merchant.id(), scope)
                                        .sums()
                                        .map(sums -> new Whole(asked, scope, sums)));
    }

    /** What moved the figure since an instant; a {@link Problem} when that is too much to tell. */
    Mono<Comparison> compare(Merchant merchant, Asked asked, Instant since) {
        return past.inTurn(
                        database.snapshot(
                                io.emdia.database.Scope.of(merchant.id()),
                                unit -> compare(unit, merchant, asked, since)))
                .checkpoint("comparison");
    }

    private Mono<Comparison> compare(
            Connection unit, Merchant merchant, Asked asked, Instant since) {
        var question = asked.question();
        var then = question.asOf() == null ? on(day(merchant, since), question) : question;
        return whole(unit, merchant, question, asked)
                .flatMap(
                        now ->
                                whole(unit, merchant, then, asked)
                                        .map(was -> now.comparing(was, since)))
                .flatMap(comparing -> compare(unit, merchant, asked, comparing));
    }

    private Mono<Comparison> compare(
            Connection unit, Merchant merchant, Asked asked, Comparing comparing) {
        var trails = List.of(comparing.trail(), comparing.thenTrail());
        return progress.of(unit, merchant.id())
                .flatMap(
                        state ->
                                past.follow(unit, merchant, comparing.since(), trails)
                                        .then(
                                                Mono.fromSupplier(
                                                        () ->
                                                                comparing.answer(
                                                                        asked, state.version()))));
    }

    private static LocalDate day(Merchant merchant, Instant since) {
        return DayParameter.within("since", since.atZone(merchant.timeZone()).toLocalDate());
    }

    private static KpiQuestion on(LocalDate day, KpiQuestion question) {
        return new KpiQuestion(
                question.currency(),
                day,
                question.windowStart(),
                question.windowEnd(),
                question.method());
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
                                                        () -> whole.explained(state, ranking))))
                .flatMap(explanation -> explanation.named(unit, merchant.id(), persons));
    }

    /** A figure before it is taken apart. */
    private record Whole(Asked asked, Scope scope, CellSums sums) {

        Comparing comparing(Whole then, Instant since) {
            var past = new RevenuePast();
            return new Comparing(since, scope, trail(past), then.scope, then.trail(past));
        }

        private Trail trail(RevenuePast past) {
            return Trail.of(asked.metric(), scope, sums, past);
        }

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
