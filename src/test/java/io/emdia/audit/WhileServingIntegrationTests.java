package io.emdia.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.RunningProduct;
import io.emdia.database.Database;
import io.emdia.database.Query;
import io.emdia.database.Row;
import io.emdia.database.Scope;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * A merchant goes on serving while all of it is folded or counted again: webhooks are taken, the
 * document is answered, its version never falls, and in the end it is what its facts come to.
 */
class WhileServingIntegrationTests {

    /** More than are folded again in one step. */
    private static final int CHARGES = 300;

    private static final int EVENTS = 2 * CHARGES;

    private static final LocalDate FIRST = LocalDate.parse("2025-06-02");
    private static final int DAYS = 28;
    private static final Map<String, String> SETTINGS =
            Map.of(
                    "emdia.audit.look", "200ms",
                    "emdia.audit.retry", "1s",
                    "emdia.calendars.plain.holidays", "--12-25");

    private static RunningProduct product;

    @BeforeAll
    static void start() {
        product = RunningProduct.start(SETTINGS);
    }

    @AfterAll
    static void stop() {
        product.close();
    }

    @Test
    void aMoveToAnotherZoneChangesTheDaysOfPayments() {
        var one = served("zone");
        var before = one.figures();

        one.throughout(
                () -> patch("zone", "{\"time_zone\":\"Asia/Tokyo\"}"),
                () -> isFolded("zone") && !one.figures().equals(before));

        assertThat(one.figures()).isNotEqualTo(before);
    }

    @Test
    void anotherCalendarMovesDueDays() {
        var one = served("calendar");
        var before = one.figures();

        one.throughout(
                () -> patch("calendar", "{\"calendar\":\"plain\"}"),
                () -> isFolded("calendar") && !one.figures().equals(before));

        assertThat(one.figures()).isNotEqualTo(before);
    }

    @Test
    void rulesOfOlderCodeAreFoldedAgain() {
        var one = served("rules");
        var before = one.figures();

        one.throughout(
                () -> {
                    sql("update charge set rules = 'older' where merchant_id = $1", "rules");
                    sql(
                            "update merchant set folded_rules = 'older' where merchant_id = $1",
                            "rules");
                },
                () -> isFolded("rules"));

        assertThat(one.figures()).isEqualTo(before);
    }

    @Test
    void cellsOfOlderCodeAreCountedAgain() {
        var one = served("cells");
        var before = one.figures();

        one.throughout(
                () -> {
                    new Audited(product, "cells").empty();
                    sql("update audit set cells_version = 0 where merchant_id = $1", "cells");
                },
                () -> is("audit", "merchant_id = $1 and cells_version > 0", "cells"));

        assertThat(one.figures()).isEqualTo(before);
    }

    /** All of it was folded under its present rules. */
    private static boolean isFolded(String merchant) {
        return is(
                "merchant m",
                """
                merchant_id = $1 and folded_rules like time_zone || '|' || calendar || '|%'
                and not exists (select from charge c where c.merchant_id = $1
                                and m.folded_rules not like c.rules || '|%')\
                """,
                merchant);
    }

    /** A merchant that is written to and read from. */
    private record Served(String merchant, String connection) {

        /** Figures of days of which nothing new is told. */
        String figures() {
            var document = document();
            return document.get("collection").toString() + document.get("delinquency");
        }

        /** Serves until the change has reached everything; no call may fail, nothing may be off. */
        void throughout(Runnable change, BooleanSupplier isDone) {
            var goesOn = new AtomicBoolean(true);
            var versions = new ArrayList<Long>();
            var writing = CompletableFuture.supplyAsync(() -> write(goesOn));
            var reading = CompletableFuture.runAsync(() -> read(goesOn, versions));
            try {
                change.run();
                RunningProduct.await(isDone);
            } finally {
                goesOn.set(false);
            }
            product.awaitEvents(merchant, EVENTS + writing.join());
            reading.join();
            assertThat(versions).isSorted();
            assertThat(document().get("version").asLong()).isGreaterThan(versions.getFirst());
            assertRight();
        }

        /** Posts far later charges one after the other; answers how many. */
        private int write(AtomicBoolean goesOn) {
            var written = 0;
            while (goesOn.get()) {
                var id = "later-" + written;
                var body = charge(id, "2026-01-05", "2026-02-02");
                assertThat(product.post(connection, id, body)).isEqualTo(200);
                written++;
            }
            return written;
        }

        private void read(AtomicBoolean goesOn, List<Long> versions) {
            do {
                versions.add(document().get("version").asLong());
            } while (goesOn.get());
        }

        private void assertRight() {
            var answer =
                    product.call(
                            "POST",
                            "/v1/merchants/" + merchant + "/audit",
                            RunningProduct.ADMINISTRATOR,
                            null);
            assertThat(answer.statusCode()).isIn(200, 202);
            RunningProduct.await(() -> audit().get("status").asString().equals("finished"));
            assertThat(audit().get("differences").asLong()).as("%s", audit()).isZero();
            assertThat(audit().get("charges").asInt()).isGreaterThan(CHARGES);
        }

        private JsonNode audit() {
            return product.get("/v1/merchants/" + merchant + "/kpis/audit");
        }

        private JsonNode document() {
            return product.get(
                    "/v1/merchants/"
                            + merchant
                            + "/kpis?currency=BRL&as_of=2025-07-31"
                            + "&window_start=2025-06-01&window_end=2025-06-30");
        }
    }

    /** Each is due on one of some weeks' days and paid late in its evening. */
    private static Served served(String merchant) {
        var connection = product.merchant(merchant);
        for (int number = 0; number < CHARGES; number++) {
            var due = FIRST.plusDays(number % DAYS);
            var id = "charge-" + number;
            var told = charge(id, "2025-05-20", due.toString());
            var paid = payment(id, due.plusDays(1) + "T02:00:00Z");
            assertThat(product.post(connection, id, told)).isEqualTo(200);
            assertThat(product.post(connection, id + "-paid", paid)).isEqualTo(200);
        }
        product.awaitEvents(merchant, EVENTS);
        return new Served(merchant, connection);
    }

    private static String charge(String id, String issuedOn, String dueOn) {
        return """
        {"type":"charge.upserted","timestamp":"2025-05-20T12:00:00Z","data":{"charge_id":"%s",\
        "customer_id":"of %s","amount":1000,"currency":"BRL","method":"boleto",\
        "issued_on":"%s","due_on":"%s"}}\
        """
                .formatted(id, id, issuedOn, dueOn);
    }

    private static String payment(String charge, String paidAt) {
        return """
        {"type":"payment.succeeded","timestamp":"2025-07-01T12:00:00Z","data":{\
        "charge_id":"%s","payment_id":"p","amount":1000,"paid_on":"%s"}}\
        """
                .formatted(charge, paidAt);
    }

    private static void patch(String merchant, String change) {
        var path = "/v1/merchants/" + merchant;
        var answer = product.call("PATCH", path, RunningProduct.ADMINISTRATOR, change);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static void sql(String sql, String merchant) {
        product.bean(Database.class)
                .write(Scope.of(merchant), unit -> Query.on(unit, sql).with(merchant).run())
                .block(RunningProduct.PATIENCE);
    }

    private static boolean is(String table, String where, String merchant) {
        var sql = "select count(*) as n from %s where %s".formatted(table, where);
        var count =
                product.bean(Database.class)
                        .read(
                                Scope.of(merchant),
                                unit ->
                                        Query.on(unit, sql)
                                                .with(merchant)
                                                .row(row -> Row.number(row, "n")))
                        .block(RunningProduct.PATIENCE);
        return count != null && count > 0;
    }
}
