package io.emdia.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.emdia.database.Database;
import io.emdia.database.Query;
import io.emdia.embedded.TestServers;
import io.emdia.facts.Method;
import io.emdia.ledger.Charge;
import io.emdia.ledger.Projection.Changes;
import io.emdia.ledger.Scopes;
import io.r2dbc.spi.Connection;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The book by days is the book of the cube on every day; {@code -Dseed=} runs one. */
class BookIntegrationTests {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SEEDS = 10;
    private static final int BATCHES = 6;
    private static final int WRITERS = 4;
    private static final int LOOKS = 30;
    private static final int DIFFERENCES_MAX = 10_000;

    /** A year and more before the first charge to years after the last. */
    private static final int DAYS_BEFORE = 400;

    private static final int DAYS = 2_000;
    private static final int DAYS_A_STEP = 13;
    private static final int WINDOW_DAYS = 45;
    private static final String MIGRATION = "/db/migration/V301__kpi_days.sql";

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
    void everyDayIsTheCubesAfterWritersAtTheSameTime(long seed) {
        var merchant = "days-" + seed;

        var charges = fill(new Random(seed), merchant);

        assertThat(differences(merchant, charges)).isEmpty();
        var first = RandomCharges.FIRST.minusDays(DAYS_BEFORE);
        for (int at = (int) seed % DAYS_A_STEP; at < DAYS; at += DAYS_A_STEP) {
            assertThat(looks(merchant, first.plusDays(at)))
                    .allSatisfy(BookIntegrationTests::assertSame);
        }
    }

    @Test
    void readersAmidWritersSeeBothPathsAlike() {
        var merchant = "amid";
        var random = new Random(1);

        var looks =
                Flux.range(0, LOOKS)
                        .concatMap(
                                _ ->
                                        look(
                                                merchant,
                                                "BRL",
                                                new RandomCharges(random).someDay(),
                                                null));
        var seen =
                Flux.merge(
                                writers(new Random(2), merchant)
                                        .moving()
                                        .thenMany(Flux.<Look>empty()),
                                looks)
                        .collectList()
                        .block(PATIENCE);

        assertThat(seen).hasSize(LOOKS).allSatisfy(BookIntegrationTests::assertSame);
    }

    @ParameterizedTest(name = "{0}.{1}")
    @CsvSource({
        "kpi_day, open_amount",
        "kpi_day, after_31_amount",
        "kpi_due, before_366_charges",
        "kpi_due, recovered_amount"
    })
    void aCellChangedByHandIsFound(String cells, String column) {
        var merchant = "tampered-" + column;
        var charges = fill(new Random(3), merchant);
        assertThat(differences(merchant, charges)).isEmpty();

        sql(
                """
                update %1$s set %2$s = %2$s + 1
                where ctid = (select min(ctid) from %1$s where merchant_id = $1)\
                """
                        .formatted(cells, column),
                merchant);

        assertThat(differences(merchant, charges))
                .singleElement()
                .satisfies(found -> assertThat(found.table()).isEqualTo(cells))
                .satisfies(found -> assertThat(found.column()).isEqualTo(column));
    }

    @Test
    void anAmountChangedByHandSetsThePathsApart() {
        var merchant = "apart";
        fill(new Random(5), merchant);
        var after = RandomCharges.FIRST.plusDays(DAYS);

        sql("update kpi_day set open_amount = open_amount + 1 where merchant_id = $1", merchant);

        assertThat(looks(merchant, after)).anyMatch(look -> !look.byDays().equals(look.byCube()));
    }

    @Test
    void aCellThatIsMissingIsFound() {
        var merchant = "lost";
        var charges = fill(new Random(4), merchant);

        sql("delete from kpi_day where merchant_id = $1 and open_amount <> 0", merchant);

        assertThat(differences(merchant, charges))
                .isNotEmpty()
                .allSatisfy(found -> assertThat(found.table()).isEqualTo("kpi_day"));
    }

    /** Batches of random changes, late ones among them, by writers of connections of their own. */
    private static Writers writers(Random random, String merchant) {
        var moves = new ArrayList<List<Changes>>();
        var books = new ArrayList<ChargeBook>();
        for (int writer = 0; writer < WRITERS; writer++) {
            var book = new ChargeBook();
            var batches = new ArrayList<Changes>();
            for (int batch = 0; batch < BATCHES; batch++) {
                var some = RandomChanges.some(random, merchant, "connection-" + writer);
                batches.add(book.put(some));
            }
            moves.add(batches);
            books.add(book);
        }
        var moving =
                Flux.fromIterable(moves)
                        .flatMap(
                                batches ->
                                        Flux.fromIterable(batches)
                                                .concatMap(BookIntegrationTests::move),
                                WRITERS)
                        .then();
        var charges = books.stream().flatMap(book -> book.charges().stream()).toList();
        return new Writers(moving, charges);
    }

    /**
     * @param charges as they are in the end
     */
    private record Writers(Mono<Void> moving, List<Charge> charges) {}

    private static List<Charge> fill(Random random, String merchant) {
        var writers = writers(random, merchant);
        writers.moving().block(PATIENCE);
        return writers.charges();
    }

    private static Mono<Void> move(Changes changes) {
        return database.write(
                Scopes.of(changes), transaction -> new CellProjection().move(transaction, changes));
    }

    @Test
    void aDatabaseOfBeforeIsFilledFromItsCube() {
        var merchant = "before";
        var charges = fill(new Random(6), merchant);
        sql("delete from kpi_day where $1 <> ''", merchant);
        sql("delete from kpi_due where $1 <> ''", merchant);
        assertThat(ofThen(merchant, charges)).isNotEmpty();

        fillingStatements().forEach(insert -> sql(insert, merchant));

        assertThat(ofThen(merchant, charges)).isEmpty();
    }

    private record Look(Scope scope, Book byDays, Book byCube) {}

    private static void assertSame(Look look) {
        assertThat(look.byDays()).as("%s", look.scope()).isEqualTo(look.byCube());
    }

    private static List<Look> looks(String merchant, LocalDate day) {
        return Objects.requireNonNull(
                Flux.just("BRL", "USD")
                        .concatMap(currency -> look(merchant, currency, day, null))
                        .concatWith(look(merchant, "BRL", day, Method.PIX))
                        .collectList()
                        .block(PATIENCE));
    }

    /** Both paths within one snapshot. */
    private static Mono<Look> look(
            String merchant, String currency, LocalDate day, @Nullable Method method) {
        var scope = new Scope(currency, day, day.minusDays(WINDOW_DAYS), day, method, 3);
        return database.snapshot(
                io.emdia.database.Scope.of(merchant), unit -> look(unit, merchant, scope));
    }

    private static Mono<Look> look(Connection unit, String merchant, Scope scope) {
        return new CellReading(unit, merchant, scope)
                .book()
                .zipWhen(
                        _ -> CubePath.book(unit, merchant, scope),
                        (byDays, byCube) -> new Look(scope, byDays, byCube));
    }

    private static List<CellDrift.Difference> differences(String merchant, List<Charge> charges) {
        var drift = new CellDrift(DIFFERENCES_MAX);
        new CellAudit(database, new ListedStates(charges))
                .recount(merchant, drift, new Unpaced())
                .block(PATIENCE);
        return drift.listed();
    }

    /** Silence stands in later migrations. */
    private static List<CellDrift.Difference> ofThen(String merchant, List<Charge> charges) {
        return differences(merchant, charges).stream()
                .filter(found -> !found.column().startsWith("silent_"))
                .toList();
    }

    private static List<String> fillingStatements() {
        try (var migration = BookIntegrationTests.class.getResourceAsStream(MIGRATION)) {
            var text = new String(Objects.requireNonNull(migration).readAllBytes(), UTF_8);
            return Stream.of(text.split(";"))
                    .map(String::strip)
                    .filter(statement -> statement.startsWith("insert"))
                    .map(insert -> insert.replace("from kpi_cube", "from kpi_cube where $1 <> ''"))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void sql(String sql, String merchant) {
        var changed =
                database.write(
                                io.emdia.database.Scope.of(merchant),
                                unit -> Query.on(unit, sql).with(merchant).changed())
                        .block(PATIENCE);
        assertThat(changed).isPositive();
    }
}
