package io.emdia.kpi;

import io.emdia.money.Fraction;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How a customer's recurring revenue moved from one business day to the next. */
enum Movement {
    NEW,
    EXPANSION,
    CONTRACTION,
    CHURN,
    REACTIVATION;

    /** Of the cells, one for each of them. */
    static final List<String> COLUMNS = Arrays.stream(values()).map(Movement::column).toList();

    /**
     * What the whole of a day comes to, whatever happened in it. A change that comes to nothing is
     * an expansion by nothing.
     *
     * @param isKnown had revenue at the end of an earlier day
     */
    static Movement of(Fraction before, Fraction after, boolean isKnown) {
        if (before.signum() <= 0 && after.signum() > 0) {
            return isKnown ? REACTIVATION : NEW;
        }
        if (before.signum() > 0 && after.signum() <= 0) {
            return CHURN;
        }
        return after.compareTo(before) < 0 ? CONTRACTION : EXPANSION;
    }

    /** It takes away. */
    boolean isLoss() {
        return this == CONTRACTION || this == CHURN;
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Of the cells. */
    String column() {
        return code() + "_amount";
    }
}
