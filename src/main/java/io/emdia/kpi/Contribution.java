package io.emdia.kpi;

import org.jspecify.annotations.Nullable;

import java.math.BigInteger;

/**
 * What something adds to a metric.
 *
 * @param denominator null where the metric has none
 */
record Contribution(BigInteger numerator, @Nullable BigInteger denominator) {

    boolean isNothing() {
        return numerator.signum() == 0 && (denominator == null || denominator.signum() == 0);
    }

    Contribution plus(Contribution other) {
        return new Contribution(
                numerator.add(other.numerator), sum(denominator, other.denominator));
    }

    Contribution minus(Contribution other) {
        return plus(other.negated());
    }

    private Contribution negated() {
        return new Contribution(
                numerator.negate(), denominator == null ? null : denominator.negate());
    }

    private static @Nullable BigInteger sum(@Nullable BigInteger one, @Nullable BigInteger other) {
        return one == null || other == null ? null : one.add(other);
    }
}
