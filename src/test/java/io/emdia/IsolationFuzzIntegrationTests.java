package io.emdia;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import tools.jackson.databind.JsonNode;

import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Ids, cursors and positions of another merchant's, and wild ones, with one's own token. */
class IsolationFuzzIntegrationTests {

    private static final int REQUESTS = Integer.getInteger("isolation.requests", 20_000);
    private static final int IN_FLIGHT = 16;
    private static final long SEED = Long.getLong("seed", 7);
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int INTERNAL_ERROR = 500;
    private static final int SERVER_BUSY = 503;

    /** The other's lists, where its ids and cursors are. */
    private static final List<String> SOURCES =
            List.of(
                    "connections?limit=1",
                    "tokens?limit=1",
                    "charges?limit=2",
                    "charges?limit=100",
                    "customers?limit=2",
                    "customers?limit=100",
                    "events?limit=5",
                    "quarantine",
                    "imports",
                    "kpis",
                    "kpis/collection.received_amount/explain?limit=2");

    private static final List<String> TARGETS =
            List.of(
                    "charges?cursor=%s",
                    "charges?q=%s",
                    "charges?customer_id=%s",
                    "charges?sort=amount&cursor=%s",
                    "charges.csv?q=%s",
                    "charges/%s/%s",
                    "customers?cursor=%s",
                    "customers?q=%s",
                    "customers/%s/%s",
                    "subscriptions?cursor=%s",
                    "subscriptions/%s/%s",
                    "connections/%s",
                    "connections?cursor=%s",
                    "tokens?cursor=%s",
                    "imports?cursor=%s",
                    "imports/%s",
                    "quarantine/%s",
                    "quarantine?cursor=%s",
                    "rates?cursor=%s",
                    "events?after=%s",
                    "kpis?currency=%s",
                    "kpis/delinquency.overdue_amount/explain?cursor=%s",
                    "kpis/collection.received_amount/explain?cursor=%s");

    private static Strangers strangers;
    private static String token;
    private static List<String> taken;
    private static HttpClient http;

    @BeforeAll
    static void start() {
        strangers = new Strangers();
        token = strangers.product.token(Strangers.OWN, "manager");
        taken = List.copyOf(taken());
        http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    @AfterAll
    static void stop() {
        http.shutdownNow();
        strangers.close();
    }

    /** Every text and number the other is answered. */
    private static Set<String> taken() {
        var taken = new LinkedHashSet<String>();
        for (var source : SOURCES) {
            gather(strangers.product.get("/v1/merchants/" + Strangers.OTHER + "/" + source), taken);
        }
        assertThat(taken).anyMatch(text -> text.contains(Strangers.MARK)).hasSizeGreaterThan(50);
        taken.add(Strangers.OTHER);
        return taken;
    }

    private static void gather(JsonNode node, Set<String> into) {
        if (node.isValueNode()) {
            into.add(node.asString());
        } else {
            node.forEach(member -> gather(member, into));
        }
    }

    private record Fuzzed(String target, List<String> sent, String lastEventId) {}

    @Test
    void nothingOfTheOthersIsEverAnswered() {
        var random = new Random(SEED);
        var all = new ArrayList<Fuzzed>();
        while (all.size() < REQUESTS) {
            all.add(fuzzed(random));
        }

        var faults =
                Flux.fromIterable(all)
                        .flatMap(IsolationFuzzIntegrationTests::fault, IN_FLIGHT)
                        .collectList()
                        .block(PATIENCE);

        assertThat(faults).as("seed %d", SEED).isEmpty();
    }

    /** The same look at an answer that holds the other's words. */
    @Test
    void aMarkOfTheOthersWouldBeSeen() {
        var path = "/v1/merchants/" + Strangers.OTHER + "/customers";
        var body = strangers.product.get(path).toString();

        assertThat(isForeign(body, List.of("something"))).isTrue();
        assertThat(isForeign("no charge " + Strangers.MARK, List.of(Strangers.MARK))).isFalse();
    }

    private static Fuzzed fuzzed(Random random) {
        var target = TARGETS.get(random.nextInt(TARGETS.size()));
        var one = word(random);
        var two = word(random);
        return new Fuzzed(target, List.of(one, two), word(random));
    }

    private static String word(Random random) {
        var known = taken.get(random.nextInt(taken.size()));
        return switch (random.nextInt(6)) {
            case 0 -> Long.toString(random.nextLong());
            case 1 -> wild(random);
            case 2 -> changed(known, random);
            default -> known;
        };
    }

    private static String wild(Random random) {
        var text = new StringBuilder();
        for (var left = random.nextInt(40); left > 0; left--) {
            text.appendCodePoint(
                    random.nextInt(8) == 0 ? random.nextInt(0xD800) : 32 + random.nextInt(95));
        }
        return text.toString();
    }

    private static String changed(String known, Random random) {
        if (known.isEmpty()) {
            return "'";
        }
        var at = random.nextInt(known.length());
        return known.substring(0, at) + (char) (33 + random.nextInt(90)) + known.substring(at + 1);
    }

    private static Mono<String> fault(Fuzzed fuzzed) {
        var sent = fuzzed.sent().stream().map(IsolationFuzzIntegrationTests::encoded).toArray();
        var path = "/v1/merchants/" + Strangers.OWN + "/" + fuzzed.target().formatted(sent);
        var request =
                HttpRequest.newBuilder(strangers.product.at(path))
                        .header("Authorization", "Bearer " + token)
                        .header("Last-Event-ID", encoded(fuzzed.lastEventId()))
                        .timeout(ProductClient.PATIENCE)
                        .build();
        return Mono.fromFuture(() -> http.sendAsync(request, HttpResponse.BodyHandlers.ofString()))
                .mapNotNull(answer -> fault(path, fuzzed, answer));
    }

    private static @org.jspecify.annotations.Nullable String fault(
            String path, Fuzzed fuzzed, HttpResponse<String> answer) {
        var isBusy =
                answer.statusCode() == SERVER_BUSY
                        && answer.headers().firstValue("Retry-After").isPresent();
        return answer.statusCode() >= INTERNAL_ERROR && !isBusy
                        || isForeign(answer.body(), fuzzed.sent())
                ? answer.statusCode() + " " + path + " " + answer.body()
                : null;
    }

    /** What was sent may come back. */
    private static boolean isForeign(String body, List<String> sent) {
        var own = body;
        for (var word : sent) {
            if (!word.isBlank()) {
                own = own.replace(word, "").replace(encoded(word), "");
            }
        }
        return own.contains(Strangers.MARK) || own.contains(Strangers.OTHER);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
