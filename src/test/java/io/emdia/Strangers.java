package io.emdia;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** Two merchants that must know nothing of each other; all that the second one tells is marked. */
final class Strangers implements AutoCloseable {

    static final String OWN = "ana-shop";
    static final String OTHER = "bia-shop";
    static final String NOBODYS = "cia-shop";

    /** In every name, id and description of the other's. */
    static final String MARK = "zebrafinch";

    private static final int STREAM_TASTE_BYTES = 64;

    final RunningProduct product = RunningProduct.start();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    Strangers() {
        tell(OWN, "quiet");
        tell(OTHER, MARK);
    }

    @Override
    public void close() {
        http.shutdownNow();
        product.close();
    }

    private void tell(String merchant, String word) {
        var connection = product.merchant(merchant);
        var posts = WorkedExample.posts();
        for (var post : posts) {
            var marked = post.body().replace("_id\":\"", "_id\":\"" + word + "-");
            assertThat(product.post(connection, word + post.id(), marked)).isEqualTo(200);
        }
        var person =
                """
                "customer_id":"%1$s-A","name":"Maria %1$s","email":"%1$s@example.com"\
                """
                        .formatted(word);
        var told = WorkedExample.body("customer.upserted", person);
        assertThat(product.post(connection, word + "-person", told)).isEqualTo(200);
        product.awaitEvents(merchant, posts.size() + 1);
        var unread = WorkedExample.body("charge.upserted", "\"charge_id\":\"" + word + "\"");
        assertThat(product.post(connection, word + "-unread", unread)).isEqualTo(200);
    }

    /**
     * @param token null for none
     */
    record Asked(String method, String path, @Nullable String token, @Nullable String body) {

        private HttpRequest request(RunningProduct product, String... headers) {
            var request =
                    HttpRequest.newBuilder(product.at(path))
                            .header("Content-Type", "application/json")
                            .timeout(ProductClient.PATIENCE);
            if (token != null) {
                request.header("Authorization", "Bearer " + token);
            }
            if (path.endsWith("/events/stream") && headers.length == 0) {
                request.header("Last-Event-ID", "0");
            }
            if (headers.length > 0) {
                request.headers(headers);
            }
            var content =
                    body == null
                            ? HttpRequest.BodyPublishers.noBody()
                            : HttpRequest.BodyPublishers.ofString(body);
            return request.method(method, content).build();
        }

        private boolean isStream() {
            var end = path.indexOf('?') < 0 ? path : path.substring(0, path.indexOf('?'));
            return end.endsWith("/stream") || end.endsWith("/live");
        }
    }

    record Answer(int status, String body) {}

    /** The beginning of a stream stands for its whole. */
    Answer answer(Asked asked, String... headers) {
        try {
            var answer =
                    http.send(
                            asked.request(product, headers),
                            HttpResponse.BodyHandlers.ofInputStream());
            try (var body = answer.body()) {
                return new Answer(answer.statusCode(), text(asked, answer.statusCode(), body));
            }
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(asked.method() + " " + asked.path(), failure);
        }
    }

    private static String text(Asked asked, int status, InputStream body) throws IOException {
        var isEndless = asked.isStream() && status == 200;
        var bytes = isEndless ? body.readNBytes(STREAM_TASTE_BYTES) : body.readAllBytes();
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
