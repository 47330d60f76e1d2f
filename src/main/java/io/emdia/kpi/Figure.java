package io.emdia.kpi;

import io.emdia.money.Ratios;

import org.jspecify.annotations.Nullable;

/**
 * @param value as in a document
 */
record Figure(@Nullable Number value, Contribution parts) {

    static Figure of(Metric metric, CellSums sums, Scope scope) {
        var quantities = new Quantities(sums, scope);
        return new Figure(metric.value(quantities), parts(metric, quantities));
    }

    /** An amount or a count, or a ratio. */
    static Figure of(Contribution parts) {
        var denominator = parts.denominator();
        return denominator == null
                ? new Figure(parts.numerator(), parts)
                : new Figure(Ratios.of(parts.numerator(), denominator), parts);
    }

    private static Contribution parts(Metric metric, Quantities quantities) {
        return new Contribution(metric.numerator(quantities), metric.denominator(quantities));
    }
}
