package io.emdia.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.ProductClient;
import io.emdia.RunningProduct;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.web.reactive.function.client.WebClient;

import reactor.core.publisher.Flux;
import reactor.netty.DisposableServer;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One company at every gateway at once, over real HTTP: what they post in any order, much of it
 * twice, becomes the charges there truly are; what only names a resource is asked for.
 */
class EveryGatewayIntegrationTests {

    private static final ZoneId ZONE = StreetTests.ZONE;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SCENES = 40;
    private static final int AT_ONCE = 16;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static RunningProduct product;
    private static DisposableServer server;
    private static final Map<Account, Map<String, Sale>> TOLD = new LinkedHashMap<>();

    private record Post(Account account, Scene scene) {}

    @BeforeAll
    static void everyGatewayPosts() {
        product = RunningProduct.start();
        var api = new SimulatedApi(JSON);
        server = Objects.requireNonNull(api.started().block(PATIENCE));
        var accounts =
                new Onboarding(
                                WebClient.builder(),
                                address(),
                                ProductClient.ADMINISTRATOR,
                                Dialects.all(JSON, ZONE),
                                SimulatedApi.url(server))
                        .accounts()
                        .block(PATIENCE);
        var posts = new ArrayList<Post>();
        for (var account : Objects.requireNonNull(accounts)) {
            posts.addAll(scenes(account, api));
        }
        posts.addAll(posts.subList(0, posts.size() / 3));
        Collections.shuffle(posts, new Random(11));
        var postman = new Postman(WebClient.builder(), address(), InstantSource.system());
        Flux.fromIterable(posts)
                .flatMap(post -> postman.post(post.account(), post.scene()), AT_ONCE)
                .blockLast(PATIENCE);
    }

    @AfterAll
    static void stop() {
        server.disposeNow();
        product.close();
    }

    /** Lived through before the first post, so that the API knows how each of them ended. */
    private static List<Post> scenes(Account account, SimulatedApi api) {
        var now = new AtomicReference<>(Instant.now().minus(Duration.ofDays(3)));
        var run = 1_772_000_000 + TOLD.size();
        var street = StreetTests.street(account.dialect().methods(), now::get, run);
        var posts = new ArrayList<Post>();
        var sales = TOLD.computeIfAbsent(account, _ -> new TreeMap<>());
        for (var count = 0; count < SCENES; count++) {
            now.updateAndGet(at -> at.plus(Duration.ofMinutes(91)));
            var scene = street.next();
            if (account.dialect().letter(scene, account.secret(), now.get()) != null) {
                sales.put(scene.sale().id(), scene.sale());
                posts.add(new Post(account, scene));
                var told = account.dialect().told(scene);
                if (told != null) {
                    api.know(told);
                }
            }
        }
        return posts;
    }

    @Test
    void whatTheyPostBecomesWhatHappened() {
        assertThat(TOLD).hasSize(10);
        ProductClient.await(
                () ->
                        TOLD.entrySet().stream()
                                .allMatch(one -> charges(one.getKey()).equals(sold(one))));
    }

    @Test
    void nothingIsKeptAside() {
        whatTheyPostBecomesWhatHappened();

        assertThat(product.get("/v1/merchants/demo/quarantine").get("items")).isEmpty();
    }

    private static List<String> sold(Map.Entry<Account, Map<String, Sale>> told) {
        return told.getValue().values().stream()
                .map(
                        sale ->
                                "%d paid %d back %d %s"
                                        .formatted(
                                                sale.amount(),
                                                sale.disputedAt() == null ? sale.paid() : 0,
                                                sale.refunded(),
                                                sale.canceledAt() == null ? "" : "canceled"))
                .sorted()
                .toList();
    }

    private static List<String> charges(Account account) {
        var charges = new ArrayList<String>();
        for (var charge : everyCharge()) {
            if (charge.get("connection_id").asString().equals(account.connectionId())) {
                charges.add(
                        "%d paid %d back %d %s"
                                .formatted(
                                        charge.get("amount").asLong(),
                                        charge.get("paid_amount").asLong(),
                                        charge.get("refunded_amount").asLong(),
                                        isCanceled(charge) ? "canceled" : ""));
            }
        }
        Collections.sort(charges);
        return charges;
    }

    private static boolean isCanceled(JsonNode charge) {
        return charge.get("status").asString().equals("canceled");
    }

    private static List<JsonNode> everyCharge() {
        var all = new ArrayList<JsonNode>();
        var next = "";
        do {
            var page = product.get("/v1/merchants/demo/charges?limit=200" + next);
            page.get("items").forEach(all::add);
            var cursor = page.get("next_cursor");
            next = cursor == null || cursor.isNull() ? "" : "&cursor=" + cursor.asString();
        } while (!next.isEmpty());
        return all;
    }

    private static String address() {
        var url = product.at("").toString();
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }
}
