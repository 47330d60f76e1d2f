package io.emdia.gateways.efi;

import io.emdia.gateways.ApiCall;
import io.emdia.gateways.GatewayApi;
import io.emdia.gateways.Lookup;
import io.emdia.gateways.Misread;
import io.emdia.gateways.Objections;
import io.emdia.gateways.Resource;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Efí's API of Cobranças. A connection's token is {@code client_id:client_secret}, which another
 * call changes for a bearer. The API of Pix wants a client certificate: Pix is not asked for.
 */
@Component
final class EfiApi implements GatewayApi {

    static final String NOTIFICATION = "notification";
    static final String CHARGE = "charge";

    /** A charge, asked for to learn whether its not being paid was a refusal: charge_micros. */
    static final String ATTEMPT = "attempt";

    static final String SUBSCRIPTION = "subscription";

    /** What an id looks like that may stand in a path. */
    static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,100}");

    private static final String BASE_URL = "https://cobrancas.api.efipay.com.br";
    private static final char SEPARATOR = '_';
    private static final Pattern MICROS = Pattern.compile("[0-9]{1,18}");
    private static final Pattern CHARGE_ID = Pattern.compile("[0-9]{1,18}");

    private static final Map<String, String> PATHS =
            Map.of(
                    NOTIFICATION, "/v1/notification/",
                    CHARGE, "/v1/charge/",
                    ATTEMPT, "/v1/charge/",
                    SUBSCRIPTION, "/v1/subscription/");

    @Override
    public String gateway() {
        return EfiGateway.NAME;
    }

    @Override
    public @Nullable ApiCall call(
            Resource resource, Map<String, String> settings, String apiToken) {
        var path = PATHS.get(resource.kind());
        var cut = apiToken.indexOf(':');
        if (path == null || !ID.matcher(resource.id()).matches() || cut <= 0) {
            return null;
        }
        var base = settings.getOrDefault(Objections.API_BASE_URL, BASE_URL).replaceFirst("/+$", "");
        var grant =
                new ApiCall.Grant(
                        URI.create(base + "/v1/authorize"),
                        apiToken.substring(0, cut),
                        apiToken.substring(cut + 1));
        var id = resource.kind().equals(ATTEMPT) ? attempted(resource.id()) : resource.id();
        return new ApiCall(URI.create(base + path + id), Map.of(), grant);
    }

    static Lookup attempt(String charge, Instant unpaidAt) {
        var id = charge + SEPARATOR + ChronoUnit.MICROS.between(Instant.EPOCH, unpaidAt);
        return new Lookup(new Resource(ATTEMPT, id), false);
    }

    /** The charge that an attempt was of. */
    static String attempted(String attempt) {
        var cut = attempt.lastIndexOf(SEPARATOR);
        return cut < 0 ? attempt : attempt.substring(0, cut);
    }

    static Instant unpaidAt(String attempt) {
        var micros = attempt.substring(attempt.lastIndexOf(SEPARATOR) + 1);
        if (!MICROS.matcher(micros).matches()) {
            throw new Misread("body", "must be of a charge at a time");
        }
        return Instant.EPOCH.plus(Long.parseLong(micros), ChronoUnit.MICROS);
    }

    /** Charges of Cobranças have numbers; those of Pix have longer ids of letters and digits. */
    @Override
    public @Nullable Resource ofCharge(String chargeId) {
        return CHARGE_ID.matcher(chargeId).matches() ? new Resource(CHARGE, chargeId) : null;
    }
}
