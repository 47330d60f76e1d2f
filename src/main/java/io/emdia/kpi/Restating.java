package io.emdia.kpi;

import io.emdia.database.Database;
import io.emdia.http.Cursor;
import io.emdia.http.Page;
import io.emdia.http.Problem;
import io.emdia.kpi.Restatements.Restatement;
import io.emdia.ledger.Progress;
import io.emdia.merchants.Merchant;
import io.r2dbc.spi.Connection;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;

/** Finds what changed of a month after it had ended. */
@Component
final class Restating {

    /** Of each figure. */
    private static final int EVENTS_SHOWN = 10;

    private final Database database;
    private final KpiDocuments documents;
    private final Progress progress;
    private final Past past;
    private final InstantSource clock;

    Restating(
            Database database,
            KpiDocuments documents,
            Progress progress,
            Past past,
            InstantSource clock) {
        this.database = database;
        this.documents = documents;
        this.progress = progress;
        this.past = past;
        this.clock = clock;
    }

    /**
     * @param currency else the merchant's default or only one
     * @param after the metric that was the last of the page before
     */
    record Asked(YearMonth month, @Nullable String currency, int size, @Nullable Metric after) {

        KpiQuestion question() {
            var last = month.atEndOfMonth();
            return new KpiQuestion(currency, last, month.atDay(1), last, null);
        }

        /** The first moment after the month. */
        Instant end(Merchant merchant) {
            return month.atEndOfMonth().plusDays(1).atStartOfDay(merchant.timeZone()).toInstant();
        }

        boolean isLater(Metric metric) {
            return after == null || metric.compareTo(after) > 0;
        }
    }

    Mono<Restatements> restated(Merchant merchant, Asked asked) {
        if (asked.end(merchant).isAfter(clock.instant())) {
            return Mono.error(Problem.invalid("month", "must be over in " + merchant.timeZone()));
        }
        return past.inTurn(
                        database.snapshot(
                                io.emdia.database.Scope.of(merchant.id()),
                                unit -> restated(unit, merchant, asked)))
                .checkpoint("restatements");
    }

    private Mono<Restatements> restated(Connection unit, Merchant merchant, Asked asked) {
        return documents
                .scope(unit, merchant, asked.question())
                .flatMap(
                        scope ->
                                new CellReading(unit, merchant.id(), scope)
                                        .sums()
                                        .map(sums -> Month.of(asked, scope, sums)))
                .flatMap(month -> restated(unit, merchant, month));
    }

    private Mono<Restatements> restated(Connection unit, Merchant merchant, Month month) {
        return progress.of(unit, merchant.id())
                .flatMap(state -> restated(unit, merchant, month, state.version()));
    }

    private Mono<Restatements> restated(
            Connection unit, Merchant merchant, Month month, long version) {
        var end = month.asked().end(merchant);
        return past.followBack(unit, merchant, end, month.scope().asOf(), month.trails())
                .then(Mono.fromSupplier(() -> month.answer(end, version)));
    }

    private record Followed(Metric metric, Trail trail) {

        boolean isRestated() {
            return !isSame(trail.now().value(), trail.then().value());
        }

        private static boolean isSame(@Nullable Number one, @Nullable Number other) {
            return one == null || other == null
                    ? one == other
                    : exact(one).compareTo(exact(other)) == 0;
        }

        private static BigDecimal exact(Number number) {
            return new BigDecimal(number.toString());
        }

        Restatement told() {
            var ranking = new Ranking<Detail>(Rank.FARTHEST_FIRST, EVENTS_SHOWN, null);
            var moved = Comparing.offer(trail.moves(), ranking);
            var events =
                    ranking.first().stream()
                            .map(one -> Item.of(one.getKey(), one.getValue()))
                            .toList();
            return new Restatement(
                    metric.code(),
                    trail.then().value(),
                    trail.now().value(),
                    events,
                    moved - events.size());
        }
    }

    private record Month(Asked asked, Scope scope, List<Followed> followed) {

        static Month of(Asked asked, Scope scope, CellSums sums) {
            var past = new RevenuePast();
            var followed =
                    Arrays.stream(Metric.values())
                            .filter(asked::isLater)
                            .map(
                                    metric ->
                                            new Followed(
                                                    metric, Trail.of(metric, scope, sums, past)))
                            .toList();
            return new Month(asked, scope, followed);
        }

        List<Trail> trails() {
            return followed.stream().map(Followed::trail).toList();
        }

        Restatements answer(Instant end, long version) {
            var restated = followed.stream().filter(Followed::isRestated).toList();
            var page = Page.of(restated, asked.size(), last -> Cursor.of(last.metric().code()));
            return new Restatements(
                    asked.month().toString(),
                    scope.currency(),
                    scope.asOf(),
                    new KpiDocument.Window(scope.start(), scope.end()),
                    end,
                    version,
                    page.items().stream().map(Followed::told).toList(),
                    page.nextCursor());
        }
    }
}
