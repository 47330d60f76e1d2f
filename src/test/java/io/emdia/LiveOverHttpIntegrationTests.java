package io.emdia;

import static io.emdia.ProductClient.ADMINISTRATOR;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Figures and events on one connection, over HTTP. */
class LiveOverHttpIntegrationTests {

    private static final int KEPT = 25;
    private static final int NEWEST = 20;

    /** Well below the time of the next look that would be taken anyway. */
    private static final Duration AT_ONCE = Duration.ofMillis(1_500);

    private static RunningProduct product;
    private static HttpClient http;

    @BeforeAll
    static void start() {
        http = HttpClient.newHttpClient();
        product = RunningProduct.start(Map.of("emdia.live.events-kept", "" + KEPT));
    }

    @AfterAll
    static void stop() {
        http.close();
        product.close();
    }

    private record Message(String event, String id, JsonNode data) {}

    @Test
    void aBrowserIsToldFiguresAndEventsAndGoesOnAfterABreak() {
        var connection = product.merchant("live");
        postTo(connection, 1, 4);
        product.awaitEvents("live", 3);
        var id = new String[1];

        try (var lines = product.stream("/v1/merchants/live/live?currency=BRL").body()) {
            var stream = lines.iterator();
            var document = next(stream);
            assertThat(document.event()).isEqualTo("kpis");
            var asked = product.get("/v1/merchants/live/kpis?currency=BRL");
            assertThat(document.data().get("version")).isEqualTo(asked.get("version"));
            assertThat(document.data().get("delinquency")).isEqualTo(asked.get("delinquency"));
            assertThat(happened(stream, 3)).containsExactly(1L, 2L, 3L);
            postTo(connection, 4, 5);
            id[0] = after(stream, 4).id();
        }
        postTo(connection, 5, 8);
        product.awaitEvents("live", 7);

        try (var lines =
                product.stream("/v1/merchants/live/live?currency=BRL", "Last-Event-ID", id[0])
                        .body()) {
            assertThat(happened(lines.iterator(), 3)).containsExactly(5L, 6L, 7L);
        }
    }

    @Test
    void anEventIsToldAsTheStreamOfEventsTellsIt() {
        var connection = product.merchant("alike");
        postTo(connection, 1, 2);
        product.awaitEvents("alike", 1);

        try (var live = product.stream("/v1/merchants/alike/live").body();
                var events = product.stream("/v1/merchants/alike/events/stream?after=0").body()) {
            var told = after(live.iterator(), 1);
            var expected = next(events.iterator());
            assertThat(told.data()).isEqualTo(expected.data());
            assertThat(told.data().get("type").asString()).isEqualTo(expected.event());
            assertThat(told.data().get("position").asLong()).isEqualTo(1);
        }
    }

    @Test
    void aMerchantWithoutAnythingIsToldItsFirstFiguresWhenTheyCome() {
        var connection = product.merchant("newborn");

        try (var lines = product.stream("/v1/merchants/newborn/live").body()) {
            var stream = lines.iterator();
            assertThat(stream.next()).isEqualTo(":");
            postTo(connection, 1, 2);
            var told = List.of(next(stream).event(), next(stream).event());
            assertThat(told).containsExactlyInAnyOrder("happened", "kpis");
        }
    }

    @Test
    void whoMissedTooMuchBeginsAnew() {
        var connection = product.merchant("missed");
        postTo(connection, 1, 2);
        for (var extra = 0; extra < KEPT; extra++) {
            var post = WorkedExample.posts().get(1);
            assertThat(product.post(connection, "again" + extra, post.body())).isEqualTo(200);
        }
        product.awaitEvents("missed", KEPT + 1);

        try (var lines =
                product.stream("/v1/merchants/missed/live", "Last-Event-ID", "1-0").body()) {
            var stream = lines.iterator();
            assertThat(next(stream).event()).isEqualTo("reset");
            assertThat(next(stream).event()).isEqualTo("kpis");
            assertThat(happened(stream, 1)).containsExactly(KEPT + 1L - NEWEST + 1);
        }
    }

    @Test
    void itIsForWhoMaySeeTheMerchantAndAsksWell() {
        product.merchant("mine");
        product.merchant("other");
        var viewer = product.token("other", "viewer");

        assertThat(status("/v1/merchants/mine/live", viewer)).isEqualTo(404);
        assertThat(status("/v1/merchants/none/live", ADMINISTRATOR)).isEqualTo(404);
        assertThat(status("/v1/merchants/other/live?currency=brl", viewer)).isEqualTo(400);
        assertThat(status("/v1/merchants/other/live", "nobody")).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/live", "/kpis/stream?currency=BRL", "/events/stream"})
    void signingOutEndsWhatTheSessionOpenedAtOnce(String path) throws Exception {
        var merchant = "out" + path.length();
        product.merchant(merchant);
        var cookie = signIn(product.token(merchant, "viewer"));

        assertThat(endsAfter(merchant, path, cookie, () -> signOut(cookie))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/live", "/kpis/stream?currency=BRL", "/events/stream"})
    void revokingATokenEndsWhatItsSessionsOpenedAtOnce(String path) throws Exception {
        var merchant = "revoked" + path.length();
        product.merchant(merchant);
        var tokens = "/v1/merchants/" + merchant + "/tokens";
        var made =
                ProductClient.JSON.readTree(
                        product.call("POST", tokens, ADMINISTRATOR, "{\"role\":\"viewer\"}")
                                .body());
        var cookie = signIn(made.get("token").asString());
        var one = tokens + "/" + made.get("id").asString();

        assertThat(
                        endsAfter(
                                merchant,
                                path,
                                cookie,
                                () -> product.call("DELETE", one, ADMINISTRATOR, null)))
                .isTrue();
    }

    @Test
    void aStreamOfASessionThatLivesGoesOn() throws Exception {
        product.merchant("stays");
        var cookie = signIn(product.token("stays", "viewer"));
        var other = signIn(product.token("stays", "viewer"));

        assertThat(endsAfter("stays", "/live", cookie, () -> signOut(other))).isFalse();
    }

    /** Whether a stream that is open ends at once after something was done. */
    private static boolean endsAfter(String merchant, String path, String cookie, Runnable done)
            throws Exception {
        var request =
                HttpRequest.newBuilder(product.at("/v1/merchants/" + merchant + path))
                        .header("Cookie", cookie)
                        .build();
        var answer = http.send(request, HttpResponse.BodyHandlers.ofLines());
        assertThat(answer.statusCode()).isEqualTo(200);
        try (var lines = answer.body()) {
            var ended = CompletableFuture.runAsync(() -> lines.forEach(_ -> {}));
            done.run();
            ended.get(AT_ONCE.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException goesOn) {
            return false;
        }
    }

    private static String signIn(String token) throws Exception {
        var answer = post("/sign-in", "", "{\"token\":\"" + token + "\"}");
        assertThat(answer.statusCode()).isEqualTo(204);
        return answer.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
    }

    private static void signOut(String cookie) {
        assertThat(post("/sign-out", cookie, "").statusCode()).isEqualTo(204);
    }

    private static HttpResponse<String> post(String path, String cookie, String body) {
        var request =
                HttpRequest.newBuilder(product.at(path))
                        .header("Content-Type", "application/json")
                        .header("Cookie", cookie)
                        .header("X-CSRF", "1")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static int status(String path, String token) {
        return product.call("GET", path, token, null).statusCode();
    }

    private static void postTo(String connection, int from, int to) {
        for (var post : WorkedExample.posts().subList(from, to)) {
            assertThat(product.post(connection, post.id(), post.body())).isEqualTo(200);
        }
    }

    private static List<Long> happened(Iterator<String> stream, int count) {
        var positions = new ArrayList<Long>();
        while (positions.size() < count) {
            var message = next(stream);
            if (message.event().equals("happened")) {
                positions.add(message.data().get("position").asLong());
            }
        }
        return positions;
    }

    /** The message that tells an event. */
    private static Message after(Iterator<String> stream, long position) {
        while (true) {
            var message = next(stream);
            if (message.event().equals("happened")
                    && message.data().get("position").asLong() == position) {
                return message;
            }
        }
    }

    private static Message next(Iterator<String> stream) {
        var event = value(stream, "event: ");
        var id = value(stream, "id: ");
        return new Message(event, id, ProductClient.JSON.readTree(value(stream, "data: ")));
    }

    private static String value(Iterator<String> stream, String name) {
        var line = stream.next();
        while (!line.startsWith(name)) {
            line = stream.next();
        }
        return line.substring(name.length());
    }
}
