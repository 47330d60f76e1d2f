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
import io.emdia.merchants.Merchant.MrrStart;

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

        var told = restated(records, ALL, null);

        assertThat(told.items().stream().map(RestatementsIntegrationTests::text))
                .isEqualTo(expected(records));
        assertThat(told.items()).isNotEmpty().allMatch(item -> !item.events().isEmpty());
    }

    @Test
    void pageAfterPageIsTheWhole() {
        var records = stored("pages", 1);
        var whole = restated(records, ALL, null).items();

        var paged = new ArrayList<Restatement>();
        @Nullable Metric after = null;
        do {
            var page = restated(records, 3, after);
            paged.addAll(page.items());
            after = page.nextCursor() == null ? null : Metric.required(paged.getLast().metric());
        } while (after != null);

        assertThat(paged).isEqualTo(whole).hasSizeGreaterThan(3);
    }

    @Test
    void aMonthThatIsNotOverIsRefused() {
        var asked = new Restating.Asked(YearMonth.of(2025, 7), "BRL", ALL, null);

        assertThatThrownBy(
                        () ->
                                restating
                                        .restated(merchant("any", MrrStart.STARTED), asked)
                                        .block(PATIENCE))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("month must be over");
    }

    private static List<String> expected(Records records) {
        var last = JUNE.atEndOfMonth();
        var scope = new Scope("BRL", last, JUNE.atDay(1), last, null, PATIENT_DAYS);
        var slow = new SlowPast(records);
        return Arrays.stream(Metric.values())
                .map(metric -> expected(metric, slow, scope))
                .filter(restated -> !restated.isEmpty())
                .toList();
    }

    /** Empty for a figure that is what it was. */
    private static String expected(Metric metric, SlowPast slow, Scope scope) {
        var then = value(metric, slow, JUNE_ENDED, scope);
        var now = value(metric, slow, NOW, scope);
        return then.equals(now) ? "" : metric.code() + " " + then + " " + now;
    }

    private static String value(Metric metric, SlowPast slow, Instant until, Scope scope) {
        if (metric.isOfSubscriptions()) {
            return String.valueOf(slow.value(metric, until, scope));
        }
        return String.valueOf(figure(metric, slow.records(), until, scope).value());
    }

    private static String text(Restatement item) {
        return item.metric() + " " + item.then() + " " + item.now();
    }

    private static Figure figure(Metric metric, Records records, Instant until, Scope scope) {
        var cells = new CellsInMemory();
        cells.move(new ChargeBook().put(new TreeMap<>(records.charges(until))));
        return Figure.of(metric, cells.sums(scope), scope);
    }

    private static Restatements restated(Records records, int size, @Nullable Metric after) {
        var asked = new Restating.Asked(JUNE, "BRL", size, after);
        return Objects.requireNonNull(
                restating
                        .restated(merchant(records.merchant(), records.mrrStarts()), asked)
                        .block(PATIENCE));
    }

    private static Records stored(String merchant, long seed) {
        var starts = seed % 2 == 0 ? MrrStart.FIRST_PAYMENT : MrrStart.STARTED;
        StoredLedger.place(database, merchant, PATIENT_DAYS, starts).block(PATIENCE);
        var random = new SplittableRandom(seed);
        var events = RandomLedger.events(seed, CHARGES);
        var records = Records.of(events, merchant, "c", random).starting(starts);
        var ledger = StoredLedger.on(database, new CellProjection());
        for (var batch : Disorder.batches(records.entries(), random)) {
            ledger.apply(batch).block(PATIENCE);
        }
        return records;
    }

    private static Merchant merchant(String id, MrrStart starts) {
        return new Merchant(id, id, MemoryLedger.ZONE, "BR", null, starts, PATIENT_DAYS);
    }
}
