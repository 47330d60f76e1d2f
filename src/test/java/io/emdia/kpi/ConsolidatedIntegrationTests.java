package io.emdia.kpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.emdia.database.Database;
import io.emdia.embedded.TestServers;
import io.emdia.http.Problem;
import io.emdia.ledger.Charge;
import io.emdia.ledger.Disorder;
import io.emdia.ledger.MemoryLedger;
import io.emdia.ledger.Projection.Changes;
import io.emdia.ledger.RandomLedger;
import io.emdia.ledger.Scopes;
import io.emdia.ledger.Subscription;
import io.emdia.ledger.Subscription.SubscriptionKey;
import io.emdia.merchants.Merchant;
import io.emdia.rates.GivenRates;
import io.emdia.rates.StoredRates;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** Random ledgers of two currencies, each fact worth what its day says. */
class ConsolidatedIntegrationTests {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SEEDS = 20;
    private static final int BATCHES = 4;
    private static final int QUESTIONS = 6;
    private static final int PATIENT_DAYS = 30;
    private static final Instant NOW = Instant.parse("2025-07-01T01:30:00.123456Z");

    private static Database database;
    private static StoredRates rates;
    private static ConsolidatedDocuments consolidated;

    @BeforeAll
    static void open() {
        database = TestServers.freshDatabase().database();
        rates = GivenRates.on(database);
        var progress = new FixedProgress(7);
        var settings = new KpiSettings(RandomChanges.WINDOW_MAX);
        var documents = new KpiDocuments(database, progress, () -> 3, settings, () -> NOW);
        consolidated =
                new ConsolidatedDocuments(database, rates, documents, progress, () -> 3, () -> NOW);
    }

    static LongStream seeds() {
        var only = Long.getLong("seed");
        return only == null ? LongStream.rangeClosed(1, SEEDS) : LongStream.of(only);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyFactIsConvertedOnceAtTheRateOfItsDay(long seed) {
        var random = new Random(seed);
        var merchant = merchant("seed-" + seed);
        var book = new ChargeBook();
        var terms = terms(random, merchant.id());
        // What charges say of a subscription adds to what is kept of it, so it comes first.
        move(book.put(new TreeMap<>(), terms));
        for (int batch = 0; batch < BATCHES; batch++) {
            move(book.put(RandomChanges.some(random, merchant.id()), terms));
        }
        var given = SlowRates.random(random, "USD", 2);
        GivenRates.put(rates, merchant.id(), "BRL", "USD", given.byDay()).block(PATIENCE);

        for (int asked = 0; asked < QUESTIONS; asked++) {
            var question = RandomChanges.question(random);
            var scope =
                    Scope.of(
                            question,
                            "BRL",
                            LocalDate.of(2025, 6, 30),
                            RandomChanges.WINDOW_MAX,
                            PATIENT_DAYS);
            var found = compute(merchant, question);

            assertThat(Expected.of(found.document()))
                    .as("%s", scope)
                    .isEqualTo(expected(book.charges(), List.copyOf(terms.values()), given, scope));
            var revenue = new SlowConsolidatedRevenue(List.copyOf(terms.values()), given, scope);
            assertThat(found.fx()).as("%s", scope).isEqualTo(revenue.fx());
        }
    }

    /** Some subscriptions of each of the connections of random charges. */
    private static SortedMap<SubscriptionKey, Subscription> terms(Random random, String merchant) {
        var ledger = MemoryLedger.byTruth();
        for (var connection : List.of("stripe-1", "standard-1")) {
            var entries =
                    RandomLedger.events(random.nextLong(), 0).stream()
                            .map(event -> Disorder.entry(merchant, connection, event))
                            .toList();
            var _ = ledger.apply(entries);
        }
        return new TreeMap<>(ledger.subscriptions());
    }

    private static Expected expected(
            List<Charge> charges, List<Subscription> terms, SlowRates given, Scope scope) {
        var slow = new SlowConsolidated(charges, given, scope);
        var revenue = new SlowConsolidatedRevenue(terms, given, scope);
        return new Expected(
                slow.delinquency(),
                slow.aging(),
                slow.collection(),
                slow.recovery(),
                slow.attempts(),
                slow.reversals(),
                slow.mix(),
                revenue.revenue(),
                revenue.churn(),
                standing(terms, charges, scope));
    }

    /** Subscriptions are counted, whatever they bill in. */
    private static KpiDocument.Subscriptions standing(
            List<Subscription> terms, List<Charge> charges, Scope scope) {
        return List.of("BRL", "USD").stream()
                .map(currency -> standing(terms, charges, scope, currency))
                .reduce(ConsolidatedIntegrationTests::plus)
                .orElseThrow();
    }

    private static KpiDocument.Subscriptions standing(
            List<Subscription> terms, List<Charge> charges, Scope scope, String currency) {
        var slow =
                SlowRevenue.of(terms, charges, currency, scope.asOf(), scope.start(), scope.end());
        return slow.standing();
    }

    private static KpiDocument.Subscriptions plus(
            KpiDocument.Subscriptions one, KpiDocument.Subscriptions other) {
        return new KpiDocument.Subscriptions(
                one.trialing() + other.trialing(),
                one.active() + other.active(),
                one.pastDue() + other.pastDue(),
                one.paused() + other.paused(),
                one.canceled() + other.canceled());
    }

    @Test
    void withoutARateForEveryCurrencyThereIsNoSum() {
        var merchant = merchant("bare");
        var book = new ChargeBook();
        for (long seed = 1; seed <= SEEDS; seed++) {
            move(book.put(RandomChanges.some(new Random(seed), merchant.id())));
        }
        assertThat(book.charges()).extracting(Charge::currency).contains("BRL", "USD");

        assertThatThrownBy(() -> compute(merchant, KpiQuestion.now(null)))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("no daily rates");

        var rate = Map.of(LocalDate.of(2025, 1, 1), BigDecimal.TEN);
        GivenRates.put(rates, merchant.id(), "BRL", "EUR", rate).block(PATIENCE);
        assertThatThrownBy(() -> compute(merchant, KpiQuestion.now(null)))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("USD")
                .hasMessageNotContaining("EUR");
    }

    private static void move(Changes changes) {
        database.write(Scopes.of(changes), unit -> new CellProjection().move(unit, changes))
                .block(PATIENCE);
    }

    private static ConsolidatedDocuments.Consolidated compute(
            Merchant merchant, KpiQuestion question) {
        return Objects.requireNonNull(consolidated.compute(merchant, question).block(PATIENCE));
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
