package io.emdia.kpi;

import io.emdia.ledger.Charge;

import org.jspecify.annotations.Nullable;

import java.math.BigInteger;

/**
 * What sums of some cells alone add to a metric of the whole. All metrics but one are sums over
 * cells; of the median it is what was received up to the lag that is the whole's median.
 */
record Shares(Metric metric, Scope scope, @Nullable Integer median, RevenueSums revenue) {

    static Shares of(Metric metric, Scope scope, CellSums whole) {
        return new Shares(metric, scope, new Quantities(whole, scope).medianLag(), whole.revenue());
    }

    /** Of one charge alone. */
    Contribution of(Charge charge) {
        var cells = new Cells();
        ChargeCells.add(charge, cells, 1);
        return of(CellSums.of(cells, scope));
    }

    Contribution of(CellSums sums) {
        var quantities = new Quantities(sums, scope);
        var numerator =
                metric == Metric.MEDIAN_DAYS_FROM_DUE
                        ? receivedByMedian(sums)
                        : metric.numerator(quantities);
        return new Contribution(numerator, metric.denominator(quantities));
    }

    private BigInteger receivedByMedian(CellSums sums) {
        return median == null
                ? BigInteger.ZERO
                : sums.received().stream()
                        .filter(received -> received.lagDays() <= median)
                        .map(received -> BigInteger.valueOf(received.amount()))
                        .reduce(BigInteger.ZERO, BigInteger::add);
    }
}
