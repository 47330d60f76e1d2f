package io.emdia.ledger;

import io.emdia.facts.Event;
import io.emdia.gateways.Arrival;
import io.emdia.gateways.Gateway;
import io.emdia.gateways.Reading;
import io.emdia.gateways.Trial;
import io.emdia.gateways.Trust;
import io.emdia.gateways.Verdict;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Carries any fact there is through the real log: a body is an event as the ledger stores it. */
public final class RandomGateway implements Gateway {

    private static final String SEPARATOR = "\n";

    public static byte[] body(Event event) {
        var lines =
                List.of(
                        event.id(),
                        event.timestamp().toString(),
                        event.digest(),
                        FactCodec.write(event.facts()));
        return String.join(SEPARATOR, lines).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String name() {
        return "random";
    }

    @Override
    public Verdict authenticate(Arrival arrival, Trust trust, Instant now) {
        return new Verdict.Refused("only appended, never posted");
    }

    @Override
    public Reading read(Arrival arrival, Map<String, String> settings) {
        var lines = new String(arrival.body(), StandardCharsets.UTF_8).split(SEPARATOR, 4);
        var facts = FactCodec.read(lines[3]);
        var event = new Event(lines[0], "random", Instant.parse(lines[1]), lines[2], facts);
        return new Reading.Events(List.of(event));
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
}
