package io.emdia.kpi;

import io.emdia.database.Database;
import io.emdia.http.Problem;
import io.emdia.merchants.Merchant;
import io.r2dbc.spi.Connection;

import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;

/**
 * Computes how a figure went, from cells and not from figures once shown: what comes late is where
 * it belongs. A history comes from one snapshot.
 */
@Component
public final class KpiHistory {

    private final Database database;
    private final KpiDocuments documents;
    private final Recall recall;
    private final HistorySettings settings;
    private final InstantSource clock;

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
    }

    /**
     * From the first point to the last; a {@link Problem} (400) names the parameter when the
     * question cannot be answered.
     */
    public Mono<List<HistoryPoint>> compute(Merchant merchant, HistoryQuestion question) {
        return Mono.fromSupplier(() -> asked(merchant, question))
                .flatMap(this::points)
                .checkpoint("kpi history");
    }

    private record Asked(Merchant merchant, HistoryQuestion question, Timeline timeline) {

        Courses courses(String currency) {
            var method = question.about().method();
            return new Courses(
                    question.metric(),
                    new CourseScope(currency, method, merchant.doubtfulAfterDays(), timeline));
        }
    }

    private Asked asked(Merchant merchant, HistoryQuestion question) {
        var timeline = question.timeline(today(merchant), settings.pointsMax());
        return new Asked(merchant, question, timeline);
    }

    private LocalDate today(Merchant merchant) {
        return clock.instant().atZone(merchant.timeZone()).toLocalDate();
    }

    /** A later moment than now is now. */
    private Mono<List<HistoryPoint>> points(Asked asked) {
        var then = asked.question().knownAt();
        return then == null || !then.isBefore(clock.instant())
                ? database.snapshot(unit -> stored(unit, asked))
                : recall.inTurn(database.snapshot(unit -> known(unit, asked, then)));
    }

    private Mono<List<HistoryPoint>> stored(Connection unit, Asked asked) {
        return courses(unit, asked)
                .flatMap(courses -> courses.read(unit, asked.merchant().id()).thenReturn(courses))
                .map(Courses::points);
    }

    private Mono<List<HistoryPoint>> known(Connection unit, Asked asked, Instant then) {
        return courses(unit, asked)
                .flatMap(
                        courses ->
                                recall.at(unit, asked.merchant(), then)
                                        .flatMap(cells -> known(unit, asked, courses, cells)));
    }

    private static Mono<List<HistoryPoint>> known(
            Connection unit, Asked asked, Courses courses, Recalled recalled) {
        var stored =
                recalled.isWhole() ? Mono.<Void>empty() : courses.read(unit, asked.merchant().id());
        return stored.then(
                Mono.fromSupplier(
                        () -> {
                            courses.add(recalled.cells());
                            return courses.points();
                        }));
    }

    private Mono<Courses> courses(Connection unit, Asked asked) {
        return documents
                .currency(unit, asked.merchant(), asked.question().about())
                .map(asked::courses);
    }
}
