package io.emdia.kpi;

import io.emdia.database.Database;
import io.emdia.http.Problem;
import io.emdia.merchants.Merchant;
import io.r2dbc.spi.Connection;

import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;

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
    private final HistorySettings settings;
    private final InstantSource clock;

    KpiHistory(
            Database database,
            KpiDocuments documents,
            HistorySettings settings,
            InstantSource clock) {
        this.database = database;
        this.documents = documents;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * From the first point to the last; a {@link Problem} (400) names the parameter when the
     * question cannot be answered.
     */
    public Mono<List<HistoryPoint>> compute(Merchant merchant, HistoryQuestion question) {
        return Mono.fromSupplier(() -> question.timeline(today(merchant), settings.pointsMax()))
                .flatMap(
                        timeline ->
                                database.snapshot(
                                        unit -> compute(unit, merchant, question, timeline)))
                .checkpoint("kpi history");
    }

    private Mono<List<HistoryPoint>> compute(
            Connection unit, Merchant merchant, HistoryQuestion question, Timeline timeline) {
        return documents
                .currency(unit, merchant, question.about())
                .map(currency -> scope(merchant, question, currency, timeline))
                .flatMap(scope -> stored(unit, merchant, question.metric(), scope))
                .map(Courses::points);
    }

    private static CourseScope scope(
            Merchant merchant, HistoryQuestion question, String currency, Timeline timeline) {
        return new CourseScope(
                currency, question.about().method(), merchant.doubtfulAfterDays(), timeline);
    }

    private static Mono<Courses> stored(
            Connection unit, Merchant merchant, Metric metric, CourseScope scope) {
        var courses = new Courses(metric, scope);
        return courses.read(new CourseReading(unit, merchant.id(), scope)).thenReturn(courses);
    }

    private LocalDate today(Merchant merchant) {
        return clock.instant().atZone(merchant.timeZone()).toLocalDate();
    }
}
