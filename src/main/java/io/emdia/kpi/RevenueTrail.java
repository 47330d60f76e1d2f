package io.emdia.kpi;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Of recurring revenue, of who left and of how many subscriptions there are. Amounts are rounded as
 * they add up, in the order of the records, so that what the events added comes to the change of
 * the rounded figure: each is less than one minor unit off.
 */
final class RevenueTrail implements Trail {

    private final Metric metric;
    private final Scope scope;
    private final CellSums whole;
    private final RevenuePast past;

    RevenueTrail(Metric metric, Scope scope, CellSums whole, RevenuePast past) {
        this.metric = metric;
        this.scope = scope;
        this.whole = whole;
        this.past = past;
        past.ask(scope, whole.revenue());
    }

    @Override
    public Learner learner() {
        return past;
    }

    @Override
    public Figure now() {
        return figure(past.way(scope).now());
    }

    @Override
    public Figure then() {
        return figure(past.way(scope).then());
    }

    @Override
    public SortedMap<Happening, Contribution> moves() {
        var before = then().parts();
        var moves = new TreeMap<Happening, Contribution>();
        for (var event : past.way(scope).after().entrySet()) {
            var after = figure(event.getValue()).parts();
            var adds = after.minus(before);
            if (!adds.isNothing()) {
                moves.put(event.getKey(), adds);
            }
            before = after;
        }
        return moves;
    }

    private Figure figure(RevenueSums sums) {
        return Figure.of(metric, whole.with(sums), scope);
    }
}
