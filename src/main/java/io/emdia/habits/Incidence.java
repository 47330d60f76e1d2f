package io.emdia.habits;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * The share that an event has reached by now, among ends of which only the first of each subject is
 * seen, after Aalen and Johansen (1978). Its variance is that of Dinse and Larson (1986), also in
 * Marubini and Valsecchi (1995), by the delta method: with F the share, S the part without an end
 * and, at the time j, n at risk, d ends and e events among them,
 *
 * <pre>
 * var F = sum of (F - F[j])² d / n(n - d) + S[j-1]² e(n - e) / n³ - 2 (F - F[j]) S[j-1] e / n²
 * </pre>
 *
 * Without other ends this is Greenwood's formula for 1 - S; without censoring it is F(1 - F) / n.
 */
final class Incidence {

    private static final int DECIMALS = 6;

    /** Far beyond what is shown, so that what is shown is right. */
    private static final MathContext EXACT = new MathContext(60, RoundingMode.HALF_EVEN);

    private static final MathContext ROOT = new MathContext(30, RoundingMode.HALF_EVEN);

    /** What division leaves beyond these decimals is no part of the number. */
    private static final int SURE_DECIMALS = 40;

    private BigDecimal reached = BigDecimal.ZERO;
    private BigDecimal without = BigDecimal.ONE;

    /** The variance is {@code square F² - 2 line F + rest}; all of them are sums over j. */
    private BigDecimal square = BigDecimal.ZERO;

    private BigDecimal line = BigDecimal.ZERO;
    private BigDecimal rest = BigDecimal.ZERO;

    private BigDecimal share = rounded(BigDecimal.ZERO);
    private BigDecimal standardError = rounded(BigDecimal.ZERO);

    /** Goes on to the next time; whoever is lost from sight at it was still at risk. */
    void end(long atRisk, long events, long others) {
        if (events + others > 0) {
            step(
                    BigDecimal.valueOf(atRisk),
                    BigDecimal.valueOf(events),
                    BigDecimal.valueOf(events + others));
            share = rounded(reached);
            standardError = rounded(variance().max(BigDecimal.ZERO).sqrt(ROOT));
        }
    }

    private void step(BigDecimal n, BigDecimal events, BigDecimal ends) {
        var before = without;
        var rate = events.divide(n, EXACT);
        reached = reached.add(before.multiply(rate, EXACT), EXACT);
        without = before.multiply(n.subtract(ends), EXACT).divide(n, EXACT);

        if (ends.compareTo(n) < 0) {
            bend(ends.divide(n.multiply(n.subtract(ends)), EXACT));
        }
        var moved = before.multiply(rate, EXACT).divide(n, EXACT);
        line = line.add(moved, EXACT);
        rest = rest.add(moved.multiply(reached, EXACT).multiply(BigDecimal.TWO), EXACT);
        var left = before.multiply(n.subtract(events), EXACT).divide(n, EXACT);
        rest = rest.add(moved.multiply(left, EXACT), EXACT);
    }

    /** With nobody left F stays as it is, and so does what stands here. */
    private void bend(BigDecimal greenwood) {
        square = square.add(greenwood, EXACT);
        line = line.add(greenwood.multiply(reached, EXACT), EXACT);
        rest = rest.add(greenwood.multiply(reached.multiply(reached, EXACT), EXACT), EXACT);
    }

    private BigDecimal variance() {
        return square.multiply(reached, EXACT)
                .subtract(line.multiply(BigDecimal.TWO))
                .multiply(reached, EXACT)
                .add(rest, EXACT);
    }

    private static BigDecimal rounded(BigDecimal exact) {
        return exact.setScale(SURE_DECIMALS, RoundingMode.HALF_EVEN)
                .setScale(DECIMALS, RoundingMode.HALF_EVEN);
    }

    /** To 6 decimals. */
    BigDecimal share() {
        return share;
    }

    /** To 6 decimals. */
    BigDecimal standardError() {
        return standardError;
    }
}
