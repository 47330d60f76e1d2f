package io.emdia.gateways.iugu;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.gateways.Resource;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Map;
import java.util.Objects;

class IuguApiTests {

    private final IuguApi api = new IuguApi();

    @Test
    void asksForTheInvoiceThatAChargeIs() {
        var call = Objects.requireNonNull(api.call(api.ofCharge("A1"), Map.of(), "token"));

        assertThat(call.uri()).hasToString("https://api.iugu.com/v1/invoices/A1");
        assertThat(call.headers()).isEqualTo(Map.of("Authorization", "Basic dG9rZW46"));
    }

    @ParameterizedTest
    @CsvSource({
        "invoice,../x?y,/v1/invoices/..%2Fx%3Fy",
        "attempt,a0b1|A1,/v1/invoices/A1",
        "subscription,S1,/v1/subscriptions/S1",
        "plan,2026-03-01T13:00:00Z|S1|a|b c,/v1/plans/identifier/a%7Cb%20c",
        "plan,odd,/v1/plans/identifier/odd"
    })
    void everyResourceHasItsAddress(String kind, String id, String path) {
        var settings = Map.of("api_base_url", "https://stub.example.test");
        var call = api.call(new Resource(kind, id), settings, "token");

        assertThat(Objects.requireNonNull(call).uri())
                .hasToString("https://stub.example.test" + path);
    }

    @Test
    void knowsNoOtherResource() {
        assertThat(api.call(new Resource("customer", "1"), Map.of(), "token")).isNull();
    }
}
