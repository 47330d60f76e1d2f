package io.emdia.kpi;

import io.r2dbc.spi.Connection;

import reactor.core.publisher.Mono;

import java.util.SortedMap;

/** What events moved of one metric within one scope, learned in any order. */
interface Trail {

    /** An event that tells of several charges may be learned in several parts. */
    void learn(Happening happening, Delta delta);

    /** Reads what more is needed of the present, once all is learned. */
    default Mono<Void> complete(Connection unit) {
        return Mono.empty();
    }

    /** As it was before all that was learned. */
    Figure then();

    /** In the order of the records, what each added; together they lead from then to now. */
    SortedMap<Happening, Contribution> moves();

    /** Of charges and those who owe them; of recurring revenue it is not told what moved it. */
    static boolean follows(Metric metric) {
        return !metric.isOfSubscriptions();
    }

    /**
     * @param whole the sums of the present
     */
    static Trail of(Metric metric, Scope scope, CellSums whole) {
        if (metric == Metric.MEDIAN_DAYS_FROM_DUE) {
            return new MedianTrail(scope, whole);
        }
        return metric.families().contains(Metric.Family.CUSTOMERS)
                ? new CrowdTrail(metric, scope, whole)
                : new SumTrail(metric, scope, whole);
    }
}
