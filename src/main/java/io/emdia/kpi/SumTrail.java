package io.emdia.kpi;

import java.util.SortedMap;
import java.util.TreeMap;

/** Of a metric that is a sum over cells: what an event adds is what its cells add. */
final class SumTrail implements Trail, Learner {

    private final Shares shares;
    private final Figure now;
    private final SortedMap<Happening, Contribution> moves = new TreeMap<>();

    SumTrail(Metric metric, Scope scope, CellSums whole) {
        this.shares = new Shares(metric, scope, null, whole.revenue());
        this.now = Figure.of(metric, whole, scope);
    }

    @Override
    public Learner learner() {
        return this;
    }

    @Override
    public void learn(Happening happening, Delta delta) {
        var adds = shares.of(delta.sums(shares.scope()));
        if (!adds.isNothing()) {
            moves.merge(happening, adds, Contribution::plus);
        }
    }

    @Override
    public Figure now() {
        return now;
    }

    @Override
    public Figure then() {
        return Figure.of(moves.values().stream().reduce(now.parts(), Contribution::minus));
    }

    @Override
    public SortedMap<Happening, Contribution> moves() {
        return moves;
    }
}
