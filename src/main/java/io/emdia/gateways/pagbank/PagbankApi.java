package io.emdia.gateways.pagbank;

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

/** PagBank's API: a charge, as its notifications hold it. */
@Component
final class PagbankApi implements GatewayApi {

    static final String CHARGE = "charge";

    private static final String BASE_URL = "https://api.pagseguro.com";

    @Override
    public String gateway() {
        return PagbankGateway.NAME;
    }

    @Override
    public @Nullable ApiCall call(
            Resource resource, Map<String, String> settings, String apiToken) {
        if (!resource.kind().equals(CHARGE)) {
            return null;
        }
        var base = settings.getOrDefault(Objections.API_BASE_URL, BASE_URL);
        var uri = base + "/charges/" + URLEncoder.encode(resource.id(), UTF_8);
        return new ApiCall(URI.create(uri), Map.of("authorization", "Bearer " + apiToken));
    }

    @Override
    public Resource ofCharge(String chargeId) {
        return new Resource(CHARGE, chargeId);
    }
}
