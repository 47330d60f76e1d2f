package io.emdia.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.ProductClient;
import io.emdia.RunningProduct;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;

import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Files of events, from the first byte to the last applied line. */
class ImportsIntegrationTests {

    private static final int LINES = Integer.getInteger("emdia.imports.lines", 3_000);

    private static RunningProduct product;
    private static ImportClient imports;

    @BeforeAll
    static void start() {
        product = RunningProduct.start();
        imports = new ImportClient(product);
    }

    @AfterAll
    static void stop() {
        product.close();
    }

    @Test
    void everyLineThatCanBeReadIsAppliedAndTheOthersSayWhy() {
        product.merchant("mixed");
        var body =
                "\uFEFF"
                        + ImportClient.charge(1).strip()
                        + "\r\n\r\n"
                        + "{\"type\":\"charge.upserted\"}\n"
                        + "not an event of marina@example.com\n"
                        + "{\"id\":\"e\",\"type\":\"charge.upserted\","
                        + "\"timestamp\":\"2025-01-01T00:00:00Z\",\"data\":{\"charge_id\":\"x\","
                        + "\"amount\":-1}}\n"
                        + "{\"id\":\"long\",\"x\":\""
                        + "y".repeat(300_000)
                        + "\"}\n"
                        + ImportClient.charge(2).strip();

        var accepted = imports.send("mixed", null, body);
        var done = imports.finished("mixed", accepted);

        assertThat(accepted.headers().firstValue("Location"))
                .contains("/v1/merchants/mixed/imports/" + done.get("id").asString());
        assertThat(done.at("/format").asString()).isEqualTo("ndjson");
        assertThat(done.at("/read").asInt()).isEqualTo(6);
        assertThat(done.at("/applied").asInt()).isEqualTo(2);
        assertThat(done.at("/refused").asInt()).isEqualTo(4);
        assertThat(ProductClient.texts(done.at("/refusals")))
                .containsExactly(
                        "{\"line\":3,\"reason\":\"id must be a string\"}",
                        "{\"line\":4,\"reason\":\"body must be well-formed JSON\"}",
                        "{\"line\":5,\"reason\":\"data.amount must be an integer from 0 to"
                                + " 1000000000000000\"}",
                        "{\"line\":6,\"reason\":\"a line must have at most 262144 bytes\"}");
        assertThat(done.toString()).doesNotContain("marina");
        assertThat(done.at("/finished_at").isNull()).isFalse();
        product.awaitEvents("mixed", 2);
        assertThat(charges("mixed")).isEqualTo(2);
    }

    @Test
    void theSameFileTwiceChangesNothing() {
        product.merchant("twice");
        var body = lines(0, 50);

        imports.finished("twice", imports.send("twice", null, body));
        product.awaitEvents("twice", 50);
        var before = figures("twice");
        var again = imports.finished("twice", imports.send("twice", null, body));

        assertThat(again.at("/applied").asInt()).isEqualTo(50);
        assertThat(figures("twice")).isEqualTo(before);
        assertThat(imports.list("twice")).hasSize(2);
    }

    @Test
    void aKeyWhoseImportIsDoneAnswersWithItsState() {
        product.merchant("keyed");
        imports.finished("keyed", imports.send("keyed", "first", lines(0, 10)));

        var again = imports.send("keyed", "first", lines(0, 10));

        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.body()).contains("\"status\":\"finished\"", "\"read\":10");
        assertThat(imports.list("keyed")).hasSize(1);
    }

    @Test
    void aClientThatGoesAwayGoesOnWithItsKey() {
        product.merchant("cut");
        var half = new Breaking(ImportClient.bytes(lines(0, 1_200)), () -> isRead("cut", 1_000));

        try {
            imports.stream("cut", "mine", () -> half);
        } catch (UncheckedIOException away) {
            assertThat(away).hasRootCauseMessage("the client went away");
        }
        ProductClient.await(
                () -> imports.list("cut").at("/0/status").asString().equals("interrupted"));
        var interrupted = imports.list("cut").get(0);
        assertThat(interrupted.at("/read").asInt()).isEqualTo(1_000);

        var done = imports.finished("cut", imports.send("cut", "mine", lines(0, 1_500)));

        assertThat(done.at("/id")).isEqualTo(interrupted.at("/id"));
        assertThat(done.at("/read").asInt()).isEqualTo(1_500);
        assertThat(done.at("/applied").asInt()).isEqualTo(1_500);
        assertThat(newestPosition("cut")).isEqualTo(1_500);
    }

    @Test
    void manyLinesAreAppliedSoon() {
        product.merchant("large");
        var begun = System.nanoTime();

        var done = imports.finished("large", imports.send("large", null, lines(0, LINES)));

        var seconds = (System.nanoTime() - begun) / 1e9;
        System.out.printf("%d lines were applied after %.1f s%n", LINES, seconds);
        assertThat(done.at("/applied").asInt()).isEqualTo(LINES);
        assertThat(newestPosition("large")).isEqualTo(LINES);
    }

    @Test
    void eventsWithoutAConnectionGetOneOfTheirOwn() {
        var merchant =
                "{\"id\":\"alone\",\"name\":\"a\",\"time_zone\":\"UTC\",\"calendar\":\"BR\"}";
        product.call("POST", "/v1/merchants", ProductClient.ADMINISTRATOR, merchant);

        var done = imports.finished("alone", imports.send("alone", null, lines(0, 3)));

        var connections = product.get("/v1/merchants/alone/connections").get("items");
        assertThat(connections).hasSize(1);
        assertThat(connections.at("/0/id")).isEqualTo(done.at("/connection_id"));
        assertThat(connections.at("/0/gateway").asString()).isEqualTo("standard");
    }

    @Test
    void whereSeveralFitOneMustBeNamed() {
        var one = product.merchant("several");
        product.standardConnection("several");
        var stripe = product.connection("several", "stripe", "whsec_x");

        assertThat(imports.send("several", null, lines(0, 1)).body())
                .contains("\"status\":400", "connection_id must name one of the 2");
        assertThat(named("several", stripe).statusCode()).isEqualTo(400);
        assertThat(named("several", "no-such-one").statusCode()).isEqualTo(400);
        assertThat(named("several", one).statusCode()).isEqualTo(202);
    }

    private static HttpResponse<String> named(String merchant, String connection) {
        return imports.send(
                merchant,
                "?connection_id=" + connection,
                null,
                ProductClient.ADMINISTRATOR,
                ImportClient.bytes(lines(0, 1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "a,b,c\n1,2,3\n", "[{\"id\":1}]", "\"", "\0\0\0\n"})
    void whatIsNoImportIsRefused(String body) {
        product.call(
                "POST",
                "/v1/merchants",
                ProductClient.ADMINISTRATOR,
                "{\"id\":\"nonsense\",\"name\":\"a\",\"time_zone\":\"UTC\",\"calendar\":\"BR\"}");

        var answer = imports.send("nonsense", null, body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains("body");
        assertThat(imports.list("nonsense")).isEmpty();
    }

    @Test
    void onlyItsManagerMayImport() {
        product.merchant("guarded-imports");
        product.merchant("another-imports");
        var path = "/v1/merchants/guarded-imports/imports";

        for (var method : new String[] {"GET", "POST"}) {
            var viewer = product.token("guarded-imports", "viewer");
            var other = product.token("another-imports", "manager");
            var body = method.equals("POST") ? lines(0, 1) : null;
            assertThat(product.call(method, path, viewer, body).statusCode()).isEqualTo(403);
            assertThat(product.call(method, path, other, body).statusCode()).isEqualTo(404);
            assertThat(product.call(method, path, "nobody", body).statusCode()).isEqualTo(401);
        }
        var manager = product.token("guarded-imports", "manager");
        assertThat(product.call("POST", path, manager, lines(0, 1)).statusCode()).isEqualTo(202);
        assertThat(product.call("GET", path + "/none", manager, null).statusCode()).isEqualTo(404);
    }

    private static String lines(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(ImportClient::charge)
                .collect(Collectors.joining());
    }

    private static void isRead(String merchant, int lines) {
        ProductClient.await(() -> imports.list(merchant).at("/0/read").asInt() == lines);
    }

    private static int charges(String merchant) {
        return product.get("/v1/merchants/" + merchant + "/charges").get("items").size();
    }

    private static long newestPosition(String merchant) {
        var after = "/v1/merchants/" + merchant + "/events?limit=500&after=";
        var position = 0L;
        var items = product.get(after + position).get("items");
        while (!items.isEmpty()) {
            position = items.get(items.size() - 1).get("position").asLong();
            items = product.get(after + position).get("items");
        }
        return position;
    }

    private static JsonNode figures(String merchant) {
        var document = product.get("/v1/merchants/" + merchant + "/kpis?currency=BRL");
        assertThat(document.at("/delinquency/overdue_amount").asLong()).isPositive();
        return document.get("delinquency");
    }
}
