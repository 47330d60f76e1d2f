package io.emdia.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.ProductClient;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Supplier;

/** Sends imports and watches them. */
final class ImportClient {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ProductClient product;

    ImportClient(ProductClient product) {
        this.product = product;
    }

    HttpResponse<String> send(String merchant, @Nullable String key, String body) {
        return send(merchant, "", key, ProductClient.ADMINISTRATOR, bytes(body));
    }

    HttpResponse<String> send(
            String merchant, String query, @Nullable String key, String token, byte[] body) {
        return send(merchant, query, key, token, HttpRequest.BodyPublishers.ofByteArray(body));
    }

    HttpResponse<String> send(
            String merchant,
            String query,
            @Nullable String key,
            String token,
            HttpRequest.BodyPublisher body) {
        var request =
                HttpRequest.newBuilder(at(merchant, query))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/x-ndjson")
                        .timeout(PATIENCE)
                        .POST(body);
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    /** Streams what the source gives, in chunks of unknown number. */
    HttpResponse<String> stream(String merchant, String key, Supplier<InputStream> source) {
        return send(
                merchant,
                "",
                key,
                ProductClient.ADMINISTRATOR,
                HttpRequest.BodyPublishers.ofInputStream(source));
    }

    /** The import, accepted and then finished. */
    JsonNode finished(String merchant, HttpResponse<String> accepted) {
        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
        var id = ProductClient.JSON.readTree(accepted.body()).get("id").asString();
        ProductClient.await(() -> status(merchant, id).equals("finished"));
        return get(merchant, id);
    }

    String status(String merchant, String id) {
        return get(merchant, id).get("status").asString();
    }

    JsonNode get(String merchant, String id) {
        return product.get("/v1/merchants/" + merchant + "/imports/" + id);
    }

    JsonNode list(String merchant) {
        return product.get("/v1/merchants/" + merchant + "/imports").get("items");
    }

    private URI at(String merchant, String query) {
        return product.at("/v1/merchants/" + merchant + "/imports" + query);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String charge(int number) {
        return """
        {"id":"e-%d","type":"charge.upserted","timestamp":"2025-01-01T00:00:00Z","data":\
        {"charge_id":"c-%d","customer_id":"u-%d","amount":1000,"currency":"BRL",\
        "method":"pix","issued_on":"2025-01-01","due_on":"2025-01-10"}}
        """
                .formatted(number, number, number % 1000);
    }
}
