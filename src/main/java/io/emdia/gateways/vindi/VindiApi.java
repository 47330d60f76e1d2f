package io.emdia.gateways.vindi;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.emdia.gateways.ApiCall;
import io.emdia.gateways.GatewayApi;
import io.emdia.gateways.Objections;
import io.emdia.gateways.Resource;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.net.URI;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.Map;

/** Vindi's API: bills with their charges, subscriptions with their prices. */
@Component
final class VindiApi implements GatewayApi {

    static final String BILL = "bill";
    static final String SUBSCRIPTION = "subscription";

    private static final String BASE_URL = "https://app.vindi.com.br";
    private static final Map<String, String> PATHS =
            Map.of(BILL, "/api/v1/bills/", SUBSCRIPTION, "/api/v1/subscriptions/");

    @Override
    public String gateway() {
        return VindiGateway.NAME;
    }

    @Override
    public @Nullable ApiCall call(
            Resource resource, Map<String, String> settings, String apiToken) {
        var path = PATHS.get(resource.kind());
        if (path == null) {
            return null;
        }
        var base = settings.getOrDefault(Objections.API_BASE_URL, BASE_URL);
        var uri = URI.create(base + path + URLEncoder.encode(resource.id(), UTF_8));
        var user = Base64.getEncoder().encodeToString((apiToken + ":").getBytes(UTF_8));
        return new ApiCall(uri, Map.of("Authorization", "Basic " + user));
    }

    @Override
    public Resource ofCharge(String chargeId) {
        return new Resource(BILL, chargeId);
    }
}
