package io.emdia.kpi;

import io.emdia.money.Fraction;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.util.SortedMap;

/**
 * One payer's movement of one business day. Before and after are exact monthly minor units.
 *
 * @param isForced a subscription of the payer ended that day by no wish of its own
 * @param changes by rhythm, minor units; none that is 0
 * @param previousOn the day of the payer's movement before this one
 * @param nextOn the day of the one after it
 */
record Mover(
        LocalDate day,
        Movement movement,
        boolean isForced,
        Fraction before,
        Fraction after,
        SortedMap<Rhythm, Long> changes,
        @Nullable LocalDate previousOn,
        @Nullable LocalDate nextOn) {

    /** By how many customers with revenue there are more. */
    long payers() {
        return Integer.signum(Math.max(0, after.signum()))
                - Integer.signum(Math.max(0, before.signum()));
    }

    Mover between(@Nullable LocalDate previous, @Nullable LocalDate next) {
        return new Mover(day, movement, isForced, before, after, changes, previous, next);
    }
}
