package io.emdia;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.util.Objects.requireNonNull;

import io.emdia.database.Database;
import io.emdia.database.Query;
import io.emdia.database.Scope;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Who changed what is written down with the change, stays, and is told to managers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditLogIntegrationTests {

    private static final String ADMINISTRATOR = ProductClient.ADMINISTRATOR;
    private static final String EVENT = "{\"type\":\"charge.restored\",\"timestamp\":\"x\"}";

    /** A revoked or expired credential is known everywhere within. */
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(5);

    private final RunningProduct product =
            RunningProduct.start(Map.of("emdia.tokens.uses-written-every", "500ms"));

    @AfterAll
    void stop() {
        product.close();
    }

    @Test
    void everyActIsALineWithItsActor() {
        var connection = product.merchant("acts");
        var path = "/v1/merchants/acts";
        var manager = token("acts", "manager");
        does("PATCH", path, manager, "{\"name\":\"Other\"}", 200);
        does("PATCH", path + "/connections/" + connection, manager, "{\"settings\":{}}", 200);
        var secrets = "{\"secrets\":[\"whsec_" + "B".repeat(40) + "\"]}";
        does("PUT", path + "/connections/" + connection + "/secrets", manager, secrets, 200);
        does("POST", path + "/connections/" + connection + "/test", manager, null, 200);
        does("DELETE", path + "/connections/" + connection, manager, null, 204);
        var rates =
                "{\"currency\":\"BRL\",\"rates\":[{\"currency\":\"USD\",\"on\":\"2025-06-02\",\"rate\":\"5\"}]}";
        does("PUT", path + "/rates", manager, rates, 204);
        does("DELETE", path + "/rates/USD/2025-06-02", manager, null, 204);
        does("POST", path + "/audit", ADMINISTRATOR, null, 200, 202);
        var other = product.call("POST", path + "/tokens", manager, "{\"role\":\"viewer\"}");
        var id = ProductClient.JSON.readTree(other.body()).get("id").asString();
        does("DELETE", path + "/tokens/" + id, manager, null, 204);

        assertThat(acts(product.get(path + "/audit")))
                .containsExactly(
                        "token_revoked",
                        "token_issued",
                        "figures_proven",
                        "rate_deleted",
                        "rates_changed",
                        "connection_disabled",
                        "connection_tested",
                        "connection_secrets_replaced",
                        "connection_changed",
                        "merchant_changed",
                        "token_issued",
                        "connection_created",
                        "merchant_created");
        var lines = product.get(path + "/audit").get("items");
        assertThat(lines.get(0).get("subject").asString()).isEqualTo(id);
        assertThat(lines.get(0).get("actor").get("kind").asString()).isEqualTo("token");
        assertThat(lines.get(2).get("actor").get("kind").asString()).isEqualTo("administrator");
        assertThat(lines.toString()).doesNotContain("whsec_", "emdia_");
    }

    @Test
    void whatDidNotHappenIsNotALine() {
        product.merchant("refused");
        var path = "/v1/merchants/refused";
        does("PATCH", path, ADMINISTRATOR, "{\"time_zone\":\"Nowhere\"}", 400);
        does("DELETE", path + "/rates/USD/2025-06-02", ADMINISTRATOR, null, 404);
        does("DELETE", path + "/tokens/none", ADMINISTRATOR, null, 404);
        does(
                "POST",
                "/v1/merchants",
                ADMINISTRATOR,
                "{\"id\":\"refused\",\"name\":\"x\"}",
                400,
                409);

        assertThat(acts(product.get(path + "/audit")))
                .containsExactly("connection_created", "merchant_created");
    }

    @Test
    void deliveriesThatAreReplayedOrDiscardedAreLines() {
        var connection = product.merchant("aside");
        product.post(connection, "one", EVENT);
        var path = "/v1/merchants/aside/quarantine";
        ProductClient.await(() -> !product.get(path).get("items").isEmpty());
        var id = product.get(path).get("items").get(0).get("id").asString();
        does("POST", path + "/" + id + "/discard", ADMINISTRATOR, null, 204);

        var line = product.get("/v1/merchants/aside/audit").get("items").get(0);
        assertThat(line.get("act").asString()).isEqualTo("delivery_discarded");
        assertThat(line.get("subject").asString()).isEqualTo(id);
    }

    @Test
    void sessionsAreLinesToo() {
        product.merchant("sessions");
        var token = token("sessions", "manager");
        does("POST", "/sign-in", "none", "{\"token\":\"" + token + "\"}", 204);

        var lines = product.get("/v1/merchants/sessions/audit").get("items");
        assertThat(lines.get(0).get("act").asString()).isEqualTo("session_opened");
        does("POST", "/sign-in", "none", "{\"token\":\"" + ADMINISTRATOR + "\"}", 204);
        assertThat(acts(product.get("/v1/audit"))).contains("session_opened");
        assertThat(product.call("GET", "/v1/audit", token, null).statusCode()).isEqualTo(403);
    }

    @Test
    void aPageGoesOnWhereTheLastEndedAndNarrowsToAnAct() {
        product.merchant("paged");
        for (var made = 0; made < 5; made++) {
            token("paged", "viewer");
        }
        var path = "/v1/merchants/paged/audit";
        var all = new ArrayList<String>();
        var query = "?limit=2";
        for (var page = product.get(path + query); ; page = product.get(path + query)) {
            page.get("items").forEach(item -> all.add(item.get("id").asString()));
            if (page.get("next_cursor") == null || page.get("next_cursor").isNull()) {
                break;
            }
            query = "?limit=2&cursor=" + page.get("next_cursor").asString();
        }

        assertThat(all).hasSize(7).doesNotHaveDuplicates();
        assertThat(acts(product.get(path + "?act=merchant_created"))).hasSize(1);
        assertThat(acts(product.get(path + "?to=2020-01-01T00:00:00Z"))).isEmpty();
        assertThat(acts(product.get(path + "?from=2020-01-01T00:00:00Z&act=token_issued")))
                .hasSize(5);
        assertThat(product.call("GET", path + "?act=none", ADMINISTRATOR, null).statusCode())
                .isEqualTo(400);
    }

    @Test
    void onlyItsOwnManagersReadIt() {
        product.merchant("mine");
        product.merchant("theirs");
        var path = "/v1/merchants/mine/audit";

        assertThat(status(path, token("mine", "manager"))).isEqualTo(200);
        assertThat(status(path, token("mine", "viewer"))).isEqualTo(403);
        assertThat(status(path, token("theirs", "manager"))).isEqualTo(404);
        assertThat(status(path, "none")).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit_record set act = 'x'",
                "delete from audit_record",
                "truncate audit_record"
            })
    void theApplicationMayOnlyAdd(String statement) {
        product.merchant("kept-" + Math.abs(statement.hashCode()));
        var database = product.bean(Database.class);

        assertThatThrownBy(
                        () ->
                                database.write(
                                                Scope.of("kept-" + Math.abs(statement.hashCode())),
                                                unit -> Query.on(unit, statement).run())
                                        .block(ProductClient.PATIENCE))
                .hasStackTraceContaining("audit_record");
    }

    @Test
    void aTokenEndsByItselfAndSoDoItsStreams() throws Exception {
        product.merchant("ending");
        var path = "/v1/merchants/ending/tokens";
        var end = Instant.now().plusSeconds(4);
        var body = "{\"role\":\"viewer\",\"expires_at\":\"" + end + "\"}";
        var made =
                ProductClient.JSON.readTree(product.call("POST", path, ADMINISTRATOR, body).body());
        var token = made.get("token").asString();
        assertThat(made.get("expires_at").asString()).isEqualTo(end.toString());
        assertThat(status("/v1/merchants/ending", token)).isEqualTo(200);
        try (var stream = new RawClient(product.at("/"))) {
            stream.send(
                    """
                    GET /v1/merchants/ending/events/stream HTTP/1.1
                    Host: h
                    Connection: close
                    Authorization: Bearer %s

                    """
                            .formatted(token)
                            .replace("\n", "\r\n"));
            assertThat(stream.answers(Duration.ofSeconds(12))).startsWith("HTTP/1.1 200");
        }
        assertThat(Instant.now()).isBetween(end.minusSeconds(1), end.plus(ENDS_WITHIN));
        ProductClient.await(() -> status("/v1/merchants/ending", token) == 401);
        assertThat(Instant.now()).isBefore(end.plus(ENDS_WITHIN));
        var listed = product.get(path).get("items").get(0);
        assertThat(listed.get("expires_at").asString()).startsWith(end.toString().substring(0, 19));
        assertThat(Instant.parse(requireNonNull(listed.get("last_used_at")).asString()))
                .isBefore(end.plus(ENDS_WITHIN));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"expires_in_days\":0",
                "\"expires_in_days\":99999",
                "\"expires_at\":\"2020-01-01T00:00:00Z\"",
                "\"expires_at\":\"soon\"",
                "\"expires_at\":\"2099-01-01T00:00:00Z\",\"expires_in_days\":1"
            })
    void aTokenEndsInTimeOrNotAtAll(String end) {
        var id = "ends-" + Math.abs(end.hashCode());
        product.merchant(id);
        var path = "/v1/merchants/" + id + "/tokens";

        does("POST", path, ADMINISTRATOR, "{\"role\":\"viewer\"," + end + "}", 400);
        does("POST", path, ADMINISTRATOR, "{\"role\":\"viewer\",\"expires_in_days\":30}", 201);
    }

    private String token(String merchant, String role) {
        return product.token(merchant, role);
    }

    private int status(String path, String token) {
        return product.call("GET", path, token, null).statusCode();
    }

    private void does(
            String method, String path, String token, @Nullable String body, Integer... expected) {
        var answer = product.call(method, path, token, body);
        assertThat(List.of(expected)).as(path + " " + answer.body()).contains(answer.statusCode());
    }

    private static List<String> acts(JsonNode page) {
        var acts = new ArrayList<String>();
        page.get("items").forEach(item -> acts.add(item.get("act").asString()));
        return acts;
    }
}
