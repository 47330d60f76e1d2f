package io.emdia.kpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.emdia.database.Database;
import io.emdia.embedded.TestServers;
import io.emdia.http.Problem;
import io.emdia.ledger.Charge;
import io.emdia.ledger.Disorder;
import io.emdia.ledger.MemoryLedger;
import io.emdia.ledger.RandomLedger;
import io.emdia.ledger.StoredLedger;
import io.emdia.merchants.Merchant;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** Figures taken apart through PostgreSQL; {@code -Dseed=} runs one. */
class ExplanationsIntegrationTests {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Instant NOW = Instant.parse("2025-07-01T01:30:00Z");
    private static final int SEEDS = 20;
    private static final int CHARGES = 30;
    private static final int QUESTIONS = 2;
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
        explanations = Explaining.on(database, documents, new ExplainSettings(1, 100, 100));
    }

    static LongStream seeds() {
        var only = Long.getLong("seed");
        return only == null ? LongStream.rangeClosed(1, SEEDS) : LongStream.of(only);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyFigureIsExactlyItsItems(long seed) {
        var merchant = merchant("items-" + seed);
        var charges = apply(merchant, seed);
        var random = new Random(seed);

        for (int asked = 0; asked < QUESTIONS; asked++) {
            var question = RandomChanges.question(random);
            for (var metric : Metric.values()) {
                var whole = explain(merchant, metric, question, ALL, null);
                var scope = scope(merchant, question);

                assertThat(sum(whole)).as("%s %s", metric, scope).isEqualTo(figure(whole));
                if (!metric.isOfSubscriptions()) {
                    assertThat(ids(whole.items()))
                            .as("%s %s", metric, scope)
                            .isEqualTo(expected(metric, scope, charges));
                }
            }
            assertThat(value(merchant, question)).isEqualTo(told(merchant, question));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void pageAfterPageIsTheWhole(long seed) {
        var merchant = merchant("pages-" + seed);
        apply(merchant, seed);
        var random = new Random(seed);
        var metrics = Metric.values();

        for (int asked = 0; asked < QUESTIONS; asked++) {
            var question = RandomChanges.question(random);
            var metric = metrics[random.nextInt(metrics.length)];
            var whole = explain(merchant, metric, question, ALL, null);

            var paged = new ArrayList<Item>();
            @Nullable String cursor = null;
            do {
                var page = explain(merchant, metric, question, 1 + random.nextInt(5), cursor);
                paged.addAll(page.items());
                cursor = page.nextCursor();
            } while (cursor != null);

            assertThat(paged).isEqualTo(whole.items());
        }
    }

    @Test
    void noMoreThanSoManyAreAnsweredAtOnce() {
        var turns = new Turns(1);
        var held = Sinks.<String>one();
        var first = turns.take(held.asMono()).toFuture();

        assertThatThrownBy(() -> turns.take(Mono.just("second")).block(PATIENCE))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.status().value()).isEqualTo(503));
        assertThat(first.cancel(true)).isTrue();
        assertThatThrownBy(() -> turns.take(Mono.just("still held")).block(PATIENCE))
                .isInstanceOf(Problem.class);
        held.tryEmitValue("done").orThrow();

        assertThat(turns.take(Mono.just("next")).block(PATIENCE)).isEqualTo("next");
    }

    private static List<Charge> apply(Merchant merchant, long seed) {
        StoredLedger.place(database, merchant.id(), PATIENT_DAYS).block(PATIENCE);
        var entries =
                RandomLedger.events(seed, CHARGES).stream()
                        .map(event -> Disorder.entry(merchant.id(), "c", event))
                        .toList();
        StoredLedger.on(database, new CellProjection()).apply(entries).block(PATIENCE);
        var memory = MemoryLedger.byTruth();
        memory.apply(entries);
        return memory.charges();
    }

    /** By a charge's own cells; of customers by the charges, one after the other. */
    private static List<String> expected(Metric metric, Scope scope, List<Charge> charges) {
        if (metric.families().contains(Metric.Family.CUSTOMERS)) {
            return customers(metric, scope, charges);
        }
        var cells = new Cells();
        charges.forEach(charge -> ChargeCells.add(charge, cells, 1));
        var shares = Shares.of(metric, scope, CellSums.of(cells, scope));
        return charges.stream()
                .map(charge -> new Rank(shares.of(charge), "c", charge.key().chargeId()))
                .filter(rank -> !rank.adds().isNothing())
                .sorted(Rank.LARGEST_FIRST)
                .map(rank -> told(rank.id(), rank.adds()))
                .toList();
    }

    private static List<String> customers(Metric metric, Scope scope, List<Charge> charges) {
        var crowds = new TreeMap<String, Crowd>();
        for (var charge : charges) {
            var method = scope.method();
            var asked = charge.currency().equals(scope.currency());
            if (asked && (method == null || method == charge.method())) {
                var customer = Objects.requireNonNullElse(charge.customerId(), "");
                crowds.merge(customer, crowd(charge, scope), Crowd::plus);
            }
        }
        crowds.remove("");
        var shares = new Shares(metric, scope, null, RevenueSums.NONE);
        return crowds.entrySet().stream()
                .map(one -> new Rank(shares.of(one.getValue().sums(scope)), "c", one.getKey()))
                .filter(rank -> !rank.adds().isNothing())
                .sorted(Rank.LARGEST_FIRST)
                .map(rank -> told(rank.id(), rank.adds()))
                .toList();
    }

    private static Crowd crowd(Charge charge, Scope scope) {
        var day = scope.asOf();
        var lately = !charge.issuedOn().isBefore(day.minusDays(364)) && charge.isIssued(day);
        return new Crowd(lately && !charge.isCanceled(day) ? 1 : 0, charge.isOverdue(day) ? 1 : 0);
    }

    private static List<String> ids(List<Item> items) {
        return items.stream()
                .map(
                        item ->
                                told(
                                        item.id(),
                                        new Contribution(item.numerator(), item.denominator())))
                .toList();
    }

    private static String told(@Nullable String id, Contribution adds) {
        return "%s %s/%s".formatted(id, adds.numerator(), adds.denominator());
    }

    private static Contribution figure(Explanation whole) {
        return new Contribution(whole.numerator(), whole.denominator());
    }

    private static Contribution sum(Explanation whole) {
        var zero = whole.denominator() == null ? null : BigInteger.ZERO;
        return whole.items().stream()
                .map(item -> new Contribution(item.numerator(), item.denominator()))
                .reduce(new Contribution(BigInteger.ZERO, zero), Contribution::plus);
    }

    private static @Nullable Number value(Merchant merchant, KpiQuestion question) {
        return explain(merchant, Metric.RATE, question, 1, null).value();
    }

    private static @Nullable Number told(Merchant merchant, KpiQuestion question) {
        var document = documents.compute(merchant, question).block(PATIENCE);
        return Objects.requireNonNull(document).delinquency().rate();
    }

    private static Scope scope(Merchant merchant, KpiQuestion question) {
        return Objects.requireNonNull(
                database.read(
                                io.emdia.database.Scope.of(merchant.id()),
                                unit -> documents.scope(unit, merchant, question))
                        .block(PATIENCE));
    }

    private static Explanation explain(
            Merchant merchant,
            Metric metric,
            KpiQuestion question,
            int size,
            @Nullable String cursor) {
        var asked = new Explanations.Asked(metric, question, size, Rank.after(cursor));
        return Objects.requireNonNull(explanations.explain(merchant, asked).block(PATIENCE));
    }

    private static Merchant merchant(String id) {
        return new Merchant(
                id, id, MemoryLedger.ZONE, "BR", null, Merchant.MrrStart.STARTED, PATIENT_DAYS);
    }
}
