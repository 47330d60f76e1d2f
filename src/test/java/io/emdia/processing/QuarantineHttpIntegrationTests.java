package io.emdia.processing;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.ProductClient;
import io.emdia.RunningProduct;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;

/** Looking at what is kept aside, and settling it, over HTTP. */
class QuarantineHttpIntegrationTests {

    private static final String PERSON =
            QuarantineBench.event(
                    "customer.upserted",
                    """
                    "customer_id":"C-77","name":"Marina Teles","email":"marina@example.com",\
                    "document":"123.456.789-09"\
                    """);

    private static RunningProduct product;
    private static QuarantineBench bench;

    @BeforeAll
    static void start() {
        product = RunningProduct.start();
        bench = new QuarantineBench(product);
    }

    @AfterAll
    static void stop() {
        product.close();
    }

    @Test
    void whatIsKeptIsFoundByWhereItCameFromWhyAndWhen() {
        var one = product.merchant("filters");
        var other = product.standardConnection("filters");
        var early = Instant.parse("2025-01-01T00:00:00Z");
        var late = Instant.parse("2025-02-01T00:00:00Z");
        var a = bench.keep("filters", one, "a", "{}", "amount must be a number", early);
        var b = bench.keep("filters", other, "b", "{}", "type must be a string", late);

        assertThat(ids("?connection_id=" + one)).isEqualTo(a);
        assertThat(ids("?reason=MUST%20be%20a%20str")).isEqualTo(b);
        assertThat(ids("?reason=must&gateway=standard")).isEqualTo(b + " " + a);
        assertThat(ids("?gateway=stripe")).isEmpty();
        assertThat(ids("?from=2025-02-01T00:00:00Z")).isEqualTo(b);
        assertThat(ids("?to=2025-02-01T00:00:00Z")).isEqualTo(a);
        assertThat(ids("?limit=1")).isEqualTo(b);
        var cursor = bench.get("filters", "?limit=1").at("/next_cursor").asString();
        assertThat(ids("?limit=1&cursor=" + cursor)).isEqualTo(a);
    }

    private static String ids(String query) {
        var ids = new StringBuilder();
        bench.get("filters", query)
                .get("items")
                .forEach(item -> ids.append(' ').append(item.get("id").asString()));
        return ids.toString().strip();
    }

    @Test
    void oneIsInspectedWithPersonalDataMasked() {
        var connection = product.merchant("inspected");
        var id = bench.keep("inspected", connection, "evt-1", PERSON, "a reason");

        var one = bench.get("inspected", "/" + id);

        assertThat(one.toString())
                .doesNotContain("Marina", "marina", "123.456")
                .contains("customer.upserted", "C-77");
        assertThat(one.at("/id").asString()).isEqualTo(id);
        assertThat(one.at("/reason").asString()).isEqualTo("a reason");
        assertThat(one.at("/status").asString()).isEqualTo("open");
        assertThat(one.at("/headers/webhook-id").asString()).isEqualTo("evt-1");
        assertThat(one.at("/body_kind").asString()).isEqualTo("json");
        assertThat(one.at("/body_sha256").asString()).hasSize(64);
        assertThat(one.at("/size").asInt()).isEqualTo(PERSON.length());
    }

    @Test
    void whatIsAppliedOrGivenUpLeavesTheListButCanStillBeLookedAt() {
        var connection = product.merchant("settled");
        var applied = bench.keep("settled", connection, "e1", PERSON, "old code");
        var left = bench.keep("settled", connection, "e2", "{}", "old code");

        assertThat(bench.post("settled", "/" + applied + "/replay", null).at("/id").asString())
                .isEqualTo(applied);
        assertThat(bench.call("settled", "/" + left + "/replay", null)).startsWith("409 ");
        assertThat(bench.call("settled", "/" + left + "/discard", null)).startsWith("204 ");

        assertThat(bench.get("settled", "").get("items")).isEmpty();
        assertThat(bench.get("settled", "/" + applied).at("/status").asString())
                .isEqualTo("replayed");
        assertThat(bench.get("settled", "/" + left).at("/status").asString())
                .isEqualTo("discarded");
        product.awaitEvents("settled", 1);
        for (var verb : new String[] {"/replay", "/discard", "/preview"}) {
            assertThat(bench.call("settled", "/" + applied + verb, null)).startsWith("404 ");
        }
    }

    @Test
    void aReplayAsksForNoSignatureAndNoWindow() {
        var connection = product.merchant("years-later");
        var longAgo = Instant.parse("2020-01-01T00:00:00Z");
        var id = bench.keep("years-later", connection, "old", PERSON, "old code", longAgo);

        assertThat(bench.call("years-later", "/" + id + "/replay", null)).startsWith("200 ");

        product.awaitEvents("years-later", 1);
    }

    @Test
    void manyAreReplayedByFilterAndThoseThatCannotSayWhy() {
        var connection = product.merchant("swept");
        for (var n = 0; n < 3; n++) {
            var charge = QuarantineBench.charge("C" + n, "A", 1000, "BRL", 3);
            bench.keep("swept", connection, "good" + n, charge, "old code");
        }
        var bad = bench.keep("swept", connection, "bad", "{}", "old code");
        var other = bench.keep("swept", connection, "other", "{}", "something else");

        var done = bench.post("swept", "/replay", "{\"reason\":\"old code\"}");

        assertThat(done.toString())
                .isEqualTo(
                        "{\"matched\":4,\"replayed\":3,\"asked_again\":0,\"still_kept\":1,\"remaining\":0,"
                            + "\"next_cursor\":null}");
        product.awaitEvents("swept", 3);
        assertThat(bench.get("swept", "").get("items")).hasSize(2);
        assertThat(bench.get("swept", "/" + bad).at("/reason").asString())
                .isEqualTo("type must be a string");

        var left = "{\"ids\":[\"%s\",\"%s\"],\"gateway\":\"standard\"}".formatted(bad, other);
        assertThat(bench.post("swept", "/discard", left).toString())
                .isEqualTo("{\"matched\":2,\"discarded\":2,\"remaining\":0,\"next_cursor\":null}");
        assertThat(bench.get("swept", "").get("items")).isEmpty();
    }

    @Test
    void moreThanOneCallTakesAreToldToRemain() {
        var connection = product.merchant("many");
        for (var n = 0; n < 502; n++) {
            bench.keep("many", connection, "e" + n, "{}", "old code");
        }

        var first = bench.post("many", "/discard", "{\"gateway\":\"standard\"}");

        assertThat(first.at("/matched").asInt()).isEqualTo(502);
        assertThat(first.at("/discarded").asInt()).isEqualTo(500);
        assertThat(first.at("/remaining").asInt()).isEqualTo(2);
        var cursor = first.at("/next_cursor").asString();
        var rest =
                bench.post(
                        "many",
                        "/replay",
                        "{\"gateway\":\"standard\",\"cursor\":\"%s\"}".formatted(cursor));
        assertThat(rest.at("/matched").asInt()).isEqualTo(2);
        assertThat(rest.at("/still_kept").asInt()).isEqualTo(2);
    }

    @ParameterizedTest(name = "{0} is a 400 that names {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{}| at least one of",
                "{\"cursor\":\"1\"}| at least one of",
                "{\"gatewy\":\"x\"}| gatewy",
                "{\"ids\":[\"x\"]}| ids",
                "{\"ids\":[]}| ids",
                "{\"from\":\"yesterday\"}| from",
                "{\"to\":\"+999999-01-01T00:00:00Z\"}| to",
                "{\"reason\":\"\"}| reason",
                "{\"reason\":\"x\",\"cursor\":\"y\"}| cursor",
            })
    void aSelectionThatSaysNothingOrNonsenseIsRefused(String selection, String named) {
        product.call(
                "POST",
                "/v1/merchants",
                ProductClient.ADMINISTRATOR,
                "{\"id\":\"refused\",\"name\":\"r\",\"time_zone\":\"UTC\",\"calendar\":\"BR\"}");
        for (var verb : new String[] {"/replay", "/discard", "/preview"}) {
            assertThat(bench.call("refused", verb, selection)).startsWith("400 ").contains(named);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET ",
                "GET /1",
                "POST /1/replay",
                "POST /1/discard",
                "POST /1/preview",
                "POST /replay",
                "POST /discard",
                "POST /preview"
            })
    void onlyItsManagerMayLookAndSettle(String route) {
        var words = route.split(" ", 2);
        var merchant = "guarded-" + Math.abs(route.hashCode());
        product.merchant(merchant);
        product.merchant("its-" + merchant);
        var path = "/v1/merchants/" + merchant + "/quarantine" + words[1];
        var body = words[1].split("/").length == 2 ? "{\"gateway\":\"standard\"}" : null;

        assertThat(status(words[0], path, product.token(merchant, "viewer"), body)).isEqualTo(403);
        assertThat(status(words[0], path, product.token("its-" + merchant, "manager"), body))
                .isEqualTo(404);
        assertThat(status(words[0], path, "emdia_nobody", body)).isEqualTo(401);
        assertThat(status(words[0], path, product.token(merchant, "manager"), body))
                .isEqualTo(words[1].contains("1") ? 404 : 200);
    }

    private static int status(String method, String path, String token, @Nullable String body) {
        return product.call(method, path, token, body).statusCode();
    }
}
