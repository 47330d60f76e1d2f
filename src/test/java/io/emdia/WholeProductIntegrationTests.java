package io.emdia;

import static io.emdia.RunningProduct.ADMINISTRATOR;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** From a signed webhook to the figures, the streams and the lists, over real HTTP. */
class WholeProductIntegrationTests {

    private static final String JUNE =
            "/kpis?currency=BRL&as_of=2025-06-30&window_start=2025-06-01&window_end=2025-06-30";

    private static RunningProduct product;

    @BeforeAll
    static void start() {
        product = RunningProduct.start();
        var connection = product.merchant("example");
        var posts = new ArrayList<>(WorkedExample.posts());
        posts.addAll(posts.subList(0, posts.size() / 3));
        Collections.shuffle(posts, new Random(7));
        for (var post : posts) {
            assertThat(product.post(connection, post.id(), post.body())).isEqualTo(200);
        }
        product.awaitEvents("example", WorkedExample.posts().size());
    }

    @AfterAll
    static void stop() {
        product.close();
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "/delinquency/rate, 0.421687",
        "/delinquency/rate_by_count, 0.333333",
        "/delinquency/book_rate, 0.588235",
        "/delinquency/book_rate_by_count, 0.666667",
        "/delinquency/book_rate_over_30, 0.294118",
        "/delinquency/book_rate_over_60, 0.252101",
        "/delinquency/book_rate_over_90, 0",
        "/delinquency/overdue_amount, 70000",
        "/delinquency/overdue_charges, 4",
        "/delinquency/receivable_amount, 119000",
        "/delinquency/receivable_charges, 6",
        "/delinquency/delinquent_customers, 3",
        "/delinquency/customers, 6",
        "/delinquency/delinquent_customers_rate, 0.5",
        "/aging/0/amount, 49000",
        "/aging/1/amount, 35000",
        "/aging/2/amount, 5000",
        "/aging/3/amount, 30000",
        "/aging/4/amount, 0",
        "/aging/6/charges, 0",
        "/collection/average_days_from_due, 2.541667",
        "/collection/average_days_late, 3.541667",
        "/collection/average_days_from_issue, 12.541667",
        "/collection/median_days_from_due, 0",
        "/collection/dso_days, 35",
        "/collection/best_possible_dso_days, 14.411765",
        "/collection/effectiveness_index, 0.380531",
        "/collection/received_amount, 48000",
        "/collection/issued_amount, 102000",
        "/recovery/recovered_amount, 22000",
        "/recovery/fell_overdue_amount, 57000",
        "/recovery/rate, 0.385965",
        "/attempts/first_attempt_success_rate, 0.5",
        "/attempts/decline_rate, 0.333333",
        "/attempts/declines_by_code/0/code, 51",
        "/attempts/declines_by_code/0/count, 1",
        "/reversals/refunded_amount, 2000",
        "/reversals/refund_rate, 0.041667",
        "/reversals/disputed_amount, 5000",
        "/reversals/dispute_rate, 0.5",
        "/payment_mix/0/share, 0.520833",
        "/payment_mix/1/share, 0.25",
        "/payment_mix/2/share, 0.229167",
    })
    void theWorkedExamplePostedInDisorderGivesEveryFigure(String member, double value) {
        var document = product.get("/v1/merchants/example" + JUNE);

        assertThat(document.at(member).asDouble()).isEqualTo(value);
        assertThat(document.at("/aging")).hasSize(7);
        assertThat(document.at("/payment_mix/0/method").asString()).isEqualTo("pix");
    }

    @Test
    void aChargeHasItsStatusAtAnyDayAndItsTimeline() {
        var list = product.get("/v1/merchants/example/charges?status=disputed&as_of=2025-06-30");
        assertThat(list.at("/items")).hasSize(1);
        assertThat(list.at("/items/0/charge_id").asString()).isEqualTo("C7");
        assertThat(list.at("/items/0/open_amount").asLong()).isEqualTo(5000);

        var connection = list.at("/items/0/connection_id").asString();
        var path = "/v1/merchants/example/charges/" + connection + "/C7?as_of=2025-06-11";
        var before = product.get(path);
        assertThat(before.at("/status").asString()).isEqualTo("paid");
        assertThat(before.at("/effective_due_on").asString()).isEqualTo("2025-05-03");
        assertThat(before.at("/facts")).hasSize(3);
        assertThat(before.at("/timeline")).hasSize(3);
    }

    @Test
    void aDayNoStoreCanHoldIsABadParameterOfEveryList() {
        for (var list : List.of("/charges", "/customers", "/subscriptions", "/kpis")) {
            var path = "/v1/merchants/example" + list + "?currency=BRL&as_of=%2B999999-01-01";
            assertThat(product.call("GET", path, ADMINISTRATOR, null).statusCode())
                    .as(list)
                    .isEqualTo(400);
        }
    }

    @Test
    void whoOwesWhatIsListed() {
        var customers = product.get("/v1/merchants/example/customers?as_of=2025-06-30");

        var owing = customers.at("/items/2");
        assertThat(owing.at("/customer_id").asString()).isEqualTo("C");
        assertThat(owing.at("/balances/0/overdue_amount").asLong()).isEqualTo(60000);
        assertThat(owing.at("/balances/0/overdue_charges").asInt()).isEqualTo(2);
    }

    @Test
    void aSubscriptionHasItsStatusAtAnyDay() {
        var connection = product.merchant("subscribed");
        var data =
                """
                "subscription_id":"S1","customer_id":"A","amount":14990,"currency":"BRL",\
                "interval":"month","status":"active","started_on":"2025-05-01\"\
                """;
        var told = WorkedExample.body("subscription.upserted", data);
        var ended =
                WorkedExample.body(
                        "subscription.canceled",
                        "\"subscription_id\":\"S1\",\"ends_on\":\"2025-06-20\"");
        assertThat(product.post(connection, "s2", ended)).isEqualTo(200);
        assertThat(product.post(connection, "s1", told)).isEqualTo(200);
        product.awaitEvents("subscribed", 2);

        var list = "/v1/merchants/subscribed/subscriptions?as_of=";
        assertThat(product.get(list + "2025-06-19").at("/items/0/interval").asString())
                .isEqualTo("month");
        assertThat(product.get(list + "2025-04-30").at("/items")).isEmpty();
    }

    @Test
    void anotherMerchantsTokenFindsNothing() {
        product.merchant("other");
        var token = product.token("other", "viewer");

        for (var path : List.of("/kpis", "/charges", "/events", "/kpis/stream", "/nowhere")) {
            var answer = product.call("GET", "/v1/merchants/example" + path, token, null);
            assertThat(answer.statusCode()).as(path).isEqualTo(404);
        }
        assertThat(product.call("GET", "/v1/merchants/other/events", token, null).statusCode())
                .isEqualTo(200);
    }

    @Test
    void everyAnswerOfTheIntakeIsGivenByTheWholeProduct() {
        var connection = product.merchant("answers");
        var body = WorkedExample.posts().getFirst().body();
        var unknown = "{\"type\":\"moon.rose\",\"timestamp\":\"2025-06-30T12:00:00Z\",\"data\":{}}";
        var unreadable =
                "{\"type\":\"charge.upserted\",\"timestamp\":\"2025-06-30T12:00:00Z\",\"data\":{}}";

        assertThat(product.post(connection, "a1", body)).isEqualTo(200);
        assertThat(product.post(connection, "a1", body)).isEqualTo(200);
        assertThat(product.post(connection, "a2", unknown)).isEqualTo(200);
        assertThat(product.post(connection, "a3", unreadable)).isEqualTo(200);
        assertThat(product.post("no-such-connection", "a4", body)).isEqualTo(404);
        assertThat(product.post(connection, "a5", "x".repeat(1_100_000))).isEqualTo(413);
        var now = Long.toString(Instant.now().getEpochSecond());
        var headers = Map.of("webhook-id", "a6", "webhook-timestamp", now);
        var signature = RunningProduct.signature("other", now, body);
        assertThat(product.post(connection, body, signature, headers).statusCode()).isEqualTo(401);

        product.awaitEvents("answers", 2);
        RunningProduct.await(() -> quarantined("answers") == 1);
        var disabled = "/v1/merchants/answers/connections/" + connection;
        assertThat(product.call("DELETE", disabled, ADMINISTRATOR, null).statusCode())
                .isBetween(200, 204);
        RunningProduct.await(() -> product.post(connection, "a7", body) == 404);
    }

    private static int quarantined(String merchant) {
        return product.get("/v1/merchants/" + merchant + "/quarantine").at("/items").size();
    }

    @Test
    void aWebhookReachesTheStreams() {
        var connection = product.merchant("streams");
        var first = WorkedExample.posts().get(1);
        assertThat(product.post(connection, first.id(), first.body())).isEqualTo(200);
        product.awaitEvents("streams", 1);
        var stream = "/v1/merchants/streams" + JUNE.replace("/kpis?", "/kpis/stream?");

        try (var lines = product.stream(stream).body();
                var events =
                        product.stream("/v1/merchants/streams/events/stream", "Last-Event-ID", "0")
                                .body()) {
            var data = lines.filter(line -> line.startsWith("data:")).iterator();
            assertThat(overdue(data.next())).isEqualTo(10_000);
            var paid = WorkedExample.posts().get(13);
            assertThat(product.post(connection, paid.id(), paid.body())).isEqualTo(200);
            assertThat(overdue(data.next())).isZero();

            var ids = events.filter(line -> line.startsWith("id:")).iterator();
            assertThat(List.of(ids.next(), ids.next()).toString()).matches("\\[id: ?1, id: ?2]");
        }
    }

    @Test
    void aConnectionWhoseRequestsCameAtOnceGoesOnBeingRead() throws IOException {
        var slow = "/v1/merchants/example/kpis?currency=BRL";
        for (var round = 0; round < 50; round++) {
            try (var kept = product.connect()) {
                kept.ask(slow, "/actuator/health/readiness");
                assertThat(kept.answers(2)).isEqualTo(2);
                kept.ask("/v1/me");
                assertThat(kept.answers(1)).isEqualTo(1);
            }
        }
    }

    private static long overdue(String data) {
        return RunningProduct.JSON
                .readTree(data.substring("data:".length()))
                .at("/delinquency/overdue_amount")
                .asLong();
    }
}
