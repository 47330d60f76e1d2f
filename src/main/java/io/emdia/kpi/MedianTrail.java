package io.emdia.kpi;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Of the median, which moves with all that was received before: one event after the other. An event
 * may move the median and neither of its parts.
 */
final class MedianTrail implements Trail, Learner {

    private final Scope scope;
    private final Lags now;
    private final SortedMap<Happening, Lags> received = new TreeMap<>();

    MedianTrail(Scope scope, CellSums whole) {
        this.scope = scope;
        this.now = Lags.of(whole.received());
    }

    @Override
    public Learner learner() {
        return this;
    }

    @Override
    public void learn(Happening happening, Delta delta) {
        var lags = Lags.of(delta.sums(scope).received());
        if (!lags.byLag().isEmpty()) {
            received.merge(happening, lags, (one, other) -> one.plus(other, 1));
        }
    }

    @Override
    public Figure now() {
        return now.figure();
    }

    @Override
    public Figure then() {
        return lagsThen().figure();
    }

    private Lags lagsThen() {
        var then = now;
        for (var lags : received.values()) {
            then = then.plus(lags, -1);
        }
        return then;
    }

    @Override
    public SortedMap<Happening, Contribution> moves() {
        var running = lagsThen();
        var before = running.figure();
        var moves = new TreeMap<Happening, Contribution>();
        for (var event : received.entrySet()) {
            running = running.plus(event.getValue(), 1);
            var after = running.figure();
            if (!after.equals(before)) {
                moves.put(event.getKey(), after.parts().minus(before.parts()));
            }
            before = after;
        }
        return moves;
    }
}
