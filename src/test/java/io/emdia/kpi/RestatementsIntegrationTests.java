package io.emdia.kpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.emdia.database.Database;
import io.emdia.embedded.TestServers;
import io.emdia.http.Problem;
import io.emdia.kpi.Restatements.Restatement;
import io.emdia.ledger.Disorder;
import io.emdia.ledger.MemoryLedger;
import io.emdia.ledger.RandomLedger;
import io.emdia.ledger.Records;
import io.emdia.ledger.StoredLedger;
import io.emdia.merchants.Merchant;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** What changed of a month that had ended, through PostgreSQL; {@code -Dseed=} runs one. */
class RestatementsIntegrationTests {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Instant NOW = Instant.parse("2025-07-20T12:00:00Z");
    private static final YearMonth JUNE = YearMonth.of(2025, 6);

    /** Some hours after the first record; midnight in São Paulo. */
    private static final Instant JUNE_ENDED = Instant.parse("2025-07-01T03:00:00Z");

    private static final int SEEDS = 20;
    private static final int CHARGES = 12;
    private static final int PATIENT_DAYS = 30;
    private static final int ALL = 500;

    private static Database database;
    private static KpiDocuments documents;
    private static Restating restating;

    @BeforeAll
    static void open() {
        database = TestServers.freshDatabase().database();
        documents =
                new KpiDocuments(
                        database,
                        StoredLedger.progress(database),
                        () -> 0,
                        new KpiSettings(RandomChanges.WINDOW_MAX),
                        () -> NOW);
        restating =
                Explaining.restating(
                        database, documents, new ExplainSettings(1, 10_000, 10_000), NOW);
    }

    static LongStream seeds() {
        var only = Long.getLong("seed");
        return only == null ? LongStream.rangeClosed(1, SEEDS) : LongStream.of(only);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theFiguresThatChangedAreListedAndNoOthers(long seed) {
        var records = stored("restated-" + seed, seed);

        var told = restated(records.merchant(), ALL, null);

        assertThat(told.items().stream().map(RestatementsIntegrationTests::text))
                .isEqualTo(expected(records));
        assertThat(told.items()).isNotEmpty().allMatch(item -> !item.events().isEmpty());
    }

    @Test
    void pageAfterPageIsTheWhole() {
        var records = stored("pages", 1);
        var whole = restated(records.merchant(), ALL, null).items();

        var paged = new ArrayList<Restatement>();
        @Nullable Metric after = null;
        do {
            var page = restated(records.merchant(), 3, after);
            paged.addAll(page.items());
            after = page.nextCursor() == null ? null : Metric.required(paged.getLast().metric());
        } while (after != null);

        assertThat(paged).isEqualTo(whole).hasSizeGreaterThan(3);
    }

    @Test
    void aMonthThatIsNotOverIsRefused() {
        var asked = new Restating.Asked(YearMonth.of(2025, 7), "BRL", ALL, null);

        assertThatThrownBy(() -> restating.restated(merchant("any"), asked).block(PATIENCE))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("month must be over");
    }

    private static List<String> expected(Records records) {
        var last = JUNE.atEndOfMonth();
        var scope = new Scope("BRL", last, JUNE.atDay(1), last, null, PATIENT_DAYS);
        return Arrays.stream(Metric.values())
                .filter(Trail::follows)
                .map(metric -> expected(metric, records, scope))
                .filter(restated -> !restated.isEmpty())
                .toList();
    }

    /** Empty for a figure that is what it was. */
    private static String expected(Metric metric, Records records, Scope scope) {
        var then = String.valueOf(figure(metric, records, JUNE_ENDED, scope).value());
        var now = String.valueOf(figure(metric, records, NOW, scope).value());
        return then.equals(now) ? "" : metric.code() + " " + then + " " + now;
    }

    private static String text(Restatement item) {
        return item.metric() + " " + item.then() + " " + item.now();
    }

    private static Figure figure(Metric metric, Records records, Instant until, Scope scope) {
        var cells = new CellsInMemory();
        cells.move(new ChargeBook().put(new TreeMap<>(records.charges(until))));
        return Figure.of(metric, cells.sums(scope), scope);
    }

    private static Restatements restated(String merchant, int size, @Nullable Metric after) {
        var asked = new Restating.Asked(JUNE, "BRL", size, after);
        return Objects.requireNonNull(
                restating.restated(merchant(merchant), asked).block(PATIENCE));
    }

    private static Records stored(String merchant, long seed) {
        StoredLedger.place(database, merchant, PATIENT_DAYS).block(PATIENCE);
        var random = new SplittableRandom(seed);
        var records = Records.of(RandomLedger.events(seed, CHARGES), merchant, "c", random);
        var ledger = StoredLedger.on(database, new CellProjection());
        for (var batch : Disorder.batches(records.entries(), random)) {
            ledger.apply(batch).block(PATIENCE);
        }
        return records;
    }

    private static Merchant merchant(String id) {
        return new Merchant(
                id, id, MemoryLedger.ZONE, "BR", null, Merchant.MrrStart.STARTED, PATIENT_DAYS);
    }
}
