package io.emdia.gateways;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** A gateway's own judge, but for what falls through the hole. */
final class JudgeWithAHole implements Gateway {

    private final Gateway judge;
    private final Predicate<Delivered> hole;

    JudgeWithAHole(Gateway judge, Predicate<Delivered> hole) {
        this.judge = judge;
        this.hole = hole;
    }

    @Override
    public Verdict authenticate(Arrival arrival, Trust trust, Instant now) {
        return hole.test(new Delivered(arrival, trust, now))
                ? new Verdict.Authentic()
                : judge.authenticate(arrival, trust, now);
    }

    @Override
    public String name() {
        return judge.name();
    }

    @Override
    public Reading read(Arrival arrival, Map<String, String> settings) {
        return judge.read(arrival, settings);
    }

    @Override
    public Set<String> keptHeaders() {
        return judge.keptHeaders();
    }

    @Override
    public Set<String> pathEndings() {
        return judge.pathEndings();
    }

    @Override
    public String acceptedBody() {
        return judge.acceptedBody();
    }

    @Override
    public Trial trial(String id, Trust trust, Instant now) {
        return judge.trial(id, trust, now);
    }

    @Override
    public List<String> objectionsTo(List<String> secrets, Map<String, String> settings) {
        return judge.objectionsTo(secrets, settings);
    }
}
