package io.emdia.gateways.vindi;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.gateways.Resource;

import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.Objects;

class VindiApiTests {

    private static final Map<String, String> KEY = Map.of("Authorization", "Basic a2V5Og==");

    private final VindiApi api = new VindiApi();

    @Test
    void asksForTheBillThatAChargeIs() {
        var call = Objects.requireNonNull(api.call(api.ofCharge("7"), Map.of(), "key"));

        assertThat(call.uri()).hasToString("https://app.vindi.com.br/api/v1/bills/7");
        assertThat(call.headers()).isEqualTo(KEY);
    }

    @Test
    void asksForSubscriptionsWhereverTheApiIs() {
        var settings = Map.of("api_base_url", "https://sandbox.example.test");
        var resource = new Resource("subscription", "8/../9");
        var call = Objects.requireNonNull(api.call(resource, settings, "key"));

        assertThat(call.uri())
                .hasToString("https://sandbox.example.test/api/v1/subscriptions/8%2F..%2F9");
        assertThat(call.headers()).isEqualTo(KEY);
    }

    @Test
    void knowsNoOtherResource() {
        assertThat(api.call(new Resource("charge", "1"), Map.of(), "key")).isNull();
    }
}
