package io.emdia.kpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.emdia.database.Database;
import io.emdia.embedded.TestServers;
import io.emdia.http.Problem;
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

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** What moved figures since an instant, through PostgreSQL; {@code -Dseed=} runs one. */
class ComparisonsIntegrationTests {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Instant NOW = Instant.parse("2025-07-20T12:00:00Z");
    private static final int SEEDS = 20;
    private static final int CHARGES = 12;
    private static final int PATIENT_DAYS = 30;
    private static final int ALL = 500;

    private static Database database;
    private static KpiDocuments documents;
    private static Explanations explanations;

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
        explanations = Explaining.on(database, documents, new ExplainSettings(1, 10_000, 10_000));
    }

    static LongStream seeds() {
        var only = Long.getLong("seed");
        return only == null ? LongStream.rangeClosed(1, SEEDS) : LongStream.of(only);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void eventsAndTimeLeadFromTheFactsOfThenToNow(long seed) {
        var random = new SplittableRandom(seed);
        var records = stored("moved-" + seed, seed, random);
        var merchant = merchant(records);
        var since = Records.moment(random);
        var asked = KpiQuestion.now("BRL");
        var day = since.atZone(MemoryLedger.ZONE).toLocalDate();
        var then = scope(merchant, new KpiQuestion("BRL", day, null, null, null));

        var slow = new SlowPast(records);
        for (var metric : Metric.values()) {
            var told = compare(merchant, metric, asked, since, ALL, null);

            assertThat(told.then().window().end()).isEqualTo(then.end());
            assertFigure(metric, told.then().value(), then(told), slow, since, then);
            assertFigure(metric, told.value(), now(told), slow, NOW, scope(merchant, asked));
            assertThat(sum(told.items(), told.denominator()))
                    .as("%s", metric)
                    .isEqualTo(change(told));
            assertThat(told.items())
                    .filteredOn(item -> item.kind().equals("time_passed"))
                    .hasSize(1);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void onOneDayNoTimePassesWhateverTheWindow(long seed) {
        var random = new SplittableRandom(seed);
        var records = stored("day-" + seed, seed, random);
        var merchant = merchant(records);
        var since = Records.moment(random);
        var question = RandomChanges.question(new Random(seed));
        var scope = scope(merchant, question);

        var slow = new SlowPast(records);
        for (var metric : Metric.values()) {
            var told = compare(merchant, metric, question, since, ALL, null);

            assertFigure(metric, told.then().value(), then(told), slow, since, scope);
            assertThat(sum(told.items(), told.denominator())).isEqualTo(change(told));
            assertThat(told.items())
                    .filteredOn(item -> item.kind().equals("time_passed"))
                    .allMatch(item -> item.numerator().signum() == 0);
        }
    }

    @Test
    void pageAfterPageIsTheWholeTheFarthestMoveFirst() {
        var random = new SplittableRandom(5);
        var records = stored("pages", 5, random);
        var merchant = merchant(records);
        var question = KpiQuestion.now("BRL");
        var whole = compare(merchant, Metric.ALL_CUSTOMERS, question, Records.FIRST, ALL, null);

        var paged = new ArrayList<Item>();
        @Nullable String cursor = null;
        do {
            var page = compare(merchant, Metric.ALL_CUSTOMERS, question, Records.FIRST, 1, cursor);
            paged.addAll(page.items());
            cursor = page.nextCursor();
        } while (cursor != null);

        assertThat(paged).isEqualTo(whole.items()).hasSizeGreaterThan(1);
        assertThat(paged.stream().map(item -> item.numerator().abs().negate())).isSorted();
    }

    @Test
    void whoAsksTooFarBackHearsHowManyEventsThereWere() {
        var records = stored("far", 3, new SplittableRandom(3));
        var few = Explaining.on(database, documents, new ExplainSettings(1, 5, 5));
        var asked = new Explanations.Asked(Metric.RATE, KpiQuestion.now("BRL"), ALL, null);

        assertThatThrownBy(
                        () -> few.compare(merchant(records), asked, Instant.EPOCH).block(PATIENCE))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("since must be later")
                .hasMessageContaining(String.valueOf(records.entries().size()));
    }

    private static Records stored(String merchant, long seed, SplittableRandom random) {
        var starts = seed % 2 == 0 ? MrrStart.FIRST_PAYMENT : MrrStart.STARTED;
        StoredLedger.place(database, merchant, PATIENT_DAYS, starts).block(PATIENCE);
        var events = RandomLedger.events(seed, CHARGES);
        var records = Records.of(events, merchant, "c", random).starting(starts);
        var ledger = StoredLedger.on(database, new CellProjection());
        for (var batch : Disorder.batches(records.entries(), random)) {
            ledger.apply(batch).block(PATIENCE);
        }
        return records;
    }

    /** Of revenue by the letter of the contract, which knows of no parts. */
    private static void assertFigure(
            Metric metric,
            @Nullable Number value,
            Contribution parts,
            SlowPast slow,
            Instant until,
            Scope scope) {
        if (metric.isOfSubscriptions()) {
            var asked = slow.value(metric, until, scope);
            assertThat(SlowPast.isSame(value, asked)).as("%s %s", metric, value).isTrue();
            assertThat(SlowPast.isSame(Figure.of(parts).value(), asked)).as("%s", metric).isTrue();
            return;
        }
        var expected = figure(metric, slow.records(), until, scope);
        assertThat(parts).as("%s", metric).isEqualTo(expected.parts());
        assertThat(String.valueOf(value)).isEqualTo(String.valueOf(expected.value()));
    }

    /** Of the facts recorded by an instant, folded and summed from nothing. */
    private static Figure figure(Metric metric, Records records, Instant until, Scope scope) {
        var book = new ChargeBook();
        var cells = new CellsInMemory();
        cells.move(book.put(new TreeMap<>(records.charges(until))));
        return Figure.of(metric, cells.sums(scope), scope);
    }

    private static Contribution then(Comparison told) {
        return new Contribution(told.then().numerator(), told.then().denominator());
    }

    private static Contribution now(Comparison told) {
        return new Contribution(told.numerator(), told.denominator());
    }

    private static Contribution change(Comparison told) {
        return new Contribution(told.change().numerator(), told.change().denominator());
    }

    private static Contribution sum(List<Item> items, @Nullable BigInteger denominator) {
        var nothing =
                new Contribution(BigInteger.ZERO, denominator == null ? null : BigInteger.ZERO);
        return items.stream()
                .map(item -> new Contribution(item.numerator(), item.denominator()))
                .reduce(nothing, Contribution::plus);
    }

    private static Comparison compare(
            Merchant merchant,
            Metric metric,
            KpiQuestion question,
            Instant since,
            int size,
            @Nullable String cursor) {
        var asked = new Explanations.Asked(metric, question, size, Rank.after(cursor));
        return Objects.requireNonNull(explanations.compare(merchant, asked, since).block(PATIENCE));
    }

    private static Scope scope(Merchant merchant, KpiQuestion question) {
        return Objects.requireNonNull(
                database.read(
                                io.emdia.database.Scope.of(merchant.id()),
                                unit -> documents.scope(unit, merchant, question))
                        .block(PATIENCE));
    }

    private static Merchant merchant(Records records) {
        var id = records.merchant();
        return new Merchant(
                id, id, MemoryLedger.ZONE, "BR", null, records.mrrStarts(), PATIENT_DAYS);
    }
}
