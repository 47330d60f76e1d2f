package io.emdia.kpi;

import io.emdia.money.Fraction;

import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.util.List;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Recurring revenue, exactly: amounts are minor units a month.
 *
 * @param billed one for each rhythm
 * @param parts of a minor unit that the whole is told in, of which these sums are a share
 */
record RevenueSums(
        List<Billed> billed, Crossed crossed, Standings standings, @Nullable BigInteger parts) {

    static final RevenueSums NONE =
            new RevenueSums(
                    List.of(),
                    new Crossed(Fraction.ZERO, Fraction.ZERO, 0, 0),
                    new Standings(0, 0, 0, 0, 0, 0));

    RevenueSums(List<Billed> billed, Crossed crossed, Standings standings) {
        this(billed, crossed, standings, null);
    }

    /**
     * Amounts of one rhythm, minor units for so many intervals.
     *
     * @param now at {@code asOf}
     * @param opening the day before the window
     * @param closing at the window's end
     * @param moved within the window, one for each {@link Movement}; what is lost is negative
     */
    record Billed(Rhythm rhythm, long now, long opening, long closing, List<Long> moved) {

        private Billed negated() {
            return new Billed(
                    rhythm, -now, -opening, -closing, moved.stream().map(one -> -one).toList());
        }

        private boolean isNothing() {
            return now == 0
                    && opening == 0
                    && closing == 0
                    && moved.stream().allMatch(one -> one == 0);
        }

        private Billed plus(Billed other) {
            return new Billed(
                    rhythm,
                    Math.addExact(now, other.now),
                    Math.addExact(opening, other.opening),
                    Math.addExact(closing, other.closing),
                    IntStream.range(0, moved.size())
                            .mapToObj(at -> Math.addExact(moved.get(at), other.moved.get(at)))
                            .toList());
        }
    }

    /**
     * What became over the window of the customers that moved in it.
     *
     * @param lost what those with revenue before it had more than they have at its end
     * @param gained what those without revenue before it have at its end
     * @param churned customers with revenue before it who had none at the end of a day of it
     * @param forced those of them whose last loss of all revenue was by no wish of theirs
     */
    record Crossed(Fraction lost, Fraction gained, long churned, long forced) {

        Crossed times(long count) {
            return new Crossed(
                    lost.times(count), gained.times(count), churned * count, forced * count);
        }

        Crossed plus(Crossed other) {
            return new Crossed(
                    lost.plus(other.lost),
                    gained.plus(other.gained),
                    churned + other.churned,
                    forced + other.forced);
        }
    }

    /**
     * Subscriptions at {@code asOf}.
     *
     * @param payers customers with revenue the day before the window
     */
    record Standings(
            long trialing, long active, long pastDue, long paused, long canceled, long payers) {

        private Standings negated() {
            return new Standings(-trialing, -active, -pastDue, -paused, -canceled, -payers);
        }

        private Standings plus(Standings other) {
            return new Standings(
                    trialing + other.trialing,
                    active + other.active,
                    pastDue + other.pastDue,
                    paused + other.paused,
                    canceled + other.canceled,
                    payers + other.payers);
        }
    }

    /** With those of others beside them. */
    RevenueSums plus(RevenueSums other) {
        var byRhythm = new TreeMap<Rhythm, Billed>();
        Stream.concat(billed.stream(), other.billed.stream())
                .forEach(one -> byRhythm.merge(one.rhythm(), one, Billed::plus));
        return new RevenueSums(
                List.copyOf(byRhythm.values()),
                crossed.plus(other.crossed),
                standings.plus(other.standings),
                parts);
    }

    /** What, added to these, leaves nothing. */
    RevenueSums negated() {
        return new RevenueSums(
                billed.stream().map(Billed::negated).toList(),
                crossed.times(-1),
                standings.negated(),
                parts);
    }

    boolean isNothing() {
        return billed.stream().allMatch(Billed::isNothing)
                && crossed.equals(NONE.crossed)
                && standings.equals(NONE.standings);
    }

    /** A share of the whole is told in the whole's parts. */
    RevenueSums asShareOf(RevenueSums whole) {
        return in(whole.leastParts());
    }

    /** Told in so many parts of a minor unit. */
    RevenueSums in(BigInteger told) {
        return new RevenueSums(billed, crossed, standings, told);
    }

    Fraction revenue() {
        return monthly(Billed::now);
    }

    /** Rounded once, at the end. */
    long mrr() {
        return revenue().roundedHalfUp().longValueExact();
    }

    /** Twelve times what the months come to exactly. */
    long arr() {
        return revenue().times(Rhythm.MONTHS_A_YEAR).roundedHalfUp().longValueExact();
    }

    /** Never negative: the movement itself says which way it went. */
    long moved(Movement movement) {
        var moved = monthly(billed -> billed.moved().get(movement.ordinal()));
        var gained = movement.isLoss() ? moved.negated() : moved;
        return gained.roundedHalfUp().longValueExact();
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
        var all = parts == null ? leastParts() : parts;
        return amount.times(new Fraction(all, BigInteger.ONE)).roundedHalfUp();
    }

    /** The fewest that the window's sums are whole numbers of. */
    BigInteger leastParts() {
        return Stream.of(opening(), kept(), keptAtMost())
                .map(Fraction::denominator)
                .reduce(BigInteger.ONE, Fraction::leastCommonMultiple);
    }

    private Fraction monthly(ToLongFunction<Billed> amount) {
        return billed.stream()
                .map(one -> one.rhythm().monthly(amount.applyAsLong(one)))
                .reduce(Fraction.ZERO, Fraction::plus);
    }
}
