package io.emdia;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.database.Database;
import io.emdia.database.Query;
import io.emdia.database.Scope;
import io.emdia.deliveries.Delivery;
import io.emdia.deliveries.DeliveryLog;
import io.emdia.facts.Event;
import io.emdia.kpi.CellAudit;
import io.emdia.kpi.CellDrift;
import io.emdia.kpi.Unpaced;
import io.emdia.ledger.Disorder;
import io.emdia.ledger.Ledger;
import io.emdia.ledger.RandomGateway;
import io.emdia.ledger.RandomLedger;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import reactor.core.publisher.Flux;

import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/** The law with the real log and the real database; {@code -Dseed=} runs one. */
class LawThroughTheLogIntegrationTests {

    private static final int CHARGES = 6;

    /** Enough that some are told of no more once they are due. */
    private static final int MANY_CHARGES = 60;

    private static final int SEEDS = 20;
    private static final int MOVES = 4;
    private static final int APPENDS_AT_ONCE = 16;
    private static final int DIFFERENCES_MAX = 1_000;
    private static final List<String> DAYS = List.of("2025-04-10", "2025-05-31", "2025-07-15");

    private static RunningProduct product;

    @BeforeAll
    static void start() {
        product = RunningProduct.start(Map.of("emdia.audit.enabled", "false"), RandomGateway.class);
    }

    @AfterAll
    static void stop() {
        product.close();
    }

    static LongStream seeds() {
        var only = Long.getLong("seed");
        return only == null ? LongStream.rangeClosed(1, SEEDS) : LongStream.of(only);
    }

    static LongStream moves() {
        return seeds().limit(MOVES);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theLawHoldsThroughTheLogAndTheDatabase(long seed) {
        var random = new SplittableRandom(seed);
        var events = RandomLedger.events(seed, CHARGES);
        var straight = "straight-" + seed;
        var mixed = "mixed-" + seed;
        product.merchant(straight);
        product.merchant(mixed);

        append(entries(straight, events));
        append(Disorder.delivered(events, mixed, "c", random));
        product.awaitEvents(straight, events.size());
        product.awaitEvents(mixed, events.size());

        for (var day : DAYS) {
            var list = "/charges?limit=500&as_of=" + day;
            assertThat(items(mixed, list)).isEqualTo(items(straight, list));
        }
        assertThat(figures(mixed)).isEqualTo(figures(straight));
        assertThat(items(mixed, "/charges?limit=500")).isNotEmpty();
        assertThat(differences(mixed)).isEmpty();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("moves")
    void aMerchantThatMovesAmidDeliveriesHasTheFiguresOfOneThatWasAlwaysThere(long seed) {
        var events = RandomLedger.events(seed, CHARGES);
        var there = "there-" + seed;
        var moved = "moved-" + seed;
        product.merchant(there);
        product.merchant(moved);
        var half = events.size() / 2;

        moveToTokyo(there);
        append(entries(there, events));
        append(entries(moved, events.subList(0, half)));
        product.awaitEvents(moved, half);
        var before = figures(moved);
        moveToTokyo(moved);
        append(entries(moved, events.subList(half, events.size())));
        product.awaitEvents(moved, events.size());
        product.awaitEvents(there, events.size());

        RunningProduct.await(() -> figures(moved).equals(figures(there)));
        assertThat(figures(moved)).isNotEqualTo(before);
        assertThat(differences(moved)).isEmpty();
    }

    private static void moveToTokyo(String merchant) {
        var path = "/v1/merchants/" + merchant;
        var zone = "{\"time_zone\":\"Asia/Tokyo\"}";
        var answer = product.call("PATCH", path, RunningProduct.ADMINISTRATOR, zone);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static List<Ledger.Entry> entries(String merchant, List<Event> events) {
        return events.stream().map(event -> Disorder.entry(merchant, "c", event)).toList();
    }

    @Test
    void aSilentCellChangedByHandIsFound() {
        var merchant = "tampered";
        product.merchant(merchant);
        var events = RandomLedger.events(1, MANY_CHARGES);
        append(entries(merchant, events));
        product.awaitEvents(merchant, events.size());
        assertThat(differences(merchant)).isEmpty();

        sql(
                "update kpi_due set silent_amount = silent_amount + 1 where merchant_id = $1",
                merchant);

        assertThat(differences(merchant))
                .isNotEmpty()
                .allMatch(difference -> difference.table().equals("kpi_due"))
                .allMatch(difference -> difference.column().equals("silent_amount"));
    }

    @Test
    void whatWasFoldedBeforeSilenceWasKnownIsFoldedAgain() {
        var merchant = "older";
        product.merchant(merchant);
        var events = RandomLedger.events(2, MANY_CHARGES);
        append(entries(merchant, events));
        product.awaitEvents(merchant, events.size());
        var figures = figures(merchant);

        sql(
                "update kpi_due set silent_amount = 0, silent_charges = 0 where merchant_id = $1",
                merchant);
        sql("delete from kpi_silent where merchant_id = $1", merchant, 0);
        sql(
                """
                update charge set silent = null, state = state - 'silent', rules = 'older'
                where merchant_id = $1\
                """,
                merchant);
        assertThat(figures(merchant)).isNotEqualTo(figures);
        sql("update merchant set folded_rules = 'older' where merchant_id = $1", merchant);

        RunningProduct.await(() -> figures(merchant).equals(figures));
        assertThat(differences(merchant)).isEmpty();
    }

    private static void sql(String sql, String merchant) {
        sql(sql, merchant, 1);
    }

    private static void sql(String sql, String merchant, long atLeast) {
        var changed =
                product.bean(Database.class)
                        .write(
                                Scope.of(merchant),
                                unit -> Query.on(unit, sql).with(merchant).changed())
                        .block(RunningProduct.PATIENCE);
        assertThat(changed).isGreaterThanOrEqualTo(atLeast);
    }

    private static List<CellDrift.Difference> differences(String merchant) {
        var drift = new CellDrift(DIFFERENCES_MAX);
        product.bean(CellAudit.class)
                .recount(merchant, drift, new Unpaced())
                .block(RunningProduct.PATIENCE);
        return drift.listed();
    }

    private static void append(List<Ledger.Entry> entries) {
        var log = product.bean(DeliveryLog.class);
        Flux.fromIterable(entries)
                .flatMap(
                        entry ->
                                log.append(
                                        entry.connectionId() + entry.event().id().hashCode() % 6,
                                        delivery(entry)),
                        APPENDS_AT_ONCE)
                .then()
                .block(RunningProduct.PATIENCE);
    }

    private static Delivery delivery(Ledger.Entry entry) {
        return new Delivery(
                entry.merchantId(),
                entry.connectionId(),
                "random",
                Map.of(),
                "",
                RandomGateway.body(entry.event()));
    }

    private static List<String> items(String merchant, String path) {
        return RunningProduct.texts(product.get("/v1/merchants/" + merchant + path).at("/items"));
    }

    private static List<List<String>> figures(String merchant) {
        return DAYS.stream().map(day -> figures(merchant, day)).toList();
    }

    private static List<String> figures(String merchant, String day) {
        var path = "/v1/merchants/" + merchant + "/kpis?currency=BRL&as_of=" + day;
        JsonNode document = product.get(path);
        return List.of(
                        "delinquency",
                        "aging",
                        "collection",
                        "recovery",
                        "attempts",
                        "reversals",
                        "payment_mix",
                        "revenue",
                        "churn",
                        "subscriptions")
                .stream()
                .map(group -> document.get(group).toString())
                .toList();
    }
}
