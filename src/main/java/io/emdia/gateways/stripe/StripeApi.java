package io.emdia.gateways.stripe;

import io.emdia.gateways.ApiCall;
import io.emdia.gateways.GatewayApi;
import io.emdia.gateways.Objections;
import io.emdia.gateways.Resource;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.net.URI;
import java.util.Map;
import java.util.regex.Pattern;

/** Stripe's objects that charges are known by, asked for with a secret or restricted key. */
@Component
final class StripeApi implements GatewayApi {

    static final String INVOICE = "invoice";
    static final String INTENT = "payment_intent";
    static final String CHARGE = "charge";

    private static final String BASE_URL = "https://api.stripe.com";
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_]{1,255}");

    /** Where the object's id stands; the charge of an intent knows when it was made. */
    private static final Map<String, String> PATHS =
            Map.of(
                    INVOICE, "/v1/invoices/%s",
                    INTENT, "/v1/payment_intents/%s?expand[]=latest_charge",
                    CHARGE, "/v1/charges/%s");

    private static final Map<String, String> KINDS_BY_PREFIX =
            Map.of("in_", INVOICE, "pi_", INTENT, "ch_", CHARGE, "py_", CHARGE);

    private static final int PREFIX_LENGTH = 3;

    @Override
    public String gateway() {
        return StripeGateway.NAME;
    }

    @Override
    public @Nullable ApiCall call(
            Resource resource, Map<String, String> settings, String apiToken) {
        var path = PATHS.get(resource.kind());
        if (path == null || !ID.matcher(resource.id()).matches()) {
            return null;
        }
        var base = settings.getOrDefault(Objections.API_BASE_URL, BASE_URL).replaceFirst("/+$", "");
        var uri = base + path.formatted(resource.id()).replace("[]", "%5B%5D");
        return new ApiCall(URI.create(uri), Map.of("authorization", "Bearer " + apiToken));
    }

    @Override
    public @Nullable Resource ofCharge(String chargeId) {
        var prefix = chargeId.substring(0, Math.min(chargeId.length(), PREFIX_LENGTH));
        var kind = KINDS_BY_PREFIX.get(prefix);
        return kind == null ? null : new Resource(kind, chargeId);
    }
}
