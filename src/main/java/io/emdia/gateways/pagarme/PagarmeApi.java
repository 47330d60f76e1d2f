package io.emdia.gateways.pagarme;

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

/** Pagar.me's API: a charge, as its webhooks hold it. */
@Component
final class PagarmeApi implements GatewayApi {

    static final String CHARGE = "charge";

    private static final String BASE_URL = "https://api.pagar.me";

    @Override
    public String gateway() {
        return PagarmeGateway.NAME;
    }

    /** The secret key is the user of HTTP Basic, whose password stays empty. */
    @Override
    public @Nullable ApiCall call(
            Resource resource, Map<String, String> settings, String apiToken) {
        if (!resource.kind().equals(CHARGE)) {
            return null;
        }
        var base = settings.getOrDefault(Objections.API_BASE_URL, BASE_URL);
        var uri = base + "/core/v5/charges/" + URLEncoder.encode(resource.id(), UTF_8);
        var login = Base64.getEncoder().encodeToString((apiToken + ":").getBytes(UTF_8));
        return new ApiCall(URI.create(uri), Map.of("authorization", "Basic " + login));
    }

    @Override
    public Resource ofCharge(String chargeId) {
        return new Resource(CHARGE, chargeId);
    }
}
