package io.emdia.gateways.standard;

import io.emdia.facts.Event;
import io.emdia.facts.Fact;
import io.emdia.gateways.Arrival;
import io.emdia.gateways.Digests;
import io.emdia.gateways.Gateway;
import io.emdia.gateways.Members;
import io.emdia.gateways.Misread;
import io.emdia.gateways.Objections;
import io.emdia.gateways.Reading;
import io.emdia.gateways.Trial;
import io.emdia.gateways.Trust;
import io.emdia.gateways.Verdict;

import org.springframework.stereotype.Component;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Any system that signs Standard Webhooks; the message id is the event's id. */
@Component
final class StandardGateway implements Gateway {

    @Override
    public String name() {
        return "standard";
    }

    @Override
    public Verdict authenticate(Arrival arrival, Trust trust, Instant now) {
        return StandardSignature.judge(arrival, trust.secrets(), now);
    }

    @Override
    public Reading read(Arrival arrival, Map<String, String> settings) {
        try {
            return new Reading.Events(List.of(event(arrival)));
        } catch (Misread misread) {
            return misread.reading();
        }
    }

    @Override
    public Set<String> keptHeaders() {
        return Set.of(StandardSignature.ID);
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
        var body =
                """
                {"type":"emdia.test","timestamp":"%s","data":{}}\
                """
                        .formatted(now);
        return StandardSignature.sign(Trial.Webhook.json(body), id, trust.secrets(), now);
    }

    @Override
    public List<String> objectionsTo(List<String> secrets, Map<String, String> settings) {
        return new Objections(secrets, settings)
                .atLeastOneSecret()
                .everySecret(
                        secret -> StandardKey.of(secret) != null,
                        "must be whsec_ and 24 to 64 bytes in base64, or whpk_ and 32")
                .settingsAmong(Set.of())
                .list();
    }

    private static Event event(Arrival arrival) {
        var envelope = Members.of(arrival.body());
        var type = envelope.id("type");
        var timestamp = envelope.instant("timestamp");
        var facts = facts(type, envelope);
        return new Event(id(arrival), type, timestamp, Digests.sha256Hex(arrival.body()), facts);
    }

    /** A type that is not ours may bring any data, or none. */
    private static List<Fact> facts(String type, Members envelope) {
        var reader = StandardFacts.BY_TYPE.get(type);
        return reader == null ? List.of() : List.of(reader.apply(envelope.object("data")));
    }

    private static String id(Arrival arrival) {
        var id = arrival.onlyHeader(StandardSignature.ID);
        if (id == null || id.isEmpty() || id.length() > Members.ID_LENGTH_MAX) {
            throw new Misread(
                    StandardSignature.ID,
                    "must have 1 to " + Members.ID_LENGTH_MAX + " characters");
        }
        return id;
    }
}
