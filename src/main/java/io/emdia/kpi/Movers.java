package io.emdia.kpi;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How often each row of a payer's movements is counted: a payer that moves is taken away as it was
 * and added as it is, so that what changed adds to what there was as cells do.
 */
final class Movers {

    private final Map<OfPayer, Long> counts = new HashMap<>();

    /** All movements of one payer, in the order of the days. */
    private record OfPayer(Payer payer, List<Mover> movers) {}

    /** Takes one of them. */
    @FunctionalInterface
    interface Visit {
        void take(Payer payer, List<Mover> movers, long count);
    }

    void add(Payer payer, List<Mover> movers, long count) {
        if (!movers.isEmpty()) {
            var key = new OfPayer(payer, List.copyOf(movers));
            if (counts.merge(key, count, Math::addExact) == 0) {
                counts.remove(key);
            }
        }
    }

    /** Adds all of these to others. */
    void addTo(Movers others) {
        each(others::add);
    }

    /** In no order. */
    void each(Visit visit) {
        counts.forEach((key, count) -> visit.take(key.payer(), key.movers(), count));
    }

    boolean isEmpty() {
        return counts.isEmpty();
    }
}
