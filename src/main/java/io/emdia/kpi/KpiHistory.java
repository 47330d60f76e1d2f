package io.emdia.kpi;

import io.emdia.database.Database;
import io.emdia.database.Scope;
import io.emdia.http.Problem;
import io.emdia.merchants.Merchant;
import io.r2dbc.spi.Connection;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;

/**
 * Computes how a figure went, from cells and not from figures once shown: what comes late is where
 * it belongs. A history comes from one snapshot.
 */
@Component
public final class KpiHistory implements DisposableBean {

    private static final int THREADS = Math.max(2, Runtime.getRuntime().availableProcessors());
    private static final int WAITING_MAX = 1_000;

    private final Database database;
    private final KpiDocuments documents;
    private final Recall recall;
    private final HistorySettings settings;
    private final InstantSource clock;
    private final Scheduler scheduler;

    KpiHistory(
            Database database,
            KpiDocuments documents,
            Recall recall,
            HistorySettings settings,
            InstantSource clock) {
        this.database = database;
        this.documents = documents;
        this.recall = recall;
        this.settings = settings;
        this.clock = clock;
        this.scheduler = Schedulers.newBoundedElastic(THREADS, WAITING_MAX, "history", 60, true);
    }

    @Override
    public void destroy() {
        scheduler.dispose();
    }

    /**
     * From the first point to the last; a {@link Problem} (400) names the parameter when the
     * question cannot be answered.
     */
    public Mono<List<HistoryPoint>> compute(Merchant merchant, HistoryQuestion question) {
        return compute(merchant, List.of(question)).map(all -> all.courses().getFirst());
    }

    /**
     * Several figures over the same days, from one snapshot.
     *
     * @param questions one or more, which differ in their metric alone
     */
    Mono<Histories> compute(Merchant merchant, List<HistoryQuestion> questions) {
        return Mono.fromSupplier(() -> asked(merchant, questions))
                .flatMap(this::histories)
                .checkpoint("kpi history");
    }

    /**
     * @param courses of each question, all of the same days
     */
    record Histories(String currency, List<List<HistoryPoint>> courses) {}

    private record Asked(Merchant merchant, HistoryQuestion question, Timeline timeline) {

        Courses courses(String currency) {
            var method = question.about().method();
            return new Courses(
                    question.metric(),
                    new CourseScope(currency, method, merchant.doubtfulAfterDays(), timeline));
        }
    }

    private List<Asked> asked(Merchant merchant, List<HistoryQuestion> questions) {
        var today = today(merchant);
        var timeline = questions.getFirst().timeline(today, settings.pointsMax());
        return questions.stream().map(asked -> new Asked(merchant, asked, timeline)).toList();
    }

    private LocalDate today(Merchant merchant) {
        return clock.instant().atZone(merchant.timeZone()).toLocalDate();
    }

    /** A later moment than now is now. */
    private Mono<Histories> histories(List<Asked> all) {
        var then = all.getFirst().question().knownAt();
        return then == null || !then.isBefore(clock.instant())
                ? database.snapshot(scope(all), unit -> stored(unit, all))
                : recall.inTurn(database.snapshot(scope(all), unit -> known(unit, all, then)));
    }

    /** All are of one merchant. */
    private static Scope scope(List<Asked> all) {
        return Scope.of(all.getFirst().merchant().id());
    }

    private Mono<Histories> stored(Connection unit, List<Asked> all) {
        return currency(unit, all.getFirst())
                .flatMap(
                        currency ->
                                histories(
                                        currency,
                                        all,
                                        asked -> read(unit, asked, asked.courses(currency))));
    }

    /** What was known is worked out once for all of the figures. */
    private Mono<Histories> known(Connection unit, List<Asked> all, Instant then) {
        var first = all.getFirst();
        return currency(unit, first)
                .flatMap(
                        currency ->
                                recall.at(unit, first.merchant(), then)
                                        .flatMap(known -> known(unit, currency, all, known)));
    }

    private Mono<Histories> known(
            Connection unit, String currency, List<Asked> all, Recalled recalled) {
        return histories(
                currency, all, asked -> known(unit, asked, asked.courses(currency), recalled));
    }

    private Mono<Courses> known(Connection unit, Asked asked, Courses courses, Recalled recalled) {
        var stored = recalled.isWhole() ? Mono.just(courses) : read(unit, asked, courses);
        return stored.publishOn(scheduler).doOnNext(read -> read.add(recalled.cells()));
    }

    private static Mono<Courses> read(Connection unit, Asked asked, Courses courses) {
        return courses.read(unit, asked.merchant().id()).thenReturn(courses);
    }

    /**
     * One figure after the other: a connection has one conversation. Points are worked out on
     * threads of their own.
     */
    private Mono<Histories> histories(
            String currency, List<Asked> all, Function<Asked, Mono<Courses>> read) {
        return Flux.fromIterable(all)
                .concatMap(asked -> read.apply(asked).publishOn(scheduler).map(Courses::points))
                .collectList()
                .map(courses -> new Histories(currency, courses));
    }

    private Mono<String> currency(Connection unit, Asked asked) {
        return documents.currency(unit, asked.merchant(), asked.question().about());
    }
}
