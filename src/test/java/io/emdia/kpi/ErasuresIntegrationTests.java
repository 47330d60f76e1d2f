package io.emdia.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.database.Database;
import io.emdia.embedded.TestServers;
import io.emdia.facts.CustomerFact.CustomerTold;
import io.emdia.facts.Event;
import io.emdia.facts.Member;
import io.emdia.ledger.CustomerKey;
import io.emdia.ledger.Disorder;
import io.emdia.ledger.Ledger;
import io.emdia.ledger.RandomLedger;
import io.emdia.ledger.StoredErasures;
import io.emdia.ledger.StoredLedger;
import io.emdia.merchants.Merchant;
import io.emdia.merchants.Merchant.MrrStart;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import reactor.core.publisher.Flux;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Persons erased amid deliveries, which then all come again; {@code -Dseed=} runs one. */
class ErasuresIntegrationTests {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SEEDS = Integer.getInteger("emdia.erasures.seeds", 5);
    private static final int CHARGES = 6;
    private static final int CUSTOMERS = 20;
    private static final int QUESTIONS = 4;
    private static final int WRITERS = 4;

    /** Every tenth customer, of whom the first has charges. */
    private static final int ERASED_EVERY = 10;

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
    void whoIsErasedIsNowhereAndEveryFigureStays(long seed) {
        var merchant = merchant("erased-" + seed);
        var twin = merchant("twin-" + seed);
        var events = events(seed);
        var half = events.size() / 2;

        apply(merchant, events.subList(0, half), seed);
        apply(twin, events, seed);
        var keys = erase(merchant, events.subList(0, half));
        apply(merchant, events.subList(half, events.size()), seed);
        apply(merchant, events, seed + 1);

        assertThat(keys).isNotEmpty();
        assertThat(found(merchant, keys)).isEmpty();
        assertThat(everything(merchant)).contains("person-1-secret", "person-11-secret");
        for (var question : questions(seed)) {
            assertThat(figures(merchant, question)).isEqualTo(figures(twin, question));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anErasureThatForgetsTheKeyIsFound(long seed) {
        var merchant = merchant("forgetful-" + seed);
        var customer = customer(merchant, 0);
        apply(merchant, events(seed), seed);
        var key = Objects.requireNonNull(StoredErasures.key(database, customer).block(PATIENCE));

        StoredErasures.erase(database, customer).block(PATIENCE);
        assertThat(found(merchant, List.of(customer))).isEmpty();
        StoredErasures.putBack(database, customer, key).block(PATIENCE);

        assertThat(found(merchant, List.of(customer))).containsExactly("person-0-secret");
    }

    /** Those of them whom anything of the half was told of; the rest is told of later. */
    private static List<CustomerKey> erase(Merchant merchant, List<Event> half) {
        var told =
                half.stream()
                        .flatMap(event -> event.facts().stream())
                        .filter(CustomerTold.class::isInstance)
                        .map(fact -> fact.subjectId())
                        .toList();
        var erased =
                IntStream.range(0, CUSTOMERS)
                        .filter(number -> number % ERASED_EVERY == 0)
                        .mapToObj(number -> customer(merchant, number))
                        .filter(key -> told.contains(key.customerId()))
                        .toList();
        erased.forEach(key -> StoredErasures.erase(database, key).block(PATIENCE));
        return erased;
    }

    private static List<String> found(Merchant merchant, List<CustomerKey> customers) {
        var all = everything(merchant);
        return customers.stream()
                .map(key -> key.customerId().replace("cus-", "person-") + "-secret")
                .filter(all::contains)
                .toList();
    }

    private static String everything(Merchant merchant) {
        return Objects.requireNonNull(
                StoredErasures.everything(database, merchant.id()).block(PATIENCE));
    }

    private static CustomerKey customer(Merchant merchant, int number) {
        return new CustomerKey(merchant.id(), "c", "cus-" + number);
    }

    /** What happens to charges, and who their customers are, told twice. */
    private static List<Event> events(long seed) {
        var events = new ArrayList<>(RandomLedger.events(seed, CHARGES));
        events.removeIf(event -> event.facts().stream().anyMatch(CustomerTold.class::isInstance));
        for (var number = 0; number < CUSTOMERS; number++) {
            var first = told(number, "a", Member.of("person-" + number + "-secret"));
            events.add(events.size() / 4, first);
            events.add(told(number, "b", Member.missing()));
        }
        return events;
    }

    private static Event told(int number, String id, Member<String> name) {
        var secret = "person-" + number + "-secret";
        var fact =
                new CustomerTold(
                        "cus-" + number,
                        name,
                        Member.of(secret + "@example.com"),
                        Member.cleared(),
                        Member.of(secret));
        var event = "told-" + number + id;
        return new Event(event, "customer.upserted", NOW, "digest-" + event, List.of(fact));
    }

    private static void apply(Merchant merchant, List<Event> events, long seed) {
        var random = new SplittableRandom(seed);
        var entries = Disorder.delivered(events, merchant.id(), "c", random);
        Flux.fromIterable(Disorder.batches(entries, random))
                .flatMap(ledger::apply, WRITERS)
                .then()
                .block(PATIENCE);
    }

    private static List<KpiQuestion> questions(long seed) {
        var random = new Random(seed);
        return IntStream.range(0, QUESTIONS).mapToObj(_ -> RandomChanges.question(random)).toList();
    }

    private static String figures(Merchant merchant, KpiQuestion question) {
        var document =
                Objects.requireNonNull(documents.compute(merchant, question).block(PATIENCE));
        return document.toString().replace(merchant.id(), "m");
    }

    private static Merchant merchant(String id) {
        StoredLedger.place(database, id, 3).block(PATIENCE);
        return new Merchant(
                id, id, ZoneId.of("America/Sao_Paulo"), "BR", null, MrrStart.STARTED, 3);
    }
}
