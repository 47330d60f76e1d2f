package io.emdia.kpi;

/**
 * Sums that rise and fall along a timeline: told as what begins to count at a point and what ceases
 * to, then read from the first point to the last.
 */
final class Curve {

    private final long[][] steps;
    private final long[] sums;
    private int next;

    Curve(int points, int columns) {
        steps = new long[points][columns];
        sums = new long[columns];
    }

    /** Counts from a point on; past the last one nothing does. */
    void begin(int point, long... amounts) {
        if (point < steps.length) {
            add(steps[point], amounts, 1);
        }
    }

    /** Counts from a point on no more. */
    void end(int point, long... amounts) {
        if (point < steps.length) {
            add(steps[point], amounts, -1);
        }
    }

    /** Counts from a point on, up to before another. */
    void add(int from, int until, long... amounts) {
        if (from < until) {
            begin(from, amounts);
            end(until, amounts);
        }
    }

    /** The sums at the next point; the same array each time. */
    long[] next() {
        add(sums, steps[next++], 1);
        return sums;
    }

    private static void add(long[] sums, long[] amounts, long sign) {
        for (int at = 0; at < sums.length; at++) {
            sums[at] = Math.addExact(sums[at], Math.multiplyExact(sign, amounts[at]));
        }
    }
}
