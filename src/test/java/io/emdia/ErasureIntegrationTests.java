package io.emdia;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.net.http.HttpResponse;
import java.util.Map;

/** Forgetting a person, as a manager asks for it. */
class ErasureIntegrationTests {

    private static final String ACME = "/v1/merchants/acme/";
    private static final String TOLD =
            """
            {"type":"customer.upserted","timestamp":"2025-05-0%dT12:00:00Z","data":\
            {"customer_id":"%s","name":"%s","email":"%s@exemplo.com","document":"123.456.789-0%d",\
            "phone":"+55 11 91234-000%d"}}\
            """;

    /** Authentic, and not to be read: it waits for somebody to look at it. */
    private static final String UNREADABLE =
            """
            {"type":"charge.upserted","timestamp":"2025-05-01T12:00:00Z","data":\
            {"charge_id":"x-%s","customer_id":"%s","amount":"much"}}\
            """;

    private static final String CHARGED =
            """
            {"type":"payment.succeeded","timestamp":"2025-05-06T12:00:00Z","data":\
            {"charge_id":"paid","payment_id":"p","amount":700,"paid_on":"2025-05-06"}}\
            """;

    private static final String ASKED =
            """
            {"type":"charge.upserted","timestamp":"2025-05-01T12:00:00Z","data":\
            {"charge_id":"paid","customer_id":"copied","amount":700,"currency":"BRL",\
            "issued_on":"2025-05-01"}}\
            """;

    private static RunningProduct product;
    private static String connection;
    private static String manager;
    private static int events;

    @BeforeAll
    static void start() {
        product = RunningProduct.start(Map.of("emdia.audit.enabled", "false"));
        product.merchant("acme");
        product.merchant("other");
        connection = product.standardConnection("acme");
        manager = product.token("acme", "manager");
    }

    @AfterAll
    static void stop() {
        product.close();
    }

    @Test
    void whoIsErasedIsForgottenForGoodAndAnswersTheSameReceipt() {
        var before = quarantined();
        tell("gone", "Beatriz Amaral", 1);
        tell("stays", "Carla Beltrão", 2);
        post("kept-gone", UNREADABLE.formatted("gone", "gone"));
        post("kept-stays", UNREADABLE.formatted("stays", "stays"));
        var open = before + 2;
        ProductClient.await(() -> quarantined() == open);

        var first = erase("gone", manager);
        var again = erase("gone", product.token("acme", "manager"));

        assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
        var receipt = read(first.body());
        assertThat(receipt.get("customer_id").asString()).isEqualTo("gone");
        assertThat(receipt.get("facts").asInt()).isEqualTo(1);
        assertThat(receipt.get("quarantined_deliveries").asInt()).isEqualTo(1);
        assertThat(receipt.get("role").asString()).isEqualTo("manager");
        assertThat(quarantined()).isEqualTo(open - 1);
        assertThat(product.get(ACME + "erasures").at("/items/0")).isEqualTo(receipt);
        assertThat(product.get(ACME + "audit").toString())
                .containsOnlyOnce("person_erased")
                .doesNotContain("Beatriz");

        tell("gone", "Beatriz Amaral", 3);

        var customer = product.get(ACME + "customers/" + connection + "/gone");
        assertThat(customer.get("erased_at").asString())
                .isEqualTo(receipt.get("erased_at").asString());
        assertThat(customer.toString()).doesNotContain("Beatriz", "exemplo", "456");
        assertThat(found("beatriz")).isZero();
        assertThat(found("456.789-0")).isZero();
        assertThat(found("carla")).isEqualTo(1);
        assertThat(product.get(ACME + "events").toString()).doesNotContain("Beatriz", "Carla");
    }

    @Test
    void anErasureIsForManagersOfTheMerchant() {
        tell("asked", "Dalva", 4);

        assertThat(erase("asked", product.token("acme", "viewer")).statusCode()).isEqualTo(403);
        assertThat(erase("asked", product.token("other", "manager")).statusCode()).isEqualTo(404);
        assertThat(erase("asked", "nonsense").statusCode()).isEqualTo(401);
        assertThat(erase("nobody", manager).statusCode()).isEqualTo(404);
        assertThat(found("dalva")).isEqualTo(1);
        assertThat(product.call("GET", ACME + "erasures", product.token("acme", "viewer"), null))
                .returns(403, HttpResponse::statusCode);
    }

    @Test
    void anExportHoldsAllThatIsKeptOfThePerson() {
        tell("copied", "Edite Farias", 5);
        post("kept-copied", UNREADABLE.formatted("copied", "copied"));
        post("asked", ASKED);
        post("charged", CHARGED);
        events += 2;
        product.awaitEvents("acme", events);
        ProductClient.await(() -> export("copied").get("quarantined_deliveries").size() == 1);

        var answer = product.call("GET", exported("copied"), manager, null);
        var export = read(answer.body());

        assertThat(answer.headers().firstValue("Content-Disposition").orElse(""))
                .startsWith("attachment")
                .doesNotContain("copied");
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(export.get("name").asString()).isEqualTo("Edite Farias");
        assertThat(export.at("/told/0/facts/0/document").asString()).isEqualTo("123.456.789-05");
        assertThat(export.at("/charges/0/payments/0/amount").asInt()).isEqualTo(700);
        assertThat(export.get("next_cursor").isNull()).isTrue();
        assertThat(product.call("GET", exported("copied"), product.token("acme", "viewer"), null))
                .returns(403, HttpResponse::statusCode);
        assertThat(product.call("GET", exported("copied"), product.token("other", "manager"), null))
                .returns(404, HttpResponse::statusCode);
    }

    private static String exported(String id) {
        return ACME + "customers/" + connection + "/" + id + "/export";
    }

    private static JsonNode export(String id) {
        return read(product.call("GET", exported(id), manager, null).body());
    }

    private static void tell(String id, String name, int day) {
        post("told-" + id + day, TOLD.formatted(day, id, name, id, day, day));
        product.awaitEvents("acme", ++events);
    }

    private static void post(String id, String body) {
        assertThat(product.post(connection, id, body)).isEqualTo(200);
    }

    private static HttpResponse<String> erase(String id, String token) {
        var path = ACME + "customers/" + connection + "/" + id + "/erase";
        return product.call("POST", path, token, null);
    }

    private static int found(String text) {
        var body = "{\"text\":\"%s\"}".formatted(text);
        var answer = product.call("POST", ACME + "customers/search", manager, body);
        return read(answer.body()).get("items").size();
    }

    private static int quarantined() {
        return product.get(ACME + "quarantine").get("items").size();
    }

    private static JsonNode read(String body) {
        return ProductClient.JSON.readTree(body);
    }
}
