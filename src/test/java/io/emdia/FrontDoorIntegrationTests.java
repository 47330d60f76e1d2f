package io.emdia;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.Environment;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;

/**
 * What every answer carries, over TLS and behind a proxy that is believed, and what is not told.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FrontDoorIntegrationTests {

    private static final String HSTS = "strict-transport-security";
    private static final int ATTEMPTS_MAX = 10;

    private final SelfSigned certificate;
    private final RunningProduct product;

    FrontDoorIntegrationTests() throws IOException, InterruptedException {
        certificate = SelfSigned.make(Files.createTempDirectory("emdia-tls"));
        var settings = new HashMap<>(certificate.settings());
        settings.put("emdia.http.trusted-proxies", "127.0.0.0/8");
        settings.put("management.server.port", "0");
        settings.put("management.server.ssl.enabled", "false");
        product = RunningProduct.start(settings);
    }

    @AfterAll
    void stop() {
        product.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/v1/merchants", "/webhooks/none", "/v3/api-docs", "/nothing"})
    void everyAnswerTellsABrowserWhatItMayDo(String path) throws Exception {
        var headers = get(https(path)).headers();

        assertThat(headers.firstValue(HSTS).orElse("")).contains("max-age=");
        assertThat(headers.firstValue("x-content-type-options")).hasValue("nosniff");
        assertThat(headers.firstValue("x-frame-options")).hasValue("DENY");
        assertThat(headers.firstValue("referrer-policy")).hasValue("no-referrer");
        assertThat(headers.firstValue("cross-origin-opener-policy")).hasValue("same-origin");
        assertThat(headers.firstValue("cross-origin-resource-policy")).hasValue("same-origin");
        assertThat(headers.firstValue("content-security-policy").orElse(""))
                .contains("default-src 'none'", "frame-ancestors 'none'");
    }

    @Test
    void whatIsTheCallersAloneIsKeptNowhere() throws Exception {
        var answer = get(https("/v1/merchants"), "Authorization", bearer());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("cache-control").orElse("")).contains("no-store");
    }

    @Test
    void theSessionsCookieIsForHttpsAlone() throws Exception {
        var proof = "{\"token\":\"" + ProductClient.ADMINISTRATOR + "\"}";
        var asked =
                HttpRequest.newBuilder(https("/sign-in"))
                        .header("Content-Type", "application/json")
                        .header("X-Forwarded-For", "203.0.113.200")
                        .POST(BodyPublishers.ofString(proof));

        assertThat(send(asked).headers().firstValue("set-cookie").orElse(""))
                .contains("Secure", "HTTPOnly", "SameSite=Strict");
    }

    @Test
    void noOtherOriginIsLetIn() throws Exception {
        var preflight =
                HttpRequest.newBuilder(https("/v1/merchants"))
                        .header("Origin", "https://elsewhere.test")
                        .header("Access-Control-Request-Method", "POST")
                        .method("OPTIONS", BodyPublishers.noBody());
        var answer = send(preflight);

        assertThat(answer.statusCode()).isBetween(400, 499);
        assertThat(answer.headers().map().keySet())
                .noneMatch(name -> name.startsWith("access-control-"));
        var asked =
                get(https("/v1/merchants"), "Authorization", bearer(), "Origin", "https://x.test");
        assertThat(asked.headers().map().keySet())
                .noneMatch(name -> name.startsWith("access-control-"));
    }

    @Test
    void guessesAreCountedByTheAddressTheTrustedProxyTells() throws Exception {
        for (var attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
            assertThat(guess("198.51.100.%d, 203.0.113.9".formatted(attempt))).isEqualTo(401);
        }

        assertThat(guess("198.51.100.77, 203.0.113.9")).isEqualTo(429);
        assertThat(guess("203.0.113.10")).isEqualTo(401);
    }

    private int guess(String forwardedFor) throws Exception {
        return send(HttpRequest.newBuilder(https("/sign-in"))
                        .header("Content-Type", "application/json")
                        .header("X-Forwarded-For", forwardedFor)
                        .POST(BodyPublishers.ofString("{\"token\":\"emdia_guess\"}")))
                .statusCode();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "env",
                "heapdump",
                "threaddump",
                "beans",
                "configprops",
                "loggers",
                "mappings",
                "conditions",
                "scheduledtasks",
                "shutdown",
                "logfile",
                "info",
                "flyway"
            })
    void whatTheProcessKnowsOfItselfIsToldOnNoPort(String endpoint) throws Exception {
        var own = product.bean(Environment.class).getProperty("local.management.port");
        var path = "/actuator/" + endpoint;

        assertThat(get(URI.create("http://127.0.0.1:" + own + path)).statusCode()).isEqualTo(404);
        assertThat(get(https(path), "Authorization", bearer()).statusCode()).isEqualTo(404);
    }

    @Test
    void onAPortOfItsOwnThereAreHealthAndMetrics() throws Exception {
        var own = product.bean(Environment.class).getProperty("local.management.port");

        for (var path : List.of("/actuator/prometheus", "/actuator/health")) {
            assertThat(get(URI.create("http://127.0.0.1:" + own + path)).statusCode())
                    .as(path)
                    .isEqualTo(200);
        }
    }

    private static String bearer() {
        return "Bearer " + ProductClient.ADMINISTRATOR;
    }

    private URI https(String path) {
        return URI.create("https://localhost:" + product.at("/").getPort() + path);
    }

    private HttpResponse<String> get(URI at, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(at);
        for (var index = 0; index < headers.length; index += 2) {
            request.header(headers[index], headers[index + 1]);
        }
        return send(request);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        try (var http = HttpClient.newBuilder().sslContext(certificate.believed()).build()) {
            return http.send(
                    request.timeout(ProductClient.PATIENCE).build(), BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new IllegalStateException("no answer", failure);
        }
    }
}
