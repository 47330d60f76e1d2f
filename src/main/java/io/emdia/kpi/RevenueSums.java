package io.emdia.kpi;

import io.emdia.money.Fraction;

import java.math.BigInteger;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * Recurring revenue, exactly: amounts are minor units a month.
 *
 * @param billed one for each rhythm
 */
record RevenueSums(List<Billed> billed, Crossed crossed, Standings standings) {

    static final RevenueSums NONE =
            new RevenueSums(
                    List.of(),
                    new Crossed(Fraction.ZERO, Fraction.ZERO, 0, 0),
                    new Standings(0, 0, 0, 0, 0, 0));

    /**
     * Amounts of one rhythm, minor units for so many intervals.
     *
     * @param now at {@code asOf}
     * @param opening the day before the window
     * @param closing at the window's end
     * @param moved within the window, one for each {@link Movement}; what is lost is negative
     */
    record Billed(Rhythm rhythm, long now, long opening, long closing, List<Long> moved) {}

    /**
     * What became over the window of the customers that moved in it.
     *
     * @param lost what those with revenue before it had more than they have at its end
     * @param gained what those without revenue before it have at its end
     * @param churned customers with revenue before it who had none at the end of a day of it
     * @param forced those of them whose last loss of all revenue was by no wish of theirs
     */
    record Crossed(Fraction lost, Fraction gained, long churned, long forced) {}

    /**
     * Subscriptions at {@code asOf}.
     *
     * @param payers customers with revenue the day before the window
     */
    record Standings(
            long trialing, long active, long pastDue, long paused, long canceled, long payers) {}

    Fraction revenue() {
        return monthly(Billed::now);
    }

    /** Rounded once, at the end. */
    long mrr() {
        return revenue().roundedHalfUp();
    }

    /** Twelve times what the months come to exactly. */
    long arr() {
        return revenue().times(Rhythm.MONTHS_A_YEAR).roundedHalfUp();
    }

    /** Never negative: the movement itself says which way it went. */
    long moved(Movement movement) {
        var moved = monthly(billed -> billed.moved().get(movement.ordinal()));
        return (movement.isLoss() ? moved.negated() : moved).roundedHalfUp();
    }

    Fraction opening() {
        return monthly(Billed::opening);
    }

    /** What the customers with revenue before the window have at its end. */
    Fraction kept() {
        return monthly(Billed::closing).minus(crossed.gained());
    }

    /** The same, of each at most what it had before. */
    Fraction keptAtMost() {
        return opening().minus(crossed.lost());
    }

    long voluntary() {
        return crossed.churned() - crossed.forced();
    }

    /** In the smallest part of a minor unit that all of the window's sums are whole numbers of. */
    BigInteger inParts(Fraction amount) {
        var parts =
                Stream.of(opening(), kept(), keptAtMost())
                        .map(Fraction::denominator)
                        .reduce(BigInteger.ONE, RevenueSums::leastCommonMultiple);
        return amount.numerator().multiply(parts.divide(amount.denominator()));
    }

    private static BigInteger leastCommonMultiple(BigInteger one, BigInteger other) {
        return one.divide(one.gcd(other)).multiply(other);
    }

    private Fraction monthly(ToLongFunction<Billed> amount) {
        return billed.stream()
                .map(one -> one.rhythm().monthly(amount.applyAsLong(one)))
                .reduce(Fraction.ZERO, Fraction::plus);
    }
}
