package io.emdia.gateways.mercadopago;

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
import java.util.regex.Pattern;

/** Mercado Pago's resources, asked for with the account's access token. */
@Component
final class MercadoPagoApi implements GatewayApi {

    static final String PAYMENT = "payment";
    static final String PREAPPROVAL = "preapproval";
    static final String AUTHORIZED_PAYMENT = "authorized_payment";
    static final String ORDER = "order";
    static final String CHARGEBACK = "chargeback";
    static final String MERCHANT_ORDER = "merchant_order";

    /** All payments made for one external reference, which is what charges are known by. */
    static final String REFERENCE = "payments_of_reference";

    /** What an id looks like that may stand in a path. */
    static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,100}");

    private static final String BASE_URL = "https://api.mercadopago.com";
    private static final Pattern PAYMENT_ID = Pattern.compile("[0-9]{10,20}");

    private static final Map<String, String> PATHS =
            Map.of(
                    PAYMENT, "/v1/payments/",
                    PREAPPROVAL, "/preapproval/",
                    AUTHORIZED_PAYMENT, "/authorized_payments/",
                    ORDER, "/v1/orders/",
                    CHARGEBACK, "/v1/chargebacks/",
                    MERCHANT_ORDER, "/merchant_orders/",
                    REFERENCE, "/v1/payments/search?limit=100&external_reference=");

    @Override
    public String gateway() {
        return MercadoPagoGateway.NAME;
    }

    @Override
    public @Nullable ApiCall call(
            Resource resource, Map<String, String> settings, String apiToken) {
        var path = PATHS.get(resource.kind());
        var isReference = resource.kind().equals(REFERENCE);
        if (path == null || !isReference && !ID.matcher(resource.id()).matches()) {
            return null;
        }
        var base = settings.getOrDefault(Objections.API_BASE_URL, BASE_URL);
        var uri = base.replaceFirst("/+$", "") + path + URLEncoder.encode(resource.id(), UTF_8);
        return new ApiCall(URI.create(uri), Map.of("authorization", "Bearer " + apiToken));
    }

    /** A charge is a payment's own only where nothing else names it: see MercadoPagoCharge. */
    @Override
    public @Nullable Resource ofCharge(String chargeId) {
        if (chargeId.startsWith(MercadoPagoCharge.ORDER)) {
            var order = chargeId.substring(MercadoPagoCharge.ORDER.length());
            return new Resource(MERCHANT_ORDER, order);
        }
        return new Resource(PAYMENT_ID.matcher(chargeId).matches() ? PAYMENT : REFERENCE, chargeId);
    }
}
