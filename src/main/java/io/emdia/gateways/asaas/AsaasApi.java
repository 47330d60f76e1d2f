package io.emdia.gateways.asaas;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.emdia.gateways.ApiCall;
import io.emdia.gateways.GatewayApi;
import io.emdia.gateways.Objections;
import io.emdia.gateways.Resource;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.net.URI;
import java.net.URLEncoder;
import java.util.Map;

/** Asaas's API: a payment with its refunds and its chargeback, which may be lost there only. */
@Component
final class AsaasApi implements GatewayApi {

    static final String PAYMENT = "payment";

    private static final String BASE_URL = "https://api.asaas.com";

    @Override
    public String gateway() {
        return AsaasGateway.NAME;
    }

    @Override
    public @Nullable ApiCall call(
            Resource resource, Map<String, String> settings, String apiToken) {
        if (!resource.kind().equals(PAYMENT)) {
            return null;
        }
        var base = settings.getOrDefault(Objections.API_BASE_URL, BASE_URL);
        var uri = base + "/v3/payments/" + URLEncoder.encode(resource.id(), UTF_8);
        return new ApiCall(URI.create(uri), Map.of("access_token", apiToken));
    }

    @Override
    public Resource ofCharge(String chargeId) {
        return new Resource(PAYMENT, chargeId);
    }
}
