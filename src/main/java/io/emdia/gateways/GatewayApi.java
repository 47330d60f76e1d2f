package io.emdia.gateways;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * How the resources of one kind of gateway are asked for. Pure: says what to ask, asks nobody. What
 * is answered is read by the {@link Gateway} of the same name, as an arrival that is {@link
 * Fetched}.
 */
public interface GatewayApi {

    /** The name of its {@link Gateway}. */
    String gateway();

    /**
     * The call that answers a resource; null for one of a kind this API does not have.
     *
     * @param settings the connection's; {@code api_base_url} in place of the gateway's own
     * @param apiToken the connection's
     */
    @Nullable ApiCall call(Resource resource, Map<String, String> settings, String apiToken);

    /** What to ask for to learn what became of a charge; null where charges cannot be asked for. */
    @Nullable Resource ofCharge(String chargeId);
}
