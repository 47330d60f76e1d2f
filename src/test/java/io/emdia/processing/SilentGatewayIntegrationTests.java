package io.emdia.processing;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.ProductClient;
import io.emdia.RunningProduct;
import io.emdia.processing.StubApi.Reply;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** The whole product and a gateway that does not tell everything by itself. */
class SilentGatewayIntegrationTests {

    private static final LocalDate TODAY = LocalDate.now(ZoneId.of("America/Sao_Paulo"));
    private static final LocalDate DUE = weekday(TODAY.minusDays(10));

    private static final Map<String, String> HASTY =
            Map.of(
                    "emdia.polls.every", "300ms",
                    "emdia.polls.spread-over", "10ms",
                    "emdia.polls.again-after", "1s",
                    "emdia.lookups.retry-min", "200ms",
                    "emdia.lookups.count-every", "200ms");

    /** What the gateway knows: bodies by id. */
    private static final Map<String, String> TRUTH = new ConcurrentHashMap<>();

    private static StubApi api;
    private static RunningProduct product;

    @BeforeAll
    static void start() {
        api = new StubApi();
        api.behave(call -> Reply.of(TRUTH.containsKey(call.id()) ? 200 : 404, truth(call.id())));
        product = RunningProduct.start(HASTY, ForgetfulGateway.class, ForgetfulGateway.Api.class);
    }

    @AfterAll
    static void stop() {
        product.close();
        api.close();
    }

    private static String truth(String id) {
        return Objects.requireNonNullElse(TRUTH.get(id), "");
    }

    private static LocalDate weekday(LocalDate day) {
        return day.getDayOfWeek().getValue() > 5 ? day.minusDays(2) : day;
    }

    @Test
    void aChargeSilentlyPaidAtItsGatewayBecomesPaid() {
        var connection = connection("silent", "\"token\"");
        TRUTH.put("ch1", body("ch1", ""));
        post(connection, body("ch1", ",\"at\":\"%sT12:00:00Z\"".formatted(DUE.minusDays(10))));
        post(connection, body("ch2", ",\"at\":\"%sT12:00:00Z\"".formatted(DUE.plusDays(2))));
        product.awaitEvents("silent", 2);

        var doubtful = product.get("/v1/merchants/silent/charges?doubtful=true").at("/items");
        assertThat(doubtful).hasSize(1);
        assertThat(doubtful.at("/0/charge_id").asString()).isEqualTo("ch1");
        assertThat(doubtful.at("/0/status").asString()).isEqualTo("overdue");
        assertThat(doubtful.at("/0/doubtful").asBoolean()).isTrue();
        assertThat(
                        product.get("/v1/merchants/silent/charges?doubtful=false")
                                .at("/items/0/charge_id")
                                .asString())
                .isEqualTo("ch2");
        assertThat(delinquency("silent").get("doubtful_amount").asLong()).isEqualTo(1000);
        assertThat(delinquency("silent").get("doubtful_charges").asLong()).isEqualTo(1);
        assertThat(delinquency("silent").get("overdue_amount").asLong()).isEqualTo(2000);
        assertExported("emdia_doubtful_amount{currency=\"BRL\",merchant=\"silent\"} 10.0");

        TRUTH.put("ch1", body("ch1", ",\"paid_on\":\"%s\"".formatted(DUE.plusDays(1))));
        RunningProduct.await(() -> status("silent", connection, "ch1").equals("paid"));

        assertThat(delinquency("silent").get("doubtful_amount").asLong()).isZero();
        assertThat(delinquency("silent").get("overdue_amount").asLong()).isEqualTo(1000);
        assertThat(product.get("/v1/merchants/silent/charges?doubtful=true").at("/items"))
                .isEmpty();
        assertThat(api.asked()).doesNotContain("ch2");
    }

    @Test
    void aChargeThatIsDoubtfulIsToldForEveryDay() {
        var connection = connection("days", null);
        post(connection, body("ch7", ",\"at\":\"%sT12:00:00Z\"".formatted(DUE.minusDays(10))));
        product.awaitEvents("days", 1);

        for (var late = -5; late < 10; late++) {
            var asOf = "as_of=" + DUE.plusDays(late);
            var document = product.get("/v1/merchants/days/kpis?currency=BRL&" + asOf);
            var list = product.get("/v1/merchants/days/charges?doubtful=true&" + asOf);
            var doubtful = late > 3;
            assertThat(document.at("/delinquency/doubtful_amount").asLong())
                    .as("%d days late", late)
                    .isEqualTo(doubtful ? 1000 : 0);
            assertThat(list.at("/items")).hasSize(doubtful ? 1 : 0);
        }
        assertThat(api.asked()).doesNotContain("ch7");
    }

    @Test
    void anotherPatienceIsAChangeOfTheFigures() {
        var connection = connection("patient", null);
        post(connection, body("ch8", ",\"at\":\"%sT12:00:00Z\"".formatted(DUE.minusDays(10))));
        product.awaitEvents("patient", 1);
        var before = product.get("/v1/merchants/patient/kpis?currency=BRL");
        assertThat(before.at("/delinquency/doubtful_charges").asLong()).isEqualTo(1);

        var answer =
                product.call(
                        "PATCH",
                        "/v1/merchants/patient",
                        ProductClient.ADMINISTRATOR,
                        "{\"doubtful_after_days\":60}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        RunningProduct.await(() -> version("patient") > before.get("version").asLong());
        assertThat(delinquency("patient").get("doubtful_charges").asLong()).isZero();
    }

    private static long version(String merchant) {
        var path = "/v1/merchants/" + merchant + "/kpis?currency=BRL";
        return product.get(path).get("version").asLong();
    }

    @Test
    void aWebhookThatOnlyNamesAChargeIsEnough() {
        var connection = connection("thin", "\"token\"");
        post(connection, "{\"named\":\"ch3\"}");
        RunningProduct.await(() -> !quarantine("thin").isEmpty());
        assertThat(quarantine("thin").at("/0/reason").asString())
                .isEqualTo("the charge cannot be fetched: the gateway answered 404");
        RunningProduct.await(() -> isExported("emdia_lookups_waiting 1.0"));

        TRUTH.put("ch3", body("ch3", ",\"paid_on\":\"%s\"".formatted(DUE)));
        RunningProduct.await(() -> quarantine("thin").isEmpty());
        product.awaitEvents("thin", 1);

        assertThat(status("thin", connection, "ch3")).isEqualTo("paid");
        assertThat(Collections.frequency(api.asked(), "ch3")).isGreaterThan(1);
        assertThat(isExported("emdia_lookups_total{gateway=\"forgetful\",outcome=\"fetched\"}"))
                .isTrue();
    }

    @Test
    void doubtfulIsTrueOrFalse() {
        connection("asked", null);

        var answer =
                product.call(
                        "GET",
                        "/v1/merchants/asked/charges?doubtful=maybe",
                        ProductClient.ADMINISTRATOR,
                        null);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"doubtful\"");
    }

    private static String body(String id, String more) {
        return "{\"id\":\"%s\",\"amount\":1000,\"due\":\"%s\"%s}".formatted(id, DUE, more);
    }

    private static String connection(String merchant, @Nullable String token) {
        product.merchant(merchant);
        var made =
                product.call(
                        "POST",
                        "/v1/merchants/" + merchant + "/connections",
                        ProductClient.ADMINISTRATOR,
                        """
                        {"gateway":"forgetful","secrets":["s"],"api_token":%s,
                         "settings":{"api_base_url":"%s"}}\
                        """
                                .formatted(token, api.baseUrl()));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return ProductClient.JSON.readTree(made.body()).get("id").asString();
    }

    private static void post(String connection, String body) {
        var path = "/webhooks/" + connection;
        RunningProduct.await(() -> product.call("POST", path, "", body).statusCode() == 200);
    }

    private static JsonNode delinquency(String merchant) {
        return product.get("/v1/merchants/" + merchant + "/kpis?currency=BRL").get("delinquency");
    }

    private static String status(String merchant, String connection, String charge) {
        var path = "/v1/merchants/" + merchant + "/charges/" + connection + "/" + charge;
        return product.get(path).get("status").asString();
    }

    private static JsonNode quarantine(String merchant) {
        return product.get("/v1/merchants/" + merchant + "/quarantine").get("items");
    }

    private static void assertExported(String line) {
        RunningProduct.await(() -> isExported(line));
    }

    private static boolean isExported(String line) {
        var metrics =
                product.call("GET", "/actuator/prometheus", ProductClient.ADMINISTRATOR, null);
        return metrics.body().contains(line);
    }
}
