package io.emdia.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.database.Database;
import io.emdia.embedded.TestServers;
import io.emdia.ledger.Disorder;
import io.emdia.ledger.MemoryLedger;
import io.emdia.ledger.Progress;
import io.emdia.ledger.RandomLedger;
import io.emdia.ledger.Records;
import io.emdia.ledger.StoredLedger;
import io.emdia.merchants.Merchant;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * What was known at a moment is what a ledger would show that never heard of anything recorded
 * later. {@code -Dseed=} runs one.
 */
class RecallIntegrationTests {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SEEDS = 20;
    private static final int CHARGES = 8;
    private static final int MOMENTS = 4;
    private static final int PATIENT_DAYS = 30;
    private static final String CONNECTION = "c";
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static Database database;
    private static Progress progress;

    @BeforeAll
    static void open() {
        database = TestServers.freshDatabase().database();
        progress = StoredLedger.progress(database);
    }

    static LongStream seeds() {
        var only = Long.getLong("seed");
        return only == null ? LongStream.rangeClosed(1, SEEDS) : LongStream.of(only);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void documentsAreThoseOfALedgerCutAtThatMoment(long seed) {
        var records = stored("document-" + seed, seed);
        var random = new Random(seed);
        for (int asked = 0; asked < MOMENTS; asked++) {
            var then = Records.moment(new SplittableRandom(seed + asked));
            var question = RandomChanges.question(random);
            var scope =
                    Scope.of(
                            question,
                            RandomChanges.currency(question),
                            RandomCharges.FIRST,
                            RandomChanges.WINDOW_MAX,
                            PATIENT_DAYS);
            var expected = new Figures(CellSums.of(cut(records, then), scope), scope);

            for (var touchedMax : List.of(1, 1_000)) {
                assertThat(Expected.of(document(records, question, then, touchedMax)))
                        .as("%s known at %s, %d", scope, then, touchedMax)
                        .isEqualTo(Expected.of(expected));
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void historiesAreThoseOfALedgerCutAtThatMoment(long seed) {
        var records = stored("history-" + seed, seed);
        var random = new Random(seed);
        for (int asked = 0; asked < MOMENTS; asked++) {
            var then = Records.moment(new SplittableRandom(seed + asked));
            var metric = Metric.values()[random.nextInt(Metric.values().length)];
            var scope = CoursesTests.scope(random, PATIENT_DAYS);
            var expected = CoursesTests.expected(metric, cut(records, then), scope);

            for (var touchedMax : List.of(1, 1_000)) {
                assertThat(told(history(records, metric, scope, then, touchedMax)))
                        .as("%s %s known at %s", metric.code(), scope.at(0), then)
                        .isEqualTo(told(expected));
            }
        }
    }

    private static Records stored(String merchant, long seed) {
        StoredLedger.place(database, merchant, PATIENT_DAYS).block(PATIENCE);
        var ledger = StoredLedger.on(database, new CellProjection());
        var random = new SplittableRandom(seed);
        var events = RandomLedger.events(seed, CHARGES);
        var records = Records.of(events, merchant, CONNECTION, random);
        for (var batch : Disorder.batches(records.entries(), random)) {
            ledger.apply(batch).block(PATIENCE);
        }
        return records;
    }

    private static Cells cut(Records records, Instant then) {
        var cells = new CellsInMemory();
        var known = records.charges(then);
        var terms = records.until(then).subscriptions();
        cells.move(new ChargeBook().put(new TreeMap<>(known), terms));
        return cells.all();
    }

    private static KpiDocument document(
            Records records, KpiQuestion question, Instant then, int touchedMax) {
        var known = new KnownDocuments(database, documents(), recall(touchedMax), () -> NOW);
        var merchant = merchant(records.merchant());
        return Objects.requireNonNull(known.compute(merchant, question, then).block(PATIENCE))
                .document();
    }

    private static List<HistoryPoint> history(
            Records records, Metric metric, CourseScope scope, Instant then, int touchedMax) {
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
                        then.toString());
        var history =
                new KpiHistory(
                        database,
                        documents(),
                        recall(touchedMax),
                        new HistorySettings(1_000),
                        () -> NOW);
        return Objects.requireNonNull(
                history.compute(merchant(records.merchant()), question).block(PATIENCE));
    }

    private static Recall recall(int touchedMax) {
        var settings = new RecallSettings(1, touchedMax);
        return new Recall(StoredLedger.recollections(), progress, settings);
    }

    private static KpiDocuments documents() {
        var settings = new KpiSettings(RandomChanges.WINDOW_MAX);
        return new KpiDocuments(database, progress, () -> 3, settings, () -> NOW);
    }

    private static List<String> told(List<HistoryPoint> points) {
        return points.stream().map(HistoryPoint::toString).toList();
    }

    private static Merchant merchant(String id) {
        return new Merchant(
                id, id, MemoryLedger.ZONE, "BR", null, Merchant.MrrStart.STARTED, PATIENT_DAYS);
    }
}
