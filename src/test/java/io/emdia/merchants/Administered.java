package io.emdia.merchants;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.access.AccessServer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient.BodyContentSpec;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.Map;

/** A server and the administrator's calls to it, as JSON. */
abstract class Administered {

    static AccessServer server;

    @BeforeAll
    static void start() {
        server = AccessServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static String connect(String merchant) {
        var path = "/v1/merchants/" + merchant + "/connections";
        return body(post(path, connection("whsec_one"))).path("id").asString();
    }

    static Connection found(String id) {
        var lookup = server.bean(ConnectionDirectory.class).find(id);
        assertThat(lookup).isInstanceOf(ConnectionDirectory.Lookup.Found.class);
        return ((ConnectionDirectory.Lookup.Found) lookup).connection();
    }

    static Map<String, Object> connection(String secret) {
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

    static Map<String, Object> merchant(String id, String name, String zone) {
        return Map.of("id", id, "name", name, "time_zone", zone, "calendar", "BR");
    }

    static ResponseSpec post(String path, Object body) {
        return server.administrator().post().uri(path).bodyValue(body).exchange();
    }

    static ResponseSpec patch(String path, Object body) {
        return server.administrator().patch().uri(path).bodyValue(body).exchange();
    }

    static ResponseSpec get(String path) {
        return server.administrator().get().uri(path).exchange();
    }

    static ResponseSpec delete(String path) {
        return server.administrator().delete().uri(path).exchange();
    }

    static JsonNode body(ResponseSpec response) {
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

    static BodyContentSpec problem(ResponseSpec response, int status) {
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
