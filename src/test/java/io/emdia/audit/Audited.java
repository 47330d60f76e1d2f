package io.emdia.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.RunningProduct;
import io.emdia.database.Database;
import io.emdia.database.Query;
import io.emdia.database.Scope;
import io.emdia.kpi.CellColumns;
import io.emdia.kpi.CellColumns.CellColumn;
import io.emdia.ledger.Disorder;
import io.emdia.ledger.Ledger;
import io.emdia.ledger.RandomLedger;
import io.r2dbc.spi.Connection;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A merchant of a running product that is audited, and tampered with. */
record Audited(RunningProduct product, String merchant) {

    /** Enough that every table of cells has rows. */
    private static final int MANY_CHARGES = 60;

    /** Writers that come one after the other may keep the row too long for one wait. */
    private static final int WAITS_MAX = 5;

    private static final List<String> DAYS = List.of("2025-04-10", "2025-05-31", "2025-07-15");

    /** Every transaction of the ledger holds the row it is folded by. */
    private static final String ALONE =
            "select merchant_id from merchant where merchant_id = $1 for update";

    /** With charges of all kinds, and found right. */
    static Audited filled(RunningProduct product, String merchant) {
        product.merchant(merchant);
        var audited = new Audited(product, merchant);
        var entries =
                RandomLedger.events(7, MANY_CHARGES).stream()
                        .map(event -> Disorder.entry(merchant, "c", event))
                        .toList();
        audited.apply(List.of(entries));
        RunningProduct.await(() -> audited.newest().get("cells_version").asInt() > 0);
        assertRight(audited.audit(false));
        return audited;
    }

    void apply(List<List<Ledger.Entry>> batches) {
        Flux.fromIterable(batches)
                .concatMap(product.bean(Ledger.class)::apply)
                .then()
                .block(RunningProduct.PATIENCE);
    }

    /** Each writes a connection of its own, in no order. */
    Flux<Ledger.Applied> writers(int count, int charges) {
        return Flux.range(0, count).flatMap(writer -> writer(writer, charges), count);
    }

    private Flux<Ledger.Applied> writer(int number, int charges) {
        var random = new SplittableRandom(number);
        var events = RandomLedger.events(number, charges);
        var mixed = Disorder.delivered(events, merchant, "writer-" + number, random);
        return Flux.fromIterable(Disorder.batches(mixed, random))
                .concatMap(product.bean(Ledger.class)::apply);
    }

    /** Asks for an audit and waits for what it tells. */
    JsonNode audit(boolean repair) {
        var body = "{\"repair\":" + repair + "}";
        var answer = product.call("POST", path("/audit"), RunningProduct.ADMINISTRATOR, body);
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 202);
        RunningProduct.await(() -> isEnded(newest().get("status").asString()));
        var told =
                answer.statusCode() == 200 ? RunningProduct.JSON.readTree(answer.body()) : newest();
        assertThat(told.get("failure").isNull()).as("%s", told).isTrue();
        return told;
    }

    private static boolean isEnded(String status) {
        return status.equals("finished") || status.equals("failed");
    }

    JsonNode newest() {
        return product.get(path("/kpis/audit"));
    }

    static void assertRight(JsonNode told) {
        assertThat(told.get("differences").asLong()).as("%s", told).isZero();
        told.get("drift").forEach(off -> assertThat(off.asLong()).isZero());
    }

    static List<String> columns(JsonNode told) {
        var columns = new ArrayList<String>();
        for (var difference : told.get("first")) {
            var table = difference.get("table").asString();
            columns.add(table + "." + difference.get("column").asString());
        }
        return columns;
    }

    /** On some days, without what is of the moment. */
    String document() {
        var documents = new ArrayList<String>();
        for (var day : DAYS) {
            var document = (ObjectNode) product.get(path("/kpis?currency=BRL&as_of=" + day));
            document.remove(List.of("version", "computed_at", "freshness"));
            documents.add(document.toString());
        }
        return documents.toString();
    }

    String path(String below) {
        return "/v1/merchants/" + merchant + below;
    }

    /** Of what the registry exports of this merchant; empty where there is nothing. */
    String gauge(String name, String tag) {
        var path = "/actuator/prometheus";
        var answer = product.call("GET", path, RunningProduct.ADMINISTRATOR, null);
        return answer.body()
                .lines()
                .filter(line -> line.startsWith(name + "{"))
                .filter(line -> line.contains("merchant=\"" + merchant + "\""))
                .filter(line -> line.contains(tag))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .findFirst()
                .orElse("");
    }

    /** Changes rows by hand. */
    void change(String sql) {
        var changed =
                product.bean(Database.class)
                        .write(
                                Scope.of(merchant),
                                unit -> Query.on(unit, sql).with(merchant).changed())
                        .block(RunningProduct.PATIENCE);
        assertThat(changed).isPositive();
    }

    /** Takes all cells away, between two transactions of the ledger. */
    void empty() {
        product.bean(Database.class)
                .write(Scope.of(merchant), this::emptied)
                .retry(WAITS_MAX)
                .block(RunningProduct.PATIENCE);
    }

    private Mono<Void> emptied(Connection unit) {
        var tables = CellColumns.all().map(CellColumn::table).distinct().toList();
        return Query.on(unit, ALONE)
                .with(merchant)
                .row(row -> true)
                .thenMany(Flux.fromIterable(tables))
                .concatMap(table -> emptied(unit, table))
                .then();
    }

    private Mono<Void> emptied(Connection unit, String table) {
        var sql = "delete from " + table + " where merchant_id = $1";
        return Query.on(unit, sql).with(merchant).run();
    }
}
