package io.emdia.kpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.emdia.database.Database;
import io.emdia.embedded.TestServers;
import io.emdia.facts.Method;
import io.emdia.http.Problem;
import io.emdia.ledger.Charge;
import io.emdia.ledger.Projection.Changes;
import io.emdia.ledger.Scopes;
import io.emdia.merchants.Merchant;

import org.jspecify.annotations.Nullable;
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
import java.util.stream.LongStream;

/** The same through PostgreSQL: cells moved by SQL, sums read by SQL. */
class KpiDocumentsIntegrationTests {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SEEDS = 20;
    private static final int QUESTIONS = 8;
    private static final int WRITERS = 8;
    private static final int PATIENT_DAYS = 30;

    /** 22:30 on 30 June in Sao Paulo. */
    private static final Instant NOW = Instant.parse("2025-07-01T01:30:00.123456Z");

    private static Database database;
    private static KpiDocuments documents;

    @BeforeAll
    static void open() {
        database = TestServers.freshDatabase().database();
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
    void documentsSayWhatTheContractSaysOfTheCharges(long seed) {
        var random = new Random(seed);
        var book = new ChargeBook();
        var merchant = merchant("seed-" + seed, null);
        for (int batch = 0; batch < 5; batch++) {
            move(book.put(RandomChanges.some(random, merchant.id()))).block(PATIENCE);
        }

        for (int asked = 0; asked < QUESTIONS; asked++) {
            assertDocument(merchant, RandomChanges.question(random), book.charges());
        }
        assertThat(documents.currencies(merchant.id()).block(PATIENCE))
                .isEqualTo(
                        book.charges().stream().map(Charge::currency).distinct().sorted().toList());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void writersAtTheSameTimeLoseNothing(long seed) {
        var random = new Random(seed);
        var merchant = merchant("rush-" + seed, null);
        var books = new ArrayList<ChargeBook>();
        var moves = new ArrayList<List<Changes>>();
        for (int writer = 0; writer < WRITERS; writer++) {
            var book = new ChargeBook();
            var first = book.put(RandomChanges.some(random, merchant.id(), "connection-" + writer));
            var then = book.put(RandomChanges.some(random, merchant.id(), "connection-" + writer));
            books.add(book);
            moves.add(List.of(first, then));
        }

        Flux.fromIterable(moves)
                .flatMap(KpiDocumentsIntegrationTests::inTurn, WRITERS)
                .then()
                .block(PATIENCE);

        var all = books.stream().flatMap(book -> book.charges().stream()).toList();
        assertDocument(merchant, RandomChanges.question(random), all);
        assertDocument(merchant, RandomChanges.question(random), all);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void balancesByMethodAreThoseOfTheDocumentsOfEachMethod(long seed) {
        var merchant = merchant("methods-" + seed, null);
        var random = new Random(seed);
        move(new ChargeBook().put(RandomChanges.some(random, merchant.id()))).block(PATIENCE);

        var expected = new ArrayList<MethodBalance>();
        for (var method : Method.values()) {
            var owed =
                    compute(merchant, new KpiQuestion("BRL", null, null, null, method))
                            .delinquency();
            expected.add(new MethodBalance(method, owed.receivableAmount(), owed.overdueAmount()));
        }
        expected.removeIf(balance -> balance.receivable() == 0);

        assertThat(documents.balances(merchant, "BRL").block(PATIENCE))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void theWorkedExampleNeedsNoParameters() {
        var merchant = merchant("acme", null);
        move(new ChargeBook().put(FixtureA.charges())).block(PATIENCE);

        var document = compute(merchant, KpiQuestion.now(null));

        assertThat(document.currency()).isEqualTo("BRL");
        assertThat(document.asOf()).isEqualTo("2025-06-30");
        assertThat(document.window().start()).isEqualTo("2025-06-01");
        assertThat(document.version()).isEqualTo(7);
        assertThat(document.freshness().lagRecords()).isEqualTo(3);
        assertThat(document.computedAt()).isEqualTo("2025-07-01T01:30:00.123Z");
        assertThat(document.delinquency().rate()).isEqualByComparingTo("0.421687");
        assertThat(document.collection().effectivenessIndex()).isEqualByComparingTo("0.380531");
    }

    @Test
    void aCurrencyMustBeNamedUnlessOneIsMeant() {
        assertThatThrownBy(() -> compute(merchant("nobody", null), KpiQuestion.now(null)))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem ->
                                assertThat(problem.faults())
                                        .extracting(Problem.Fault::member)
                                        .containsExactly("currency"));

        var byDefault = compute(merchant("nobody", "USD"), KpiQuestion.now(null));

        assertThat(byDefault.currency()).isEqualTo("USD");
        assertThat(byDefault.delinquency().rate()).isNull();
    }

    private static void assertDocument(
            Merchant merchant, KpiQuestion question, List<Charge> charges) {
        var today = LocalDate.of(2025, 6, 30);
        var currency = RandomChanges.currency(question);
        var scope = Scope.of(question, currency, today, RandomChanges.WINDOW_MAX, PATIENT_DAYS);

        assertThat(Expected.of(compute(merchant, question)))
                .as("%s", scope)
                .isEqualTo(FiguresTests.slow(charges, scope));
    }

    private static Mono<Void> inTurn(List<Changes> changes) {
        return Flux.fromIterable(changes).concatMap(KpiDocumentsIntegrationTests::move).then();
    }

    private static Mono<Void> move(Changes changes) {
        return database.write(
                Scopes.of(changes), transaction -> new CellProjection().move(transaction, changes));
    }

    private static KpiDocument compute(Merchant merchant, KpiQuestion question) {
        return Objects.requireNonNull(documents.compute(merchant, question).block(PATIENCE));
    }

    private static Merchant merchant(String id, @Nullable String currency) {
        return new Merchant(
                id,
                id,
                ZoneId.of("America/Sao_Paulo"),
                "BR",
                currency,
                Merchant.MrrStart.STARTED,
                PATIENT_DAYS);
    }
}
