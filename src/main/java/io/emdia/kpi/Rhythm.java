package io.emdia.kpi;

import io.emdia.facts.SubscriptionFact.Interval;
import io.emdia.money.Fraction;

import java.util.Comparator;
import java.util.Locale;

/**
 * How often a subscription bills: amounts of one rhythm add up, of different ones only as what they
 * come to in a month.
 *
 * @param count of intervals that one amount is for
 */
record Rhythm(Interval interval, int count) implements Comparable<Rhythm> {

    private static final Comparator<Rhythm> ORDER =
            Comparator.comparing(Rhythm::code).thenComparing(Rhythm::count);

    static final int MONTHS_A_YEAR = 12;

    /** What an amount comes to in a month, exactly. */
    Fraction monthly(long amount) {
        return Fraction.of(amount)
                .times(Fraction.of(intervalsAYear(), (long) MONTHS_A_YEAR * count));
    }

    private long intervalsAYear() {
        return switch (interval) {
            case DAY -> 365;
            case WEEK -> 52;
            case MONTH -> MONTHS_A_YEAR;
            case QUARTER -> 4;
            case YEAR -> 1;
        };
    }

    String code() {
        return interval.code();
    }

    /** As in {@code month/1}. */
    String text() {
        return code() + "/" + count;
    }

    static Rhythm of(String code, int count) {
        return new Rhythm(Interval.valueOf(code.toUpperCase(Locale.ROOT)), count);
    }

    static Rhythm of(String text) {
        var slash = text.indexOf('/');
        return of(text.substring(0, slash), Integer.parseInt(text, slash + 1, text.length(), 10));
    }

    @Override
    public int compareTo(Rhythm other) {
        return ORDER.compare(this, other);
    }
}
