package io.emdia.processing;

import io.emdia.facts.ChargeFact.ChargeTold;
import io.emdia.facts.ChargeFact.PaymentSucceeded;
import io.emdia.facts.Event;
import io.emdia.facts.Fact;
import io.emdia.facts.FactDate;
import io.emdia.facts.Member;
import io.emdia.facts.Method;
import io.emdia.gateways.ApiCall;
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

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A gateway that tells of its charges when it makes them, or only names them, and forgets to tell
 * that they were paid; its API knows.
 */
final class ForgetfulGateway implements Gateway {

    static final String NAME = "forgetful";

    private static final String CHARGE = "charge";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Verdict authenticate(Arrival arrival, Trust trust, Instant now) {
        return new Verdict.Authentic();
    }

    @Override
    public Reading read(Arrival arrival, Map<String, String> settings) {
        var body = JSON.readTree(arrival.body());
        var fetched = Fetched.of(arrival);
        if (fetched != null) {
            return asked(fetched, body);
        }
        return body.has("named")
                ? new Reading.Events(List.of(), List.of(named(body.get("named").asString())))
                : new Reading.Events(List.of(told(body)));
    }

    private static Lookup named(String id) {
        return new Lookup(new Resource(CHARGE, id), true);
    }

    private static Event told(JsonNode body) {
        var at = Instant.parse(body.get("at").asString());
        return event(body, "made", at, List.of(charge(body)));
    }

    private static Reading asked(Fetched fetched, JsonNode body) {
        if (!body.path("id").asString("").equals(fetched.resource().id())) {
            return new Reading.Unreadable("id must be the one that was asked for");
        }
        var paidOn = body.get("paid_on");
        if (paidOn == null) {
            return new Reading.Events(List.of());
        }
        var day = new FactDate.OnDay(LocalDate.parse(paidOn.asString()));
        var amount = body.get("amount").asLong();
        var id = body.get("id").asString();
        var payment = new PaymentSucceeded(id, id, amount, Method.PIX, day, 0, 0, 0);
        return new Reading.Events(
                List.of(event(body, "paid", fetched.at(), List.of(charge(body), payment))));
    }

    private static Event event(JsonNode body, String state, Instant at, List<Fact> facts) {
        return new Event(body.get("id").asString() + ":" + state, state, at, "0", facts);
    }

    private static ChargeTold charge(JsonNode body) {
        var due = LocalDate.parse(body.get("due").asString());
        return new ChargeTold(
                body.get("id").asString(),
                Member.missing(),
                Member.missing(),
                Member.of(body.get("amount").asLong()),
                Member.of("BRL"),
                Member.of(Method.BOLETO),
                Member.of(new FactDate.OnDay(due.minusDays(10))),
                Member.of(new FactDate.OnDay(due)));
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

    /** Its API. */
    static final class Api implements GatewayApi {

        @Override
        public String gateway() {
            return NAME;
        }

        @Override
        public ApiCall call(Resource resource, Map<String, String> settings, String apiToken) {
            var base = Objects.requireNonNull(settings.get(Objections.API_BASE_URL));
            return new ApiCall(
                    URI.create(base + "/charges/" + resource.id()),
                    Map.of("Authorization", "Bearer " + apiToken));
        }

        @Override
        public Resource ofCharge(String chargeId) {
            return new Resource(CHARGE, chargeId);
        }
    }
}
