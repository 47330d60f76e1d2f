package io.emdia.gateways.iugu;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.emdia.gateways.ApiCall;
import io.emdia.gateways.GatewayApi;
import io.emdia.gateways.Lookup;
import io.emdia.gateways.Objections;
import io.emdia.gateways.Resource;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.net.URI;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Iugu's API. An id here may hold more than the resource's own: what the answer will not say, but
 * whoever reads it must know, such as which subscription a plan is asked for.
 */
@Component
final class IuguApi implements GatewayApi {

    static final String INVOICE = "invoice";

    /** An invoice, asked for to learn when an attempt to pay it failed: attempt|invoice. */
    static final String ATTEMPT = "attempt";

    static final String SUBSCRIPTION = "subscription";

    /** Asked for on behalf of a subscription as it was at a time: time|subscription|plan. */
    static final String PLAN = "plan";

    private static final String BASE_URL = "https://api.iugu.com";
    private static final String SEPARATOR = "|";

    @Override
    public String gateway() {
        return IuguGateway.NAME;
    }

    @Override
    public @Nullable ApiCall call(
            Resource resource, Map<String, String> settings, String apiToken) {
        var path = path(resource);
        if (path == null) {
            return null;
        }
        var uri = settings.getOrDefault(Objections.API_BASE_URL, BASE_URL) + path;
        var user = Base64.getEncoder().encodeToString((apiToken + ":").getBytes(UTF_8));
        return new ApiCall(URI.create(uri), Map.of("Authorization", "Basic " + user));
    }

    @Override
    public Resource ofCharge(String chargeId) {
        return new Resource(INVOICE, chargeId);
    }

    static Lookup invoice(String id, boolean required) {
        return new Lookup(new Resource(INVOICE, id), required);
    }

    static Lookup attempt(String attempt, String invoice) {
        return new Lookup(new Resource(ATTEMPT, attempt + SEPARATOR + invoice), true);
    }

    static Lookup subscription(String id) {
        return new Lookup(new Resource(SUBSCRIPTION, id), false);
    }

    static Lookup plan(Instant at, String subscription, String plan) {
        var id = at + SEPARATOR + subscription + SEPARATOR + plan;
        return new Lookup(new Resource(PLAN, id), false);
    }

    /** The parts of an id of several; the last one may hold separators itself. */
    static List<String> parts(Resource resource) {
        var count = resource.kind().equals(PLAN) ? 3 : 2;
        return List.of(resource.id().split("\\" + SEPARATOR, count));
    }

    private static @Nullable String path(Resource resource) {
        return switch (resource.kind()) {
            case INVOICE -> "/v1/invoices/" + encoded(resource.id());
            case ATTEMPT -> "/v1/invoices/" + encoded(parts(resource).getLast());
            case SUBSCRIPTION -> "/v1/subscriptions/" + encoded(resource.id());
            case PLAN -> "/v1/plans/identifier/" + encoded(parts(resource).getLast());
            default -> null;
        };
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }
}
