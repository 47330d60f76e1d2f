package io.emdia.kpi;

import io.emdia.money.Fraction;

import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.util.Map;
import java.util.TreeMap;

/** Exact amounts along a timeline, kept by denominator, of which there are few. */
final class FractionCurve {

    private final int points;
    private final Map<BigInteger, @Nullable BigInteger[]> steps = new TreeMap<>();
    private Fraction sum = Fraction.ZERO;
    private int next;

    FractionCurve(int points) {
        this.points = points;
    }

    /** Counts from a point on, up to before another. */
    void add(int from, int until, Fraction amount) {
        if (amount.signum() != 0) {
            step(from, amount);
            step(until, amount.negated());
        }
    }

    private void step(int point, Fraction amount) {
        if (point < points) {
            var of = steps.computeIfAbsent(amount.denominator(), _ -> new BigInteger[points]);
            var held = of[point];
            of[point] = held == null ? amount.numerator() : held.add(amount.numerator());
        }
    }

    /** The sum at the next point. */
    Fraction next() {
        for (var step : steps.entrySet()) {
            var moved = step.getValue()[next];
            if (moved != null) {
                sum = sum.plus(new Fraction(moved, step.getKey()));
            }
        }
        next++;
        return sum;
    }
}
