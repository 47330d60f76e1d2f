package io.emdia.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.database.Database;
import io.emdia.database.Query;
import io.emdia.embedded.TestServers;
import io.emdia.facts.Event;
import io.emdia.ledger.Disorder;
import io.emdia.ledger.Ledger;
import io.emdia.ledger.MemoryLedger;
import io.emdia.ledger.RandomLedger;
import io.emdia.ledger.SlowFold;
import io.emdia.ledger.SlowSubscriptions;
import io.emdia.ledger.StoredLedger;
import io.emdia.merchants.Merchant;
import io.emdia.merchants.Merchant.MrrStart;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/** Recurring revenue through the real ledger and the real database; {@code -Dseed=} runs one. */
class RevenueIntegrationTests {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SEEDS = 20;
    private static final int CHARGES = 8;
    private static final int QUESTIONS = 6;
    private static final int WRITERS = 6;
    private static final int PATIENT_DAYS = 3;
    private static final Instant NOW = Instant.parse("2025-07-01T01:30:00Z");

    private static Database database;
    private static Ledger ledger;
    private static KpiDocuments documents;

    @BeforeAll
    static void open() {
        database = TestServers.freshDatabase().database();
        ledger = StoredLedger.on(database, new CellProjection());
        documents =
                new KpiDocuments(
                        database,
                        new FixedProgress(7),
                        () -> 3,
                        new KpiSettings(RandomChanges.WINDOW_MAX),
                        () -> NOW);
    }

    static LongStream seeds() {
        var only = Long.getLong("seed");
        return only == null ? LongStream.rangeClosed(1, SEEDS) : LongStream.of(only);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void writersAtTheSameTimeComeToWhatTheContractSays(long seed) {
        var merchant = merchant("rush-" + seed, MrrStart.STARTED);

        apply(merchant, RandomLedger.events(seed, CHARGES), seed);

        assertFigures(merchant, seed, MrrStart.STARTED);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void revenueThatStartsWithTheFirstPaymentIsFoldedAgainAmidDeliveries(long seed) {
        var merchant = merchant("turns-" + seed, MrrStart.STARTED);
        var events = RandomLedger.events(seed, CHARGES);
        var half = events.size() / 2;

        apply(merchant, events.subList(0, half), seed);
        sql("update merchant set mrr_starts = 'first_payment' where merchant_id = $1", merchant);
        Mono.when(refold(), applied(merchant, events.subList(half, events.size()), seed), refold())
                .then(refold())
                .block(PATIENCE);

        assertFigures(merchant, seed, MrrStart.FIRST_PAYMENT);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void subscriptionsOfBeforeComeInWhenTheyAreFoldedAgain(long seed) {
        var merchant = merchant("before-" + seed, MrrStart.STARTED);
        var events = RandomLedger.events(seed, CHARGES);
        var before = StoredLedger.on(database);
        apply(before, merchant, events, seed).block(PATIENCE);
        sql("update subscription set rules = 'older' where merchant_id = $1", merchant);

        refold().block(PATIENCE);

        for (var asked : questions(seed)) {
            var expected = expected(merchant, asked, MrrStart.STARTED, events);
            var found = Expected.of(compute(merchant, asked));
            assertThat(found.revenue()).as("%s", asked).isEqualTo(expected.revenue());
            assertThat(found.churn()).as("%s", asked).isEqualTo(expected.churn());
            assertThat(found.subscriptions()).as("%s", asked).isEqualTo(expected.subscriptions());
        }
    }

    @Test
    void theWorkedExampleNeedsNoChargeToHaveACurrency() {
        var merchant = merchant("worked", MrrStart.STARTED);

        apply(merchant, FixtureB.events(), 1);

        var document = compute(merchant, KpiQuestion.now(null));
        assertThat(document.currency()).isEqualTo("BRL");
        assertThat(document.revenue().mrr()).isEqualTo(34_500);
        assertThat(document.revenue().movements().churn()).isEqualTo(14_000);
        assertThat(document.revenue().netRetention()).isEqualByComparingTo("0.602941");
        assertThat(document.churn().involuntaryRate()).isEqualByComparingTo("0.25");
        assertThat(document.subscriptions().canceled()).isEqualTo(3);
    }

    private static void assertFigures(Merchant merchant, long seed, MrrStart mrrStarts) {
        var events = RandomLedger.events(seed, CHARGES);
        for (var asked : questions(seed)) {
            assertThat(Expected.of(compute(merchant, asked)))
                    .as("%s", asked)
                    .isEqualTo(expected(merchant, asked, mrrStarts, events));
        }
    }

    private static List<KpiQuestion> questions(long seed) {
        var random = new Random(seed);
        var questions = new ArrayList<KpiQuestion>();
        for (var asked = 0; asked < QUESTIONS; asked++) {
            questions.add(RandomChanges.question(random));
        }
        return questions;
    }

    private static Expected expected(
            Merchant merchant, KpiQuestion asked, MrrStart mrrStarts, List<Event> events) {
        var counting = MemoryLedger.byTruth();
        var _ =
                counting.apply(
                        events.stream()
                                .map(event -> Disorder.entry(merchant.id(), "c", event))
                                .toList());
        var scope =
                Scope.of(
                        asked,
                        RandomChanges.currency(asked),
                        LocalDate.of(2025, 6, 30),
                        RandomChanges.WINDOW_MAX,
                        PATIENT_DAYS);
        return FiguresTests.slow(
                SlowFold.charges(counting.counting(), merchant.id(), "c"),
                SlowSubscriptions.of(
                        counting.counting(),
                        merchant.id(),
                        "c",
                        mrrStarts == MrrStart.FIRST_PAYMENT),
                scope);
    }

    private static void apply(Merchant merchant, List<Event> events, long seed) {
        applied(merchant, events, seed).block(PATIENCE);
    }

    private static Mono<Void> applied(Merchant merchant, List<Event> events, long seed) {
        return apply(ledger, merchant, events, seed);
    }

    /** Shuffled, some of them twice, in batches that run side by side. */
    private static Mono<Void> apply(Ledger on, Merchant merchant, List<Event> events, long seed) {
        var random = new SplittableRandom(seed);
        var entries = Disorder.delivered(events, merchant.id(), "c", random);
        return Flux.fromIterable(Disorder.batches(entries, random))
                .flatMap(on::apply, WRITERS)
                .then();
    }

    private static KpiDocument compute(Merchant merchant, KpiQuestion question) {
        return Objects.requireNonNull(documents.compute(merchant, question).block(PATIENCE));
    }

    private static Merchant merchant(String id, MrrStart mrrStarts) {
        StoredLedger.place(database, id, PATIENT_DAYS).block(PATIENCE);
        return new Merchant(
                id, id, ZoneId.of("America/Sao_Paulo"), "BR", null, mrrStarts, PATIENT_DAYS);
    }

    private static Mono<Void> refold() {
        return StoredLedger.refold(database, new CellProjection());
    }

    private static void sql(String sql, Merchant merchant) {
        database.write(
                        io.emdia.database.Scope.of(merchant.id()),
                        unit -> Query.on(unit, sql).with(merchant.id()).run())
                .block(PATIENCE);
    }
}
