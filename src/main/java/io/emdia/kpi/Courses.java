package io.emdia.kpi;

import io.emdia.kpi.Metric.Family;
import io.r2dbc.spi.Connection;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The cells that one metric is made of along a timeline: filled first, then read once from the
 * first point to the last. What it is not made of is zeros.
 */
final class Courses {

    private final Metric metric;
    private final CourseScope scope;
    private final BookCourse book;
    private final SilentCourse silent;
    private final CohortCourse cohort;
    private final CustomerCourse customers;
    private final Receipts receipts;
    private final IssueCourse issues;
    private final AttemptCourse attempts;
    private final FlowCourse flows;
    private final RevenueCourse revenue;
    private final CrossingCourse crossings;
    private final StandingCourse standings;

    Courses(Metric metric, CourseScope scope) {
        this.metric = metric;
        this.scope = scope;
        book = new BookCourse(scope);
        silent = new SilentCourse(scope);
        cohort = new CohortCourse(scope);
        customers = new CustomerCourse(scope);
        receipts =
                metric == Metric.MEDIAN_DAYS_FROM_DUE
                        ? new LagCourse(scope)
                        : new ReceiptCourse(scope);
        issues = new IssueCourse(scope);
        attempts = new AttemptCourse(scope);
        flows = new FlowCourse(scope);
        revenue = new RevenueCourse(scope);
        crossings = new CrossingCourse(scope);
        standings = new StandingCourse(scope);
    }

    /** Adds what is stored; one statement after the other, as a connection has one conversation. */
    Mono<Void> read(Connection unit, String merchantId) {
        var reading = new CourseReading(unit, merchantId, scope);
        return Flux.fromIterable(needed()).concatMap(course -> course.read(reading)).then();
    }

    void add(Cells cells) {
        needed().forEach(course -> course.add(cells));
    }

    private List<Course> needed() {
        var all = byFamily();
        return metric.families().stream().map(all::get).toList();
    }

    private Map<Family, Course> byFamily() {
        var all = new EnumMap<Family, Course>(Family.class);
        all.put(Family.BOOK, book);
        all.put(Family.SILENT, silent);
        all.put(Family.COHORT, cohort);
        all.put(Family.CUSTOMERS, customers);
        all.put(Family.RECEIPTS, receipts);
        all.put(Family.ISSUES, issues);
        all.put(Family.ATTEMPTS, attempts);
        all.put(Family.FLOWS, flows);
        all.put(Family.REVENUE, revenue);
        all.put(Family.CROSSINGS, crossings);
        all.put(Family.STANDINGS, standings);
        return all;
    }

    List<HistoryPoint> points() {
        var points = new ArrayList<HistoryPoint>();
        for (int at = 0; at < scope.points(); at++) {
            var point = scope.at(at);
            points.add(new HistoryPoint(point.asOf(), metric.value(new Quantities(next(), point))));
        }
        return points;
    }

    private CellSums next() {
        return new CellSums(
                book.balances(),
                silent.next(),
                book.opening(),
                cohort.next(),
                receipts.next(),
                issues.next(),
                customers.next(),
                attempts.next(),
                flows.next(),
                new RevenueSums(revenue.next(), crossings.next(), standings.next()));
    }
}
