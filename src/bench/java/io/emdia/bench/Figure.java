package io.emdia.bench;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;

/**
 * One measured figure.
 *
 * @param name what was measured, in words
 * @param value the median of the runs
 * @param unit of the value and of the runs
 * @param runs every counted run, in the order they were made
 * @param limit what the machine itself did in the same run, null where nothing is compared
 * @param aim what the figure should reach, null where there is none
 */
record Figure(
        String name,
        double value,
        String unit,
        List<Double> runs,
        @Nullable Limit limit,
        @Nullable Aim aim) {

    /**
     * @param ratio the median of the value by the limit, run by run
     */
    record Limit(String name, double value, String unit, double ratio) {}

    /**
     * @param text the aim in words, as in "at least 0.25 of the limit"
     */
    record Aim(String text, boolean isMet) {}

    static Figure of(String name, String unit, List<Double> runs) {
        return new Figure(name, Runs.median(runs), unit, List.copyOf(runs), null, null);
    }

    /** Beside a limit measured in turn with it, one limit a run. */
    Figure beside(String limitName, List<Double> limits) {
        var median = Runs.median(limits);
        return new Figure(
                name,
                value,
                unit,
                runs,
                new Limit(limitName, median, unit, Runs.median(Runs.ratios(runs, limits))),
                aim);
    }

    Figure atLeast(double least) {
        return aimed("at least " + number(least) + " " + unit, value >= least);
    }

    Figure under(double most) {
        return aimed("under " + number(most) + " " + unit, value < most);
    }

    /** The share of the limit that should be reached. */
    Figure atLeastOfLimit(double share) {
        var reached = limit == null ? Double.NaN : limit.ratio();
        return aimed("at least " + number(share) + " of the limit", reached >= share);
    }

    /** How far beside its limit it may be. */
    Figure ratioUnder(double most) {
        var reached = limit == null ? Double.NaN : limit.ratio();
        return aimed("under " + number(most) + " of the limit", reached < most);
    }

    private Figure aimed(String text, boolean isMet) {
        var both =
                aim == null
                        ? new Aim(text, isMet)
                        : new Aim(aim.text() + ", " + text, aim.isMet() && isMet);
        return new Figure(name, value, unit, runs, limit, both);
    }

    static String number(double value) {
        var digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
        return String.format(Locale.ROOT, "%,." + digits + "f", value);
    }
}
