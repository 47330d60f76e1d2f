package io.emdia.gateways.asaas;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.gateways.Resource;

import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.Objects;

class AsaasApiTests {

    private final AsaasApi api = new AsaasApi();

    @Test
    void asksForThePaymentThatAChargeIs() {
        var call = Objects.requireNonNull(api.call(api.ofCharge("pay_1"), Map.of(), "key"));

        assertThat(call.uri()).hasToString("https://api.asaas.com/v3/payments/pay_1");
        assertThat(call.headers()).isEqualTo(Map.of("access_token", "key"));
        assertThat(call.grant()).isNull();
    }

    @Test
    void anIdCannotLeaveItsPlaceInTheAddress() {
        var settings = Map.of("api_base_url", "https://sandbox.example.test");
        var call = Objects.requireNonNull(api.call(api.ofCharge("../x?y=1#z"), settings, "key"));

        assertThat(call.uri())
                .hasToString("https://sandbox.example.test/v3/payments/..%2Fx%3Fy%3D1%23z");
    }

    @Test
    void knowsNoOtherResource() {
        assertThat(api.call(new Resource("customer", "cus_1"), Map.of(), "key")).isNull();
    }
}
