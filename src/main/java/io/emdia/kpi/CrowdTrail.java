package io.emdia.kpi;

import io.r2dbc.spi.Connection;

import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Of distinct customers, who count once however many of their charges make them count: one event
 * after the other, customer by customer.
 */
final class CrowdTrail implements Trail, Learner {

    private final Shares shares;
    private final Figure now;
    private final SortedMap<Happening, Map<Debtor, Crowd>> changes = new TreeMap<>();
    private final Map<Debtor, Crowd> crowds = new HashMap<>();

    CrowdTrail(Metric metric, Scope scope, CellSums whole) {
        this.shares = new Shares(metric, scope, null, whole.revenue());
        this.now = Figure.of(metric, whole, scope);
    }

    @Override
    public Learner learner() {
        return this;
    }

    @Override
    public void learn(Happening happening, Delta delta) {
        var changed = new HashMap<Debtor, Crowd>();
        delta.cells()
                .edges()
                .each(
                        (edge, moved) -> {
                            if (isAsked(edge)) {
                                var more = new Crowd(moved[0], moved[1]);
                                changed.merge(Debtor.of(edge), more, Crowd::plus);
                            }
                        });
        changed.values().removeIf(Crowd.NOBODY::equals);
        if (!changed.isEmpty()) {
            var all = changes.computeIfAbsent(happening, _ -> new HashMap<>());
            changed.forEach((debtor, more) -> all.merge(debtor, more, Crowd::plus));
        }
    }

    private boolean isAsked(Key.Edge edge) {
        var scope = shares.scope();
        var method = scope.method();
        return edge.currency().equals(scope.currency())
                && (method == null || edge.method().equals(method.code()))
                && !edge.day().isAfter(scope.asOf());
    }

    @Override
    public Mono<Void> complete(Connection unit, Scheduler scheduler) {
        var touched = new TreeMap<Debtor, Crowd>(Debtor.ORDER);
        changes.values().forEach(touched::putAll);
        return DebtorRows.load(unit, touched.keySet())
                .doOnNext(rows -> rows.forEach(this::known))
                .then();
    }

    void known(Debtor debtor, DebtorEdges edges) {
        crowds.put(debtor, Crowd.at(shares.scope(), edges));
    }

    @Override
    public Figure now() {
        return now;
    }

    @Override
    public Figure then() {
        return Figure.of(moves().values().stream().reduce(now.parts(), Contribution::minus));
    }

    @Override
    public SortedMap<Happening, Contribution> moves() {
        var running = crowdsThen();
        var moves = new TreeMap<Happening, Contribution>();
        changes.forEach((happening, changed) -> moves.put(happening, moved(running, changed)));
        moves.values().removeIf(Contribution::isNothing);
        return moves;
    }

    private Map<Debtor, Crowd> crowdsThen() {
        var then = new HashMap<>(crowds);
        for (var changed : changes.values()) {
            changed.forEach((debtor, more) -> then.merge(debtor, more.negated(), Crowd::plus));
        }
        return then;
    }

    private Contribution moved(Map<Debtor, Crowd> running, Map<Debtor, Crowd> changed) {
        var moved = nothing();
        for (var change : changed.entrySet()) {
            var before = running.getOrDefault(change.getKey(), Crowd.NOBODY);
            var after = before.plus(change.getValue());
            running.put(change.getKey(), after);
            moved = moved.plus(share(after)).minus(share(before));
        }
        return moved;
    }

    private Contribution share(Crowd crowd) {
        return shares.of(crowd.sums(shares.scope()));
    }

    private Contribution nothing() {
        return new Contribution(
                BigInteger.ZERO, now.parts().denominator() == null ? null : BigInteger.ZERO);
    }
}
