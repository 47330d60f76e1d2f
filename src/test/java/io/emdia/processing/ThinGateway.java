package io.emdia.processing;

import io.emdia.facts.Event;
import io.emdia.gateways.ApiCall;
import io.emdia.gateways.ApiCall.Grant;
import io.emdia.gateways.Arrival;
import io.emdia.gateways.Fetched;
import io.emdia.gateways.Gateway;
import io.emdia.gateways.GatewayApi;
import io.emdia.gateways.Lookup;
import io.emdia.gateways.Objections;
import io.emdia.gateways.Reading;
import io.emdia.gateways.Resource;
import io.emdia.gateways.Trial;
import io.emdia.gateways.Trust;
import io.emdia.gateways.Verdict;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A gateway whose webhooks name payments by id and say nothing of them; an id that begins with
 * {@code maybe} would do without its payment.
 */
final class ThinGateway implements Gateway {

    static final String NAME = "thin";
    static final String PAYMENT = "payment";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Verdict authenticate(Arrival arrival, Trust trust, Instant now) {
        return new Verdict.Refused("never asked");
    }

    @Override
    public Reading read(Arrival arrival, Map<String, String> settings) {
        var fetched = Fetched.of(arrival);
        return fetched == null ? thin(arrival) : payment(fetched.resource(), arrival.body());
    }

    private static Reading thin(Arrival arrival) {
        var ids = new String(arrival.body(), StandardCharsets.UTF_8).split(" ");
        return new Reading.Events(List.of(), Arrays.stream(ids).map(ThinGateway::lookup).toList());
    }

    private static Lookup lookup(String id) {
        return new Lookup(new Resource(PAYMENT, id), !id.startsWith("maybe"));
    }

    private static Reading payment(Resource asked, byte[] body) {
        try {
            var payment = JSON.readTree(body);
            var id = payment.path("id").asString("");
            if (!id.equals(asked.id())) {
                return new Reading.Unreadable("id must be the one that was asked for");
            }
            if (payment.has("see")) {
                return new Reading.Events(
                        List.of(), List.of(lookup(payment.get("see").asString())));
            }
            var state = payment.path("state").asString("unknown");
            var event =
                    new Event(id + ":" + state, "payment." + state, Instant.EPOCH, "0", List.of());
            return new Reading.Events(List.of(event));
        } catch (JacksonException foreign) {
            return new Reading.Unreadable("body must be a JSON object");
        }
    }

    @Override
    public Set<String> keptHeaders() {
        return Set.of();
    }

    @Override
    public Set<String> pathEndings() {
        return Set.of();
    }

    @Override
    public String acceptedBody() {
        return "";
    }

    @Override
    public Trial trial(String id, Trust trust, Instant now) {
        return Trial.noSecret();
    }

    @Override
    public List<String> objectionsTo(List<String> secrets, Map<String, String> settings) {
        return List.of();
    }

    /** Its API; with the setting {@code granted} it wants a token that it granted itself. */
    static final class Api implements GatewayApi {

        @Override
        public String gateway() {
            return NAME;
        }

        @Override
        public @Nullable ApiCall call(
                Resource resource, Map<String, String> settings, String apiToken) {
            if (!resource.kind().equals(PAYMENT)) {
                return null;
            }
            var base = Objects.requireNonNull(settings.get(Objections.API_BASE_URL));
            var uri = URI.create(base + "/payments/" + resource.id());
            return settings.containsKey("granted")
                    ? new ApiCall(
                            uri,
                            Map.of(),
                            new Grant(URI.create(base + "/token"), "client", apiToken))
                    : new ApiCall(uri, Map.of("Authorization", "Bearer " + apiToken));
        }

        @Override
        public @Nullable Resource ofCharge(String chargeId) {
            return new Resource(PAYMENT, chargeId);
        }
    }
}
