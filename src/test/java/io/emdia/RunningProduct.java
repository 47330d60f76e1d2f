package io.emdia;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.embedded.TestServers;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The whole product on a free port with real servers, driven over HTTP as its users do. */
final class RunningProduct implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(60);
    static final String ADMINISTRATOR = "emdia_administrator_of_the_tests_0123456789";
    static final JsonMapper JSON = new JsonMapper();

    private static final byte[] KEY =
            "a-key-of-thirty-two-bytes-or-so!".getBytes(StandardCharsets.UTF_8);
    private static final String SECRET = "whsec_" + Base64.getEncoder().encodeToString(KEY);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ConfigurableApplicationContext context;
    private final String address;

    private RunningProduct(ConfigurableApplicationContext context) {
        this.context = context;
        address = "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
    }

    static RunningProduct start(Class<?>... more) {
        var arguments = new ArrayList<String>();
        TestServers.springProperties()
                .forEach((key, value) -> arguments.add("--" + key + "=" + value));
        arguments.add("--server.port=0");
        arguments.add("--emdia.admin-token=" + ADMINISTRATOR);
        arguments.add("--emdia.data-dir=" + folder());
        var application = new SpringApplicationBuilder(EmdiaApplication.class).sources(more);
        return new RunningProduct(application.run(arguments.toArray(String[]::new)));
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("emdia-product");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    URI at(String path) {
        return URI.create(address + path);
    }

    /**
     * Makes a merchant with one connection of the standard gateway; answers the connection's id.
     */
    String merchant(String id) {
        var merchant =
                """
                {"id":"%s","name":"%s","time_zone":"America/Sao_Paulo","calendar":"BR"}\
                """
                        .formatted(id, id);
        assertThat(call("POST", "/v1/merchants", ADMINISTRATOR, merchant).statusCode())
                .isEqualTo(201);
        return connection(id, "standard", SECRET);
    }

    String connection(String merchant, String gateway, String secret) {
        var path = "/v1/merchants/" + merchant + "/connections";
        var body = "{\"gateway\":\"%s\",\"secrets\":[\"%s\"]}".formatted(gateway, secret);
        var made = call("POST", path, ADMINISTRATOR, body);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return JSON.readTree(made.body()).get("id").asString();
    }

    String token(String merchant, String role) {
        var body = "{\"role\":\"%s\",\"label\":\"test\"}".formatted(role);
        var path = "/v1/merchants/" + merchant + "/tokens";
        return JSON.readTree(call("POST", path, ADMINISTRATOR, body).body())
                .get("token")
                .asString();
    }

    JsonNode get(String path) {
        var answer = call("GET", path, ADMINISTRATOR, null);
        assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    HttpResponse<String> call(String method, String path, String token, @Nullable String body) {
        var request =
                HttpRequest.newBuilder(at(path))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .timeout(PATIENCE);
        var content =
                body == null
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(body);
        return send(request.method(method, content).build());
    }

    /** Posts an event, signed now. */
    int post(String connection, String id, String body) {
        var now = Long.toString(Instant.now().getEpochSecond());
        return post(
                        connection,
                        body,
                        signature(id, now, body),
                        Map.of("webhook-id", id, "webhook-timestamp", now))
                .statusCode();
    }

    HttpResponse<String> post(
            String connection, String body, String signature, Map<String, String> headers) {
        var request =
                HttpRequest.newBuilder(at("/webhooks/" + connection))
                        .header("Content-Type", "application/json")
                        .header("webhook-signature", signature)
                        .timeout(PATIENCE)
                        .POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return send(request.build());
    }

    static String signature(String id, String timestamp, String body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
            var signed = id + "." + timestamp + "." + body;
            var bytes = mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(bytes);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The lines of an endless answer, as they come. */
    HttpResponse<Stream<String>> stream(String path, String... headers) {
        var request =
                HttpRequest.newBuilder(at(path)).header("Authorization", "Bearer " + ADMINISTRATOR);
        for (var index = 0; index < headers.length; index += 2) {
            request.header(headers[index], headers[index + 1]);
        }
        return sent(request.build(), HttpResponse.BodyHandlers.ofLines());
    }

    private HttpResponse<String> send(HttpRequest request) {
        return sent(request, HttpResponse.BodyHandlers.ofString());
    }

    private <T> HttpResponse<T> sent(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return http.send(request, handler);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    /** A plain socket, for what a client library would not do. */
    KeptAlive connect() throws IOException {
        return new KeptAlive(at("/"));
    }

    /** Waits until every one of so many events of a merchant is applied. */
    void awaitEvents(String merchant, int count) {
        await(() -> newestPosition(merchant, count - 1) >= count);
    }

    private long newestPosition(String merchant, int after) {
        var items = get("/v1/merchants/" + merchant + "/events?after=" + after).get("items");
        return items.isEmpty() ? 0 : items.get(items.size() - 1).get("position").asLong();
    }

    static void await(BooleanSupplier condition) {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("patience").isLessThan(deadline);
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    static List<String> texts(JsonNode items) {
        var texts = new ArrayList<String>();
        items.forEach(item -> texts.add(item.toString()));
        return texts;
    }

    @Override
    public void close() {
        context.close();
    }
}
