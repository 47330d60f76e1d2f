package io.emdia;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
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

/** Drives the product over HTTP as its users do, wherever it runs. */
public class ProductClient {

    public static final Duration PATIENCE = Duration.ofSeconds(60);
    public static final String ADMINISTRATOR = "emdia_administrator_of_the_tests_0123456789";
    public static final JsonMapper JSON = new JsonMapper();

    private static final byte[] KEY =
            "a-key-of-thirty-two-bytes-or-so!".getBytes(StandardCharsets.UTF_8);
    private static final String SECRET = "whsec_" + Base64.getEncoder().encodeToString(KEY);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI address;
    private final Duration patience;

    public ProductClient(URI address) {
        this(address, PATIENCE);
    }

    /**
     * @param patience for the answer of one request
     */
    public ProductClient(URI address, Duration patience) {
        this.address = address;
        this.patience = patience;
    }

    public URI at(String path) {
        return address.resolve(path);
    }

    /**
     * Makes a merchant with one connection of the standard gateway; answers the connection's id.
     */
    public String merchant(String id) {
        var merchant =
                """
                {"id":"%s","name":"%s","time_zone":"America/Sao_Paulo","calendar":"BR"}\
                """
                        .formatted(id, id);
        assertThat(call("POST", "/v1/merchants", ADMINISTRATOR, merchant).statusCode())
                .isEqualTo(201);
        return standardConnection(id);
    }

    public String standardConnection(String merchant) {
        return connection(merchant, "standard", SECRET);
    }

    public String connection(String merchant, String gateway, String secret) {
        var path = "/v1/merchants/" + merchant + "/connections";
        var body = "{\"gateway\":\"%s\",\"secrets\":[\"%s\"]}".formatted(gateway, secret);
        var made = call("POST", path, ADMINISTRATOR, body);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return JSON.readTree(made.body()).get("id").asString();
    }

    public String token(String merchant, String role) {
        var body = "{\"role\":\"%s\",\"label\":\"test\"}".formatted(role);
        var path = "/v1/merchants/" + merchant + "/tokens";
        return JSON.readTree(call("POST", path, ADMINISTRATOR, body).body())
                .get("token")
                .asString();
    }

    public JsonNode get(String path) {
        var answer = call("GET", path, ADMINISTRATOR, null);
        assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    public HttpResponse<String> call(
            String method, String path, String token, @Nullable String body) {
        var request =
                HttpRequest.newBuilder(at(path))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .timeout(patience);
        var content =
                body == null
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(body);
        return send(request.method(method, content).build());
    }

    /** Posts an event, signed now. */
    public int post(String connection, String id, String body) {
        return answer(connection, id, body).statusCode();
    }

    /** The whole answer to an event, signed now. */
    public HttpResponse<String> answer(String connection, String id, String body) {
        var now = Long.toString(Instant.now().getEpochSecond());
        return post(
                connection,
                body,
                signature(id, now, body),
                Map.of("webhook-id", id, "webhook-timestamp", now));
    }

    public HttpResponse<String> post(
            String connection, String body, String signature, Map<String, String> headers) {
        var request =
                HttpRequest.newBuilder(at("/webhooks/" + connection))
                        .header("Content-Type", "application/json")
                        .header("webhook-signature", signature)
                        .timeout(patience)
                        .POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return send(request.build());
    }

    public static String signature(String id, String timestamp, String body) {
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
    public HttpResponse<Stream<String>> stream(String path, String... headers) {
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

    /** Waits until every one of so many events of a merchant is applied. */
    public void awaitEvents(String merchant, int count) {
        await(() -> newestPosition(merchant, count - 1) >= count);
    }

    private long newestPosition(String merchant, int after) {
        var items = get("/v1/merchants/" + merchant + "/events?after=" + after).get("items");
        return items.isEmpty() ? 0 : items.get(items.size() - 1).get("position").asLong();
    }

    public static void await(BooleanSupplier condition) {
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

    public static List<String> texts(JsonNode items) {
        var texts = new ArrayList<String>();
        items.forEach(item -> texts.add(item.toString()));
        return texts;
    }
}
