package io.emdia.habits;

import io.emdia.habits.PaymentCurve.Ends;

import java.util.List;

/**
 * The share paid by a day and its variance, in fractions and subject by subject. The variance is
 * put together from the risks of each day by the delta method, each with its own derivative, and
 * not by the formula that the product sums.
 */
record SlowCurve(long atRisk, Fraction share, Fraction variance) {

    enum Kind {
        PAID,
        LEFT,
        OPEN
    }

    /** One subject, last seen on a day. */
    record Seen(int day, Kind kind) {

        Ends ends() {
            return new Ends(day, is(Kind.PAID), is(Kind.LEFT), is(Kind.OPEN));
        }

        private long is(Kind asked) {
            return kind == asked ? 1 : 0;
        }

        Seen open() {
            return new Seen(day, Kind.OPEN);
        }

        boolean isPaidBy(int asked) {
            return kind == Kind.PAID && day <= asked;
        }
    }

    /** The risks of one day. */
    private record Risks(long n, Fraction paid, Fraction left) {

        static Risks of(List<Seen> seen, int day) {
            var n = seen.stream().filter(one -> one.day() >= day).count();
            return new Risks(n, risk(seen, day, Kind.PAID, n), risk(seen, day, Kind.LEFT, n));
        }

        private static Fraction risk(List<Seen> seen, int day, Kind kind, long n) {
            var ends = seen.stream().filter(one -> one.equals(new Seen(day, kind))).count();
            return n == 0 ? Fraction.ZERO : Fraction.of(ends, n);
        }

        Fraction stays() {
            return Fraction.ONE.minus(paid).minus(left);
        }
    }

    static SlowCurve at(List<Seen> seen, int day) {
        var variance = Fraction.ZERO;
        for (int at = 0; at <= day; at++) {
            variance = variance.plus(part(seen, day, at));
        }
        return new SlowCurve(Risks.of(seen, day).n(), share(seen, 0, day), variance);
    }

    /** Paid by a day of those who are there when another day begins. */
    private static Fraction share(List<Seen> seen, int from, int day) {
        var share = Fraction.ZERO;
        var there = Fraction.ONE;
        for (int at = from; at <= day; at++) {
            var risks = Risks.of(seen, at);
            share = share.plus(there.times(risks.paid()));
            there = there.times(risks.stays());
        }
        return share;
    }

    private static Fraction there(List<Seen> seen, int day) {
        var there = Fraction.ONE;
        for (int at = 0; at < day; at++) {
            there = there.times(Risks.of(seen, at).stays());
        }
        return there;
    }

    /** What the chance of one day adds: its risks vary as those of one draw of so many. */
    private static Fraction part(List<Seen> seen, int day, int at) {
        var risks = Risks.of(seen, at);
        if (risks.n() == 0) {
            return Fraction.ZERO;
        }
        var there = there(seen, at);
        var later = there.times(share(seen, at + 1, day));
        var byPaid = there.minus(later);
        var byLeft = Fraction.ZERO.minus(later);
        return square(byPaid, risks.paid())
                .plus(square(byLeft, risks.left()))
                .minus(
                        Fraction.of(2, 1)
                                .times(byPaid)
                                .times(byLeft)
                                .times(risks.paid())
                                .times(risks.left()))
                .over(risks.n());
    }

    private static Fraction square(Fraction derivative, Fraction risk) {
        return derivative.times(derivative).times(risk).times(Fraction.ONE.minus(risk));
    }

    /** Kaplan's and Meier's estimate, and Greenwood's variance of it. */
    record Survival(Fraction survival, Fraction variance) {}

    static Survival greenwood(List<Seen> seen, int day) {
        var sum = Fraction.ZERO;
        for (int at = 0; at <= day; at++) {
            var n = Risks.of(seen, at).n();
            var now = at;
            var d = seen.stream().filter(one -> one.equals(new Seen(now, Kind.PAID))).count();
            if (d == n) {
                return new Survival(Fraction.ZERO, Fraction.ZERO);
            }
            sum = sum.plus(Fraction.of(d, n * (n - d)));
        }
        var survival = there(seen, day + 1);
        return new Survival(survival, survival.times(survival).times(sum));
    }
}
