package io.emdia;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Map.entry;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.util.HashMap;
import java.util.Map;

/** Trials through the whole product: taken, applied, told of, and no figure moved. */
class ConnectionsAtWorkIntegrationTests {

    private static final String MERCHANT = "/v1/merchants/at-work";
    private static final Map<String, String> SECRETS =
            Map.ofEntries(
                    entry("stripe", "whsec_of-the-endpoint"),
                    entry("asaas", "n".repeat(32)),
                    entry("mercadopago", "secret".repeat(4)),
                    entry("pagarme", "hook:a-password"),
                    entry("pagbank", "n".repeat(20)),
                    entry("iugu", "n".repeat(20)),
                    entry("vindi", "n".repeat(20)),
                    entry("adyen", "AB".repeat(32)),
                    entry("efi", "n".repeat(20)));

    private static RunningProduct product;
    private static final Map<String, String> CONNECTIONS = new HashMap<>();

    @BeforeAll
    static void start() {
        product = RunningProduct.start(Map.of("emdia.intake.tally.write-every", "100ms"));
        CONNECTIONS.put("standard", product.merchant("at-work"));
        SECRETS.forEach(
                (gateway, secret) ->
                        CONNECTIONS.put(gateway, product.connection("at-work", gateway, secret)));
    }

    @AfterAll
    static void stop() {
        product.close();
    }

    @Test
    void aTrialOfEveryGatewayIsAppliedAndToldOf() {
        var manager = product.token("at-work", "manager");

        CONNECTIONS.forEach((gateway, id) -> tryOut(gateway, id, manager));
        product.awaitEvents("at-work", CONNECTIONS.size());

        CONNECTIONS.forEach(ConnectionsAtWorkIntegrationTests::hasToldOfOne);
        assertThat(product.get(MERCHANT + "/quarantine").at("/items")).isEmpty();
        assertThat(product.get(MERCHANT + "/charges").at("/items")).isEmpty();
    }

    private static void tryOut(String gateway, String id, String token) {
        var answer = product.call("POST", path(id) + "/test", token, null);
        assertThat(answer.statusCode()).as(gateway).isEqualTo(200);
        assertThat(answer.body())
                .as(gateway)
                .contains("\"accepted\":true", "\"status\":200", "\"took_ms\":");
    }

    private static void hasToldOfOne(String gateway, String id) {
        ProductClient.await(() -> deliveries(id).at("/accepted").asLong() == 1);
        var told = product.get(path(id));
        assertThat(told.at("/deliveries/refused").asLong()).as(gateway).isZero();
        assertThat(told.at("/applied/events").asLong()).as(gateway).isEqualTo(1);
        assertThat(told.at("/applied/last_recorded_at").asString()).as(gateway).isNotEmpty();
    }

    @Test
    void refusalsAreToldWithTheirReason() {
        var id = product.standardConnection("at-work");
        var forged = Map.of("webhook-id", "x", "webhook-timestamp", "1");

        assertThat(product.post(id, "{}", "v1,AAAA", forged).statusCode()).isEqualTo(401);
        assertThat(product.post(id, "{}", "v1,AAAA", forged).statusCode()).isEqualTo(401);

        ProductClient.await(() -> deliveries(id).at("/refused").asLong() == 2);
        assertThat(deliveries(id).at("/consecutive_refusals").asLong()).isEqualTo(2);
        assertThat(deliveries(id).at("/last_refusal").asString()).isEqualTo("signature");
        assertThat(deliveries(id).at("/last_accepted_at").isNull()).isTrue();
    }

    @Test
    void aDisabledConnectionTakesNoTrial() {
        var id = product.standardConnection("at-work");
        product.call("DELETE", path(id), ProductClient.ADMINISTRATOR, null);

        var answer = product.call("POST", path(id) + "/test", ProductClient.ADMINISTRATOR, null);

        assertThat(answer.statusCode()).isEqualTo(404);
    }

    private static String path(String id) {
        return MERCHANT + "/connections/" + id;
    }

    private static JsonNode deliveries(String id) {
        return product.get(path(id)).get("deliveries");
    }
}
