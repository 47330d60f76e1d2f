package io.emdia.kpi;

import io.emdia.facts.Ids;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.Map.Entry;
import java.util.SortedMap;

/** One customer in one currency. */
record Debtor(String merchantId, String connectionId, String customerId, String currency) {

    static final Comparator<Debtor> ORDER =
            Comparator.comparing(Debtor::merchantId, Ids.BY_BYTES)
                    .thenComparing(Debtor::connectionId, Ids.BY_BYTES)
                    .thenComparing(Debtor::customerId, Ids.BY_BYTES)
                    .thenComparing(Debtor::currency, Ids.BY_BYTES);

    /** Stands for all methods together. */
    static final String ALL_METHODS = "";

    static Debtor of(Key.Edge edge) {
        return new Debtor(
                edge.merchantId(), edge.connectionId(), edge.customerId(), edge.currency());
    }

    /** Answers what is kept after the moves, and adds what they change of the crowds. */
    DebtorEdges move(
            DebtorEdges before, Iterable<Entry<Key.Edge, long[]>> moves, Deltas<Key.Crowd> crowds) {
        var after = before.plus(moves);
        addTo(crowds, before, -1);
        addTo(crowds, after, 1);
        return after;
    }

    /** Adds the crowds that such edges make of this debtor. */
    void addTo(Deltas<Key.Crowd> crowds, DebtorEdges edges, int sign) {
        edges.byMethod().forEach((method, byDay) -> addTo(crowds, method, byDay, sign));
        addTo(crowds, ALL_METHODS, edges.together(), sign);
    }

    private void addTo(
            Deltas<Key.Crowd> crowds, String method, SortedMap<Long, long[]> byDay, int sign) {
        long counted = 0;
        long overdue = 0;
        for (var edge : byDay.entrySet()) {
            var customers = -Long.signum(counted);
            var delinquent = -Long.signum(overdue);
            counted += edge.getValue()[0];
            overdue += edge.getValue()[1];
            customers += Long.signum(counted);
            delinquent += Long.signum(overdue);
            if (customers != 0 || delinquent != 0) {
                var day = LocalDate.ofEpochDay(edge.getKey());
                var key = new Key.Crowd(merchantId, currency, method, day);
                crowds.add(key, sign, delinquent, customers);
            }
        }
    }
}
