package io.emdia.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.facts.Method;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** A history is a row of documents, computed at once. {@code -Dseed=} runs one. */
class CoursesTests {

    private static final int SEEDS = 300;
    private static final int SEEDS_OF_THE_WRONG_ONE = 30;
    private static final int DAYS_MAX = 70;

    static LongStream seeds() {
        var only = Long.getLong("seed");
        return only == null ? LongStream.rangeClosed(1, SEEDS) : LongStream.of(only);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyPointOfEveryMetricIsThatOfTheDocumentOfItsDayAndWindow(long seed) {
        var random = new Random(seed);
        var cells = cells(random);
        var scope = scope(random);
        for (var metric : Metric.values()) {
            var courses = new Courses(metric, scope);
            courses.add(cells);

            assertThat(told(courses.points()))
                    .as("%s %s", metric.code(), scope.at(0))
                    .isEqualTo(told(expected(metric, cells, scope)));
        }
    }

    @Test
    void aCourseThatCountsEverythingADayLateIsFoundOutByEveryMetric() {
        var found = EnumSet.noneOf(Metric.class);
        for (long seed = 1; seed <= SEEDS_OF_THE_WRONG_ONE; seed++) {
            var random = new Random(seed);
            var cells = cells(random);
            var scope = days(scope(random), 0);
            for (var metric : Metric.values()) {
                var late = new Courses(metric, days(scope, 1));
                late.add(cells);
                var expected = expected(metric, cells, scope);
                if (!values(late.points()).equals(values(expected))) {
                    found.add(metric);
                }
            }
        }

        assertThat(found).isEqualTo(EnumSet.allOf(Metric.class));
    }

    @Test
    void weeksEndOnSundaysMonthsOnTheirLastDaysAndTheLastOfAllIsCut() {
        var from = LocalDate.of(2025, 6, 4);
        var to = LocalDate.of(2025, 6, 20);

        assertThat(windows(Interval.WEEK, from, to))
                .containsExactly(
                        "2025-06-02/2025-06-08", "2025-06-09/2025-06-15", "2025-06-16/2025-06-20");
        assertThat(windows(Interval.MONTH, from.minusMonths(1), to))
                .containsExactly("2025-05-01/2025-05-31", "2025-06-01/2025-06-20");
        assertThat(windows(Interval.DAY, from, from.plusDays(1)))
                .containsExactly("2025-05-06/2025-06-04", "2025-05-07/2025-06-05");
    }

    private static List<String> windows(Interval interval, LocalDate from, LocalDate to) {
        var timeline = Timeline.of(interval, from, to);
        var windows = new ArrayList<String>();
        for (int at = 0; at < timeline.size(); at++) {
            windows.add(timeline.start(at) + "/" + timeline.end(at));
        }
        return windows;
    }

    static Cells cells(Random random) {
        var cells = new CellsInMemory();
        var book = new ChargeBook();
        cells.move(book.put(new TreeMap<>(), RandomChanges.terms(random, "acme")));
        for (int batch = 0; batch < 3; batch++) {
            cells.move(book.put(RandomChanges.some(random, "acme")));
        }
        return cells.all();
    }

    static CourseScope scope(Random random) {
        return scope(random, random.nextInt(40));
    }

    static CourseScope scope(Random random, int doubtfulAfterDays) {
        var from = new RandomCharges(random).someDay();
        var to = from.plusDays(random.nextInt(DAYS_MAX));
        var interval = Interval.values()[random.nextInt(Interval.values().length)];
        return new CourseScope(
                random.nextInt(4) == 0 ? "USD" : "BRL",
                method(random),
                doubtfulAfterDays,
                Timeline.of(interval, from, to));
    }

    private static @Nullable Method method(Random random) {
        var methods = Method.values();
        return random.nextInt(3) == 0 ? methods[random.nextInt(methods.length)] : null;
    }

    private static CourseScope days(CourseScope scope, int earlier) {
        var from = scope.timeline().firstEnd().minusDays(earlier);
        var days = Timeline.of(Interval.DAY, from, from.plusDays(scope.points()));
        return new CourseScope(scope.currency(), null, scope.doubtfulAfterDays(), days);
    }

    static List<HistoryPoint> expected(Metric metric, Cells cells, CourseScope scope) {
        var points = new ArrayList<HistoryPoint>();
        for (int at = 0; at < scope.points(); at++) {
            var point = scope.at(at);
            var quantities = new Quantities(CellSums.of(cells, point), point);
            points.add(new HistoryPoint(point.asOf(), metric.value(quantities)));
        }
        return points;
    }

    /** As text: a zero of six decimals is not one without. */
    private static List<String> told(List<HistoryPoint> points) {
        return points.stream().map(HistoryPoint::toString).toList();
    }

    private static List<String> values(List<HistoryPoint> points) {
        return points.stream().map(point -> String.valueOf(point.value())).toList();
    }
}
