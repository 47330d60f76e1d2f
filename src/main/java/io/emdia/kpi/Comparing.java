package io.emdia.kpi;

import io.emdia.http.Page;
import io.emdia.kpi.Detail.OfEvent;
import io.emdia.kpi.Detail.OfTime;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;

/**
 * A figure of now and of then, and what leads from one to the other.
 *
 * @param trail within today's scope
 * @param thenTrail the same metric within the scope of then, which may be the same
 */
record Comparing(Instant since, Scope scope, Trail trail, Scope thenScope, Trail thenTrail) {

    private static final String NOWHERE = "";

    /** Larger moves first, whichever way; equal ones by the connection and the id. */
    private static final Comparator<Rank> ORDER = Rank.FARTHEST_FIRST;

    /** The event as it was recorded last, and what all its bodies together moved. */
    private record Moved(Happening event, Contribution adds, int bodies) {

        Moved and(Moved later) {
            return new Moved(later.event, adds.plus(later.adds), bodies + later.bodies);
        }

        boolean isTakenBack() {
            return bodies > 1 && adds.isNothing();
        }

        Rank rank() {
            return new Rank(adds, event.connectionId(), event.eventId());
        }
    }

    Comparison answer(Explanations.Asked asked, long version) {
        var now = trail.now();
        var then = thenTrail.then();
        var ranking = new Ranking<Detail>(ORDER, asked.size() + 1, asked.after());
        var _ = offer(trail.moves(), ranking);
        var passed = trail.then().parts().minus(then.parts());
        ranking.offer(
                new Rank(passed, NOWHERE, NOWHERE), new OfTime(thenScope.asOf(), scope.asOf()));
        var page = Page.of(ranking.first(), asked.size(), last -> last.getKey().cursor());
        return new Comparison(
                asked.metric().code(),
                scope.currency(),
                scope.asOf(),
                new KpiDocument.Window(scope.start(), scope.end()),
                version,
                now.value(),
                now.parts().numerator(),
                now.parts().denominator(),
                since,
                Comparison.Then.of(then, thenScope),
                Comparison.Change.of(now.parts().minus(then.parts())),
                page.items().stream().map(one -> Item.of(one.getKey(), one.getValue())).toList(),
                page.nextCursor());
    }

    /** Answers how many of the events moved something. */
    static long offer(SortedMap<Happening, Contribution> moves, Ranking<Detail> ranking) {
        var byEvent = new HashMap<Map.Entry<String, String>, Moved>();
        moves.forEach(
                (event, adds) ->
                        byEvent.merge(
                                Map.entry(event.connectionId(), event.eventId()),
                                new Moved(event, adds, 1),
                                Moved::and));
        byEvent.values().removeIf(Moved::isTakenBack);
        byEvent.values().forEach(moved -> ranking.offer(moved.rank(), OfEvent.of(moved.event())));
        return byEvent.size();
    }
}
