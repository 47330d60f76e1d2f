package io.emdia.kpi;

import java.util.SortedMap;

/**
 * What events moved of one metric within one scope. All that is told of one metric within one
 * question, of whichever scope, is told in the same parts.
 */
interface Trail {

    /** Who learns what this tells; several trails may share one. */
    Learner learner();

    Figure now();

    /** As it was before all that was learned. */
    Figure then();

    /** In the order of the records, what each added; together they lead from then to now. */
    SortedMap<Happening, Contribution> moves();

    /**
     * @param whole the sums of the present
     * @param past shared by all trails of one question
     */
    static Trail of(Metric metric, Scope scope, CellSums whole, RevenuePast past) {
        if (metric.isOfSubscriptions()) {
            return new RevenueTrail(metric, scope, whole, past);
        }
        if (metric == Metric.MEDIAN_DAYS_FROM_DUE) {
            return new MedianTrail(scope, whole);
        }
        return metric.families().contains(Metric.Family.CUSTOMERS)
                ? new CrowdTrail(metric, scope, whole)
                : new SumTrail(metric, scope, whole);
    }
}
