package io.emdia.merchants;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.database.Scope;

import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** What the administrator does to connections and tokens, over HTTP. */
class ConnectionsIntegrationTests extends Administered {

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
    void aMasterKeyThatIsGivenIsNotRenewedHere() {
        server.administrator()
                .post()
                .uri("/v1/master-key/rotation")
                .exchange()
                .expectStatus()
                .isEqualTo(409)
                .expectBody(String.class)
                .value(answer -> assertThat(answer).contains("emdia.master-key"));
    }

    @Test
    void secretsAreNeitherListedNorReadableInTheTableOrOnTheBulletin() {
        server.createMerchant("secretive");
        var made = body(post("/v1/merchants/secretive/connections", connection("whsec_hush")));

        get("/v1/merchants/secretive/connections")
                .expectBody(String.class)
                .value(
                        list ->
                                assertThat(list)
                                        .contains(made.path("id").asString())
                                        .doesNotContain("hush"));

        assertThat(server.database.texts(Scope.DIRECTORY, "select c::text from connection c"))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row).doesNotContain("hush"));
        assertThat(server.bean(ListBulletin.class).posted)
                .isNotEmpty()
                .allSatisfy(
                        note ->
                                assertThat(new String(note.value(), StandardCharsets.UTF_8))
                                        .doesNotContain("hush"));
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
    void tokenAndSettingsChangeOneByOne() {
        server.createMerchant("changing");
        var id = connect("changing");

        patch(id, Map.of("api_token", "hush-token")).expectStatus().isOk();
        assertThat(found(id).apiToken()).isEqualTo("hush-token");
        patch(id, Collections.singletonMap("settings", Map.of())).expectStatus().isOk();

        assertThat(found(id).apiToken()).isEqualTo("hush-token");
        assertThat(found(id).settings()).isEmpty();
        assertThat(found(id).secrets()).isNotEmpty();
        patch(id, Collections.singletonMap("api_token", null)).expectStatus().isOk();
        assertThat(found(id).apiToken()).isNull();
        problem(patch(id, Map.of()), 400);
        problem(patch(id, Map.of("gateway", "stripe")), 400);
    }

    private ResponseSpec patch(String id, Map<String, ?> members) {
        return server.administrator()
                .patch()
                .uri("/v1/merchants/changing/connections/{id}", id)
                .bodyValue(members)
                .exchange();
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
    void aTokenIsShownOnceAndStoredHashed() {
        server.createMerchant("tokens");

        var made =
                body(post("/v1/merchants/tokens/tokens", Map.of("role", "viewer", "label", "BI")));

        var token = made.path("token").asString();
        assertThat(token).startsWith("emdia_").hasSize(49);
        get("/v1/merchants/tokens/tokens")
                .expectBody(String.class)
                .value(list -> assertThat(list).contains("BI").doesNotContain(token));
        assertThat(server.database.texts(Scope.DIRECTORY, "select t::text from access_token t"))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row).doesNotContain(token.substring(20)));
    }

    @Test
    void aTokenOfNoRoleIsRefused() {
        server.createMerchant("roles");

        problem(post("/v1/merchants/roles/tokens", Map.of("role", "administrator")), 400)
                .jsonPath("$.errors[0].member")
                .isEqualTo("role");
    }
}
