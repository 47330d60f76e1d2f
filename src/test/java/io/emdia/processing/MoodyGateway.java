package io.emdia.processing;

import io.emdia.gateways.Arrival;
import io.emdia.gateways.Gateway;
import io.emdia.gateways.Reading;
import io.emdia.gateways.Trial;
import io.emdia.gateways.Trust;
import io.emdia.gateways.Verdict;

import org.springframework.beans.factory.ObjectProvider;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads what the standard gateway reads, but only once it has learned to. No component: only who
 * asks for it has it.
 */
final class MoodyGateway implements Gateway {

    static final String NAME = "moody";
    static final String REASON = "data.mood must be better";

    static volatile boolean hasLearned;

    private final ObjectProvider<Gateway> gateways;

    MoodyGateway(ObjectProvider<Gateway> gateways) {
        this.gateways = gateways;
    }

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
        return hasLearned ? standard().read(arrival, settings) : new Reading.Unreadable(REASON);
    }

    private Gateway standard() {
        return gateways.stream()
                .filter(gateway -> gateway.name().equals("standard"))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public Set<String> keptHeaders() {
        return Set.of("webhook-id");
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
