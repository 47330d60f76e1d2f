package io.emdia;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;

/**
 * Clients that send slowly, endlessly, ambiguously or too much, or read nothing: each is cut within
 * the time that is set, or refused, while a client that behaves is served all along.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileClientsIntegrationTests {

    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final Duration SLACK = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration APART = Duration.ofMillis(400);
    private static final Duration SILENCE = Duration.ofMillis(700);

    /** Of a client that behaves, on a machine that does other things as well. */
    private static final Duration GOOD_WITHIN = Duration.ofSeconds(5);

    private static final Set<Integer> REFUSED = Set.of(400, 401, 404, 405, 413, 414, 415, 431, 501);
    private static final Map<String, String> SETTINGS =
            Map.of(
                    "emdia.http.request-timeout", "2s",
                    "emdia.http.read-timeout", "2s",
                    "emdia.http.idle-timeout", "2s",
                    "emdia.http.unanswered-timeout", "2s",
                    "emdia.http.answer-timeout", "2s");

    private final RunningProduct product = RunningProduct.start(SETTINGS);
    private final String connection = product.merchant("hostile");
    private final GoodClient good = new GoodClient(product, connection);

    @BeforeAll
    void warmUp() {
        ProductClient.await(() -> good.sent() > 40);
    }

    @AfterAll
    void theOneThatBehavesWasServedAllAlong() throws Exception {
        good.close();
        try {
            assertThat(good.failures()).isEmpty();
            assertThat(good.slowest()).isLessThan(GOOD_WITHIN);
            assertThat(good.sent()).isGreaterThan(40);
        } finally {
            product.close();
        }
    }

    @Test
    void whoSendsSlowlyIsCut() throws Exception {
        var head = "POST /webhooks/" + connection + " HTTP/1.1\r\nHost: h\r\n";
        var imports = "POST /v1/merchants/hostile/imports HTTP/1.1\r\nHost: h\r\n";
        var cuts =
                together(
                        () -> dripping("", ""),
                        () -> dripping("GET / HT", "x"),
                        () -> dripping("GET / HTTP/1.1\r\nHost: h\r\n", "x-a: b\r\n"),
                        () -> dripping(head + "Content-Length: 1000\r\n\r\n", "x"),
                        () -> dripping(head + "Transfer-Encoding: chunked\r\n\r\n", "1\r\nx\r\n"),
                        () -> dripping(imports + "Content-Length: 100000\r\n\r\n", "x"));

        assertThat(cuts).allSatisfy(cut -> assertThat(cut).isLessThan(LIMIT.plus(SLACK)));
    }

    @Test
    void whoReadsNothingIsCut() throws Exception {
        try (var client = new RawClient(product.at("/"), 4096)) {
            for (var asked = 0; asked < 60; asked++) {
                client.send("GET /v3/api-docs HTTP/1.1\r\nHost: h\r\n\r\n");
            }
            assertThat(client.cutWithoutReading(PATIENCE)).isLessThan(PATIENCE);
        }
    }

    private Duration dripping(String begin, String piece) throws Exception {
        try (var client = new RawClient(product.at("/"))) {
            return client.send(begin).drip(piece, APART, PATIENCE);
        }
    }

    @Test
    void whatIsTooMuchIsRefused() throws Exception {
        var webhook = "POST /webhooks/" + connection + " HTTP/1.1\r\nHost: h\r\n";
        var chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";

        assertThat(first(webhook + "Content-Length: 99999999\r\n\r\n")).isEqualTo(413);
        assertThat(first(webhook + "Transfer-Encoding: chunked\r\n\r\n" + chunk.repeat(20)))
                .isEqualTo(413);
        assertThat(api("{\"id\":\"" + "x".repeat(300_000) + "\"}")).isEqualTo(413);
        assertThat(first("GET /" + "x".repeat(5_000) + " HTTP/1.1\r\nHost: h\r\n\r\n"))
                .isEqualTo(414);
        assertThat(get("x-large: " + "y".repeat(9_000) + "\r\n")).isEqualTo(431);
        assertThat(get("x-some: y\r\n".repeat(2_000))).isEqualTo(431);
    }

    @Test
    void whatCannotBeReadIsRefusedAndNotUnpacked() throws Exception {
        var deep = "[".repeat(100_000);
        var before = product.get("/v1/merchants/hostile/quarantine").get("items").size();

        assertThat(product.post(connection, "deep", deep)).isEqualTo(200);
        assertThat(api(deep)).isEqualTo(400);
        assertThat(api("{\"id\":1e999999999}")).isEqualTo(400);
        assertThat(api("{\"id\":" + "9".repeat(100_000) + "}")).isEqualTo(400);
        assertThat(api("{\"id\":\"\u00ff\u00fe\"}")).isEqualTo(400);
        assertThat(api("{\"id\":\"a\",\"id\":\"b\"}")).isEqualTo(400);
        assertThat(api("{")).isEqualTo(400);
        assertThat(api("Content-Encoding: gzip\r\n", bomb())).isIn(400, 415);
        assertThat(api("Content-Encoding: deflate\r\n", bomb())).isIn(400, 415);
        ProductClient.await(
                () -> product.get("/v1/merchants/hostile/quarantine").get("items").size() > before);
    }

    /** A gigabyte would come of it. */
    private static String bomb() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var packed = new GZIPOutputStream(bytes)) {
            for (var part = 0; part < 100; part++) {
                packed.write(new byte[1 << 20]);
            }
        }
        return bytes.toString(ISO_8859_1);
    }

    @Test
    void partsAreNeverTakenApart() throws Exception {
        var body =
                "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"x\"\r\n\r\n"
                        + "y".repeat(20_000)
                        + "\r\n--b--\r\n";
        var type = "Content-Type: multipart/form-data; boundary=b\r\n";

        for (var path :
                List.of("/v1/merchants", "/sign-in", "/v1/merchants/hostile/charges/search")) {
            assertThat(first(post(path, type, body))).as(path).isEqualTo(415);
        }
        assertThat(first(post("/webhooks/" + connection, type, body))).isEqualTo(401);
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .noneMatch(name -> name.contains("multipart"));
        }
    }

    @Test
    void noRequestHidesInAnother() throws Exception {
        for (var hidden : Smuggled.all(connection)) {
            try (var client = new RawClient(product.at("/"))) {
                var said = client.send(hidden.request()).answers(SILENCE);
                var statuses = RawClient.statuses(said);
                assertThat(statuses.size()).as("%s: %s", hidden.name(), said).isLessThan(2);
                assertThat(REFUSED).as("%s: %s", hidden.name(), said).containsAll(statuses);
            }
        }
    }

    @Test
    void plainOldRequestsAreAnswered() throws Exception {
        for (var plain : Smuggled.harmless()) {
            try (var client = new RawClient(product.at("/"))) {
                var said = client.send(plain.request()).answers(SILENCE);
                assertThat(RawClient.statuses(said)).as(plain.name()).containsOnly(200);
            }
        }
    }

    private int api(String body) throws IOException {
        return api("", body);
    }

    private int api(String headers, String body) throws IOException {
        return first(post("/v1/merchants", "Content-Type: application/json\r\n" + headers, body));
    }

    private int get(String headers) throws IOException {
        return first("GET /actuator/health/liveness HTTP/1.1\r\nHost: h\r\n" + headers + "\r\n");
    }

    private static String post(String path, String headers, String body) {
        return "POST %s HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer %s\r\n%sContent-Length: %d\r\n\r\n%s"
                .formatted(path, ProductClient.ADMINISTRATOR, headers, body.length(), body);
    }

    private int first(String request) throws IOException {
        try (var client = new RawClient(product.at("/"))) {
            try {
                client.send(request);
            } catch (IOException refusedBeforeItsEnd) {
                assertThat(request.getBytes(UTF_8)).hasSizeGreaterThan(1000);
            }
            var statuses = RawClient.statuses(client.answers(SILENCE));
            return statuses.isEmpty() ? 0 : statuses.getFirst();
        }
    }

    @SafeVarargs
    private static <T> List<T> together(Callable<T>... all) throws Exception {
        var results = new ArrayList<T>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var future : threads.invokeAll(List.of(all))) {
                results.add(future.get());
            }
        }
        return results;
    }
}
