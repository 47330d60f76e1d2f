package io.emdia.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.access.Caller.Role;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

import reactor.test.StepVerifier;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Who gets which answer, over HTTP. */
class AccessIntegrationTests {

    private static final Duration REVOKED_WITHIN = Duration.ofSeconds(5);

    private static AccessServer server;
    private static String viewer;
    private static String manager;

    @BeforeAll
    static void start() {
        server = AccessServer.start();
        server.createMerchant("acme");
        server.createMerchant("rival");
        viewer = server.token("acme", Role.VIEWER).token();
        manager = server.token("acme", Role.MANAGER).token();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest(name = "{0} {1}: viewer {2}, manager {3}, administrator {4}")
    @CsvSource({
        "GET,    /v1/me,                               200, 200, 200",
        "GET,    /v1/merchants,                        200, 200, 200",
        "POST,   /v1/merchants,                        403, 403, 400",
        "GET,    /v1/merchants/acme,                   200, 200, 200",
        "PATCH,  /v1/merchants/acme,                   403, 200, 200",
        "GET,    /v1/merchants/acme/kpis,              200, 200, 200",
        "GET,    /v1/merchants/acme/quarantine,        403, 200, 200",
        "GET,    /v1/merchants/acme/connections,       403, 200, 200",
        "POST,   /v1/merchants/acme/connections,       403, 400, 400",
        "DELETE, /v1/merchants/acme/connections/none,  403, 404, 404",
        "GET,    /v1/merchants/acme/tokens,            403, 200, 200",
        "POST,   /v1/merchants/acme/tokens,            403, 400, 400",
        "DELETE, /v1/merchants/acme/tokens/none,       403, 404, 404",
        "GET,    /v1/merchants/rival,                  404, 404, 200",
        "GET,    /v1/merchants/rival/kpis,             404, 404, 200",
        "PATCH,  /v1/merchants/rival,                  404, 404, 200",
        "POST,   /v1/merchants/rival/tokens,           404, 404, 400",
        "GET,    /v1/merchants/rival/quarantine,       404, 404, 200",
        "GET,    /v1/merchants/nobody/kpis,            404, 404, 404",
        "GET,    /v1/merchants/%61cme/kpis,            200, 200, 200",
        "GET,    /v1/nothing,                          404, 404, 404",
        "PUT,    /v1/merchants/acme,                   405, 405, 405",
        "GET,    /actuator/prometheus,                 403, 403, 200",
        "GET,    /actuator/nothing,                    403, 403, 404",
    })
    void eachRoleGetsItsAnswer(
            String method, String path, int viewers, int managers, int administrators) {
        expect(call(server.with(viewer), method, path), viewers);
        expect(call(server.with(manager), method, path), managers);
        expect(call(server.administrator(), method, path), administrators);
        if (!path.equals("/v1/nothing")) {
            expect(call(server.anonymous(), method, path), 401)
                    .expectHeader()
                    .valueEquals(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "emdia_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "emdia_",
                "nonsense",
                "' or true --"
            })
    void aTokenThatIsNobodysIsRefused(String token) {
        expect(call(server.with(token), "GET", "/v1/me"), 401)
                .expectHeader()
                .valueEquals(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }

    @Test
    void aTokenWithOneOtherCharacterIsRefused() {
        var last = viewer.charAt(20) == 'A' ? 'B' : 'A';
        var forged = viewer.substring(0, 20) + last + viewer.substring(21);

        expect(call(server.with(forged), "GET", "/v1/me"), 401);
    }

    @Test
    void aMemberSeesOnlyItsOwnMerchant() {
        server.with(viewer)
                .get()
                .uri("/v1/merchants")
                .exchange()
                .expectBody()
                .jsonPath("$.items[*].id")
                .value(ids -> assertThat(ids).isEqualTo(List.of("acme")));
        server.with(viewer)
                .get()
                .uri("/v1/me")
                .exchange()
                .expectBody()
                .json(
                        """
                        {"role": "viewer", "merchant": "acme", "merchants": [{"id": "acme"}]}
                        """);
    }

    @Test
    void aRevokedTokenIsRefusedSoonAndWhatItOpenedEnds() {
        var issued = server.token("acme", Role.VIEWER);
        expect(call(server.with(issued.token()), "GET", "/v1/me"), 200);
        var caller = new Caller(issued.id(), Role.VIEWER, "acme");

        expect(
                call(server.administrator(), "DELETE", "/v1/merchants/acme/tokens/" + issued.id()),
                204);

        expect(call(server.with(issued.token()), "GET", "/v1/me"), 401);
        StepVerifier.create(server.bean(Credentials.class).ended(caller))
                .expectComplete()
                .verify(REVOKED_WITHIN);
    }

    @Test
    void aLiveTokenDoesNotEnd() {
        var issued = server.token("acme", Role.VIEWER);

        StepVerifier.create(
                        server.bean(Credentials.class)
                                .ended(new Caller(issued.id(), Role.VIEWER, "acme")))
                .expectSubscription()
                .expectNoEvent(Duration.ofSeconds(3))
                .thenCancel()
                .verify(AccessServer.PATIENCE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing", "/assets/nothing.js", "/webhooks", "/v2/x", "/.env"})
    void whatIsNotThereIsAProblem(String path) {
        expect(call(server.anonymous(), "GET", path), 404);
    }

    @Test
    void withoutAProviderNoneIsOfferedAndItsPathsAreNone() {
        server.anonymous()
                .get()
                .uri("/v1/sign-in-options")
                .exchange()
                .expectBody()
                .json("{\"signed_in\": false, \"providers\": []}");
        expect(call(server.anonymous(), "GET", "/oauth2/authorization/corp"), 404);
        expect(call(server.anonymous(), "GET", "/login/oauth2/code/corp"), 404);
        assertThat(server.context.getBeanProvider(OidcClients.class).getIfAvailable()).isNull();
        assertThat(server.context.getBeanProvider(OidcEndpoint.class).getIfAvailable()).isNull();
    }

    @Test
    void probesAreOpenAndSayNothing() {
        server.anonymous()
                .get()
                .uri("/actuator/health/readiness")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .json("{\"status\": \"UP\"}", org.springframework.test.json.JsonCompareMode.STRICT);
    }

    @Test
    void theUnforeseenIsAProblemWithoutAWordOfItsCause() {
        expect(call(server.administrator(), "GET", "/v1/merchants/acme/events"), 500)
                .expectBody(String.class)
                .value(body -> assertThat(body).doesNotContain("machine", "IllegalState"));
    }

    @Test
    void aBodyThatIsNoJsonTypeIsUnsupported() {
        expect(
                server.administrator()
                        .post()
                        .uri("/v1/merchants")
                        .contentType(MediaType.TEXT_PLAIN)
                        .bodyValue("x")
                        .exchange(),
                415);
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() {
        expect(
                server.administrator()
                        .post()
                        .uri("/v1/merchants")
                        .bodyValue(Map.of("id", "x".repeat(300_000)))
                        .exchange(),
                413);
    }

    @Test
    void aMalformedPathIsAProblem() {
        expect(call(server.administrator(), "GET", "/v1/merchants/acme;a=b/kpis"), 400);
    }

    @Test
    void theMethodsOfAPathAreTold() {
        expect(call(server.administrator(), "DELETE", "/v1/merchants"), 405)
                .expectHeader()
                .value(HttpHeaders.ALLOW, allow -> assertThat(allow).contains("GET", "POST"));
    }

    @Test
    void noOtherOriginIsAllowed() {
        server.anonymous()
                .options()
                .uri("/v1/merchants")
                .header(HttpHeaders.ORIGIN, "https://elsewhere.example")
                .header(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD, "GET")
                .exchange()
                .expectStatus()
                .is4xxClientError()
                .expectHeader()
                .doesNotExist(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN);
    }

    @Test
    void everyAnswerCarriesTheSecurityHeaders() {
        call(server.anonymous(), "GET", "/v1/me")
                .expectHeader()
                .valueEquals("X-Content-Type-Options", "nosniff")
                .expectHeader()
                .valueEquals("X-Frame-Options", "DENY")
                .expectHeader()
                .valueEquals("Referrer-Policy", "no-referrer")
                .expectHeader()
                .value("Content-Security-Policy", csp -> assertThat(csp).doesNotContain("unsafe"));
    }

    @Test
    void theDescriptionIsOpenAndNamesTheRoutesInSnakeCase() {
        server.anonymous()
                .get()
                .uri("/v3/api-docs")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.info.title")
                .isEqualTo("Emdia")
                .jsonPath("$.components.securitySchemes.token.scheme")
                .isEqualTo("bearer")
                .jsonPath("$.paths['/v1/merchants/{m}/connections/{connection}/secrets'].put")
                .exists()
                .jsonPath("$.components.schemas.MerchantRequest.properties.time_zone")
                .exists()
                .jsonPath("$.paths['/v1/merchants'].post.responses.default")
                .exists()
                .jsonPath("$.paths['/v1/me'].get.parameters")
                .doesNotExist();
    }

    private static ResponseSpec call(WebTestClient client, String method, String path) {
        var verb = HttpMethod.valueOf(method);
        var request = client.method(verb).uri(java.net.URI.create(server.url() + path));
        return verb == HttpMethod.GET || verb == HttpMethod.DELETE
                ? request.exchange()
                : request.contentType(MediaType.APPLICATION_JSON).bodyValue("{}").exchange();
    }

    private static ResponseSpec expect(ResponseSpec response, int status) {
        response.expectStatus().isEqualTo(status);
        if (status >= 400) {
            response.expectHeader().contentType(MediaType.APPLICATION_PROBLEM_JSON);
        }
        return response;
    }
}
