package io.emdia.merchants;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient.BodyContentSpec;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

import tools.jackson.databind.JsonNode;

import java.sql.DriverManager;
import java.util.List;
import java.util.Map;

/** What the administrator does to merchants, connections and tokens, over HTTP. */
class AdministrationIntegrationTests {

    private static AccessServer server;

    @BeforeAll
    static void start() {
        server = AccessServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void theSameCreationAgainIsTwoHundredAndAnotherContentIsAConflict() {
        var acme = merchant("repeated", "Acme", "America/Sao_Paulo");

        post("/v1/merchants", acme)
                .expectStatus()
                .isCreated()
                .expectHeader()
                .valueEquals("Location", "/v1/merchants/repeated")
                .expectBody()
                .jsonPath("$.time_zone")
                .isEqualTo("America/Sao_Paulo")
                .jsonPath("$.mrr_starts")
                .isEqualTo("started");
        post("/v1/merchants", acme).expectStatus().isOk();
        problem(post("/v1/merchants", merchant("repeated", "Other", "UTC")), 409);
    }

    @Test
    void theSameCreationAfterAChangeIsStillTheSameCall() {
        var acme = merchant("changed-since", "Acme", "America/Sao_Paulo");
        post("/v1/merchants", acme).expectStatus().isCreated();
        patch("/v1/merchants/changed-since", Map.of("name", "New")).expectStatus().isOk();

        post("/v1/merchants", acme)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.name")
                .isEqualTo("New");
    }

    @Test
    void everyWrongMemberIsNamed() {
        problem(post("/v1/merchants", merchant("Acme!", "", "Mars/Base")), 400)
                .jsonPath("$.errors[*].member")
                .value(
                        members ->
                                assertThat(members).isEqualTo(List.of("id", "name", "time_zone")));
    }

    @Test
    void aMemberThatIsNotKnownIsNamed() {
        problem(post("/v1/merchants", Map.of("id", "x", "timezone", "UTC")), 400)
                .jsonPath("$.errors[0].member")
                .isEqualTo("timezone");
    }

    @Test
    void aMemberOfTheWrongTypeIsNamed() {
        problem(post("/v1/merchants", Map.of("id", "x", "doubtful_after_days", "soon")), 400)
                .jsonPath("$.errors[0].member")
                .isEqualTo("doubtful_after_days");
    }

    @Test
    void aCalendarNobodyConfiguredIsRefused() {
        var body = Map.of("id", "x", "name", "X", "time_zone", "UTC", "calendar", "Atlantis");

        problem(post("/v1/merchants", body), 400)
                .jsonPath("$.errors[0].member")
                .isEqualTo("calendar");
    }

    @Test
    void whatIsNoJsonIsABadBody() {
        problem(
                        server.administrator()
                                .post()
                                .uri("/v1/merchants")
                                .contentType(MediaType.APPLICATION_JSON)
                                .bodyValue("{\"id\": ")
                                .exchange(),
                        400)
                .jsonPath("$.errors[0].member")
                .isEqualTo("body");
    }

    @Test
    void aChangeLeavesOutWhatItDoesNotName() {
        server.createMerchant("patched");

        patch(
                        "/v1/merchants/patched",
                        Map.of("default_currency", "BRL", "mrr_starts", "first_payment"))
                .expectStatus()
                .isOk();

        get("/v1/merchants/patched")
                .expectStatus()
                .isOk()
                .expectBody()
                .json(
                        """
                        {"id": "patched", "name": "Name of patched", "calendar": "BR",
                         "time_zone": "America/Sao_Paulo", "default_currency": "BRL",
                         "mrr_starts": "first_payment", "doubtful_after_days": 90}
                        """);
    }

    @Test
    void nullClearsTheDefaultCurrency() {
        server.createMerchant("cleared");
        patch("/v1/merchants/cleared", Map.of("default_currency", "BRL")).expectStatus().isOk();

        server.administrator()
                .patch()
                .uri("/v1/merchants/cleared")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"default_currency\": null}")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.default_currency")
                .isEmpty();
    }

    @Test
    void aChangeOfWhatIsNotKnownOrNotAllowedIsNamed() {
        server.createMerchant("refusing");

        problem(patch("/v1/merchants/refusing", Map.of("colour", "red")), 400)
                .jsonPath("$.errors[0].member")
                .isEqualTo("colour");
        problem(patch("/v1/merchants/refusing", Map.of("id", "other")), 400)
                .jsonPath("$.errors[0].member")
                .isEqualTo("id");
        problem(patch("/v1/merchants/refusing", Map.of("default_currency", "XBR")), 400)
                .jsonPath("$.errors[0].member")
                .isEqualTo("default_currency");
    }

    @Test
    void merchantsComeInPages() {
        server.createMerchant("page-a");
        server.createMerchant("page-b");

        var cursor = body(get("/v1/merchants?limit=1")).path("next_cursor").asString();

        get("/v1/merchants?limit=1&cursor=" + cursor)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.items.length()")
                .isEqualTo(1);
    }

    @Test
    void aConnectionIsKnownToTheDirectoryWhenItIsAnswered() {
        server.createMerchant("connecting");

        var made = body(post("/v1/merchants/connecting/connections", connection("whsec_one")));

        var id = made.path("id").asString();
        assertThat(made.path("webhook_path").asString()).isEqualTo("/webhooks/" + id);
        assertThat(id).hasSizeGreaterThanOrEqualTo(22);
        assertThat(found(id).secrets()).containsExactly("whsec_one");
    }

    @Test
    void secretsAreNeitherListedNorReadableInTheTableOrOnTheBulletin() throws Exception {
        server.createMerchant("secretive");
        var made = body(post("/v1/merchants/secretive/connections", connection("whsec_hush")));

        get("/v1/merchants/secretive/connections")
                .expectBody(String.class)
                .value(
                        list ->
                                assertThat(list)
                                        .contains(made.path("id").asString())
                                        .doesNotContain("hush"));

        try (var jdbc =
                        DriverManager.getConnection(
                                server.database.jdbcUrl(),
                                server.database.ownerUser(),
                                server.database.ownerPassword());
                var rows =
                        jdbc.createStatement().executeQuery("select c::text from connection c")) {
            while (rows.next()) {
                assertThat(rows.getString(1)).doesNotContain("hush");
            }
        }
        assertThat(server.bean(ListBulletin.class).posted)
                .isNotEmpty()
                .allSatisfy(note -> assertThat(new String(note.value())).doesNotContain("hush"));
    }

    @Test
    void aRotationReplacesEverySecret() {
        server.createMerchant("rotating");
        var id = connect("rotating");

        server.administrator()
                .put()
                .uri("/v1/merchants/rotating/connections/{id}/secrets", id)
                .bodyValue(Map.of("secrets", List.of("whsec_new", "whsec_old")))
                .exchange()
                .expectStatus()
                .isOk();

        assertThat(found(id).secrets()).containsExactly("whsec_new", "whsec_old");
    }

    @Test
    void aDisabledConnectionIsUnknownAndCannotBeRotated() {
        server.createMerchant("disabling");
        var id = connect("disabling");

        delete("/v1/merchants/disabling/connections/" + id).expectStatus().isNoContent();
        delete("/v1/merchants/disabling/connections/" + id).expectStatus().isNoContent();

        assertThat(server.bean(ConnectionDirectory.class).find(id))
                .isEqualTo(new ConnectionDirectory.Lookup.Unknown());
        problem(
                server.administrator()
                        .put()
                        .uri("/v1/merchants/disabling/connections/{id}/secrets", id)
                        .bodyValue(Map.of("secrets", List.of("whsec_new")))
                        .exchange(),
                409);
    }

    @Test
    void whatAGatewayObjectsToIsNamed() {
        server.createMerchant("objecting");
        var path = "/v1/merchants/objecting/connections";

        problem(post(path, connection("short")), 400)
                .jsonPath("$.errors[0].member")
                .isEqualTo("secrets[0]");
        problem(post(path, Map.of("gateway", "nobody", "secrets", List.of("whsec_x"))), 400)
                .jsonPath("$.errors[0].member")
                .isEqualTo("gateway");
        problem(post(path, Map.of("gateway", "standard")), 400)
                .jsonPath("$.errors[0].member")
                .isEqualTo("secrets");
    }

    @Test
    void anotherMerchantsConnectionIsNone() {
        server.createMerchant("owner");
        server.createMerchant("stranger");
        var id = connect("owner");

        problem(delete("/v1/merchants/stranger/connections/" + id), 404);
        assertThat(found(id).merchantId()).isEqualTo("owner");
    }

    @Test
    void aTokenIsShownOnceAndStoredHashed() throws Exception {
        server.createMerchant("tokens");

        var made =
                body(post("/v1/merchants/tokens/tokens", Map.of("role", "viewer", "label", "BI")));

        var token = made.path("token").asString();
        assertThat(token).startsWith("emdia_").hasSize(49);
        get("/v1/merchants/tokens/tokens")
                .expectBody(String.class)
                .value(list -> assertThat(list).contains("BI").doesNotContain(token));
        try (var jdbc =
                        DriverManager.getConnection(
                                server.database.jdbcUrl(),
                                server.database.ownerUser(),
                                server.database.ownerPassword());
                var rows =
                        jdbc.createStatement().executeQuery("select t::text from access_token t")) {
            while (rows.next()) {
                assertThat(rows.getString(1)).doesNotContain(token.substring(20));
            }
        }
    }

    @Test
    void aTokenOfNoRoleIsRefused() {
        server.createMerchant("roles");

        problem(post("/v1/merchants/roles/tokens", Map.of("role", "administrator")), 400)
                .jsonPath("$.errors[0].member")
                .isEqualTo("role");
    }

    private static String connect(String merchant) {
        var path = "/v1/merchants/" + merchant + "/connections";
        return body(post(path, connection("whsec_one"))).path("id").asString();
    }

    private static Connection found(String id) {
        var lookup = server.bean(ConnectionDirectory.class).find(id);
        assertThat(lookup).isInstanceOf(ConnectionDirectory.Lookup.Found.class);
        return ((ConnectionDirectory.Lookup.Found) lookup).connection();
    }

    private static Map<String, Object> connection(String secret) {
        return Map.of(
                "gateway",
                "standard",
                "secrets",
                List.of(secret),
                "api_token",
                "hush-hush",
                "settings",
                Map.of("mode", "automatic", "retries", 3));
    }

    private static Map<String, Object> merchant(String id, String name, String zone) {
        return Map.of("id", id, "name", name, "time_zone", zone, "calendar", "BR");
    }

    private static ResponseSpec post(String path, Object body) {
        return server.administrator().post().uri(path).bodyValue(body).exchange();
    }

    private static ResponseSpec patch(String path, Object body) {
        return server.administrator().patch().uri(path).bodyValue(body).exchange();
    }

    private static ResponseSpec get(String path) {
        return server.administrator().get().uri(path).exchange();
    }

    private static ResponseSpec delete(String path) {
        return server.administrator().delete().uri(path).exchange();
    }

    private static JsonNode body(ResponseSpec response) {
        var body =
                response.expectStatus()
                        .is2xxSuccessful()
                        .expectBody(JsonNode.class)
                        .returnResult()
                        .getResponseBody();
        if (body == null) {
            throw new AssertionError("the answer has no body");
        }
        return body;
    }

    private static BodyContentSpec problem(ResponseSpec response, int status) {
        return response.expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo(status)
                .jsonPath("$.type")
                .isEqualTo("about:blank")
                .jsonPath("$.title")
                .isNotEmpty()
                .jsonPath("$.detail")
                .isNotEmpty();
    }
}
