package io.emdia.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.database.Database;
import io.emdia.embedded.TestServers;
import io.emdia.ledger.Projection.Changes;
import io.emdia.ledger.Scopes;
import io.emdia.ledger.StoredLedger;
import io.emdia.merchants.Merchant;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import reactor.core.publisher.Mono;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** The same through PostgreSQL: each point is the document that is computed for it. */
class KpiHistoryIntegrationTests {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SEEDS = 20;
    private static final int DOCUMENTS = 3;
    private static final int PATIENT_DAYS = 30;
    private static final Instant NOW = Instant.parse("2025-07-01T01:30:00Z");

    private static Database database;

    @BeforeAll
    static void open() {
        database = TestServers.freshDatabase().database();
    }

    static LongStream seeds() {
        var only = Long.getLong("seed");
        return only == null ? LongStream.rangeClosed(1, SEEDS) : LongStream.of(only);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyPointOfEveryMetricIsThatOfTheCellsInMemory(long seed) {
        var random = new Random(seed);
        var merchant = merchant("course-" + seed);
        var cells = new CellsInMemory();
        var book = new ChargeBook();
        var terms = book.put(new TreeMap<>(), RandomChanges.terms(random, merchant.id()));
        cells.move(terms);
        move(terms).block(PATIENCE);
        for (int batch = 0; batch < 3; batch++) {
            var changes = book.put(RandomChanges.some(random, merchant.id()));
            cells.move(changes);
            move(changes).block(PATIENCE);
        }
        for (var metric : Metric.values()) {
            var scope = CoursesTests.scope(random, PATIENT_DAYS);

            assertThat(told(history(merchant, metric, scope)))
                    .as("%s %s", metric.code(), scope.at(0))
                    .isEqualTo(told(CoursesTests.expected(metric, cells.all(), scope)));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aPointIsWhatTheDocumentOfThatDaySays(long seed) {
        var random = new Random(seed);
        var merchant = merchant("document-" + seed);
        move(new ChargeBook().put(RandomChanges.some(random, merchant.id()))).block(PATIENCE);

        for (int asked = 0; asked < DOCUMENTS; asked++) {
            var scope = CoursesTests.scope(random, PATIENT_DAYS);
            var metric = Metric.values()[random.nextInt(Metric.values().length)];
            var at = random.nextInt(scope.points());
            var point = scope.at(at);
            var sums =
                    Objects.requireNonNull(
                            database.snapshot(
                                            io.emdia.database.Scope.of(merchant.id()),
                                            unit ->
                                                    new CellReading(unit, merchant.id(), point)
                                                            .sums())
                                    .block(PATIENCE));

            assertThat(history(merchant, metric, scope).get(at).toString())
                    .isEqualTo(
                            new HistoryPoint(
                                            point.asOf(), metric.value(new Quantities(sums, point)))
                                    .toString());
        }
    }

    private static List<HistoryPoint> history(Merchant merchant, Metric metric, CourseScope scope) {
        var timeline = scope.timeline();
        var method = scope.method();
        var question =
                HistoryQuestion.of(
                        metric.code(),
                        scope.currency(),
                        timeline.firstEnd().toString(),
                        timeline.lastEnd().toString(),
                        timeline.interval().code(),
                        method == null ? null : method.code(),
                        null);
        return Objects.requireNonNull(histories().compute(merchant, question).block(PATIENCE));
    }

    private static KpiHistory histories() {
        var progress = new FixedProgress(7);
        var settings = new KpiSettings(RandomChanges.WINDOW_MAX);
        var documents = new KpiDocuments(database, progress, () -> 3, settings, () -> NOW);
        var recall = new Recall(StoredLedger.recollections(), progress, new RecallSettings(1, 9));
        return new KpiHistory(database, documents, recall, new HistorySettings(1_000), () -> NOW);
    }

    private static List<String> told(List<HistoryPoint> points) {
        return points.stream().map(HistoryPoint::toString).toList();
    }

    private static Mono<Void> move(Changes changes) {
        return database.write(
                Scopes.of(changes), transaction -> new CellProjection().move(transaction, changes));
    }

    private static Merchant merchant(String id) {
        return new Merchant(
                id,
                id,
                ZoneId.of("America/Sao_Paulo"),
                "BR",
                null,
                Merchant.MrrStart.STARTED,
                PATIENT_DAYS);
    }
}
