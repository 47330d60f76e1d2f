package io.emdia.money;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** Ratios of exact numbers, rounded once: 6 decimals, HALF_EVEN. */
public final class Ratios {

    private static final int DECIMALS = 6;

    private Ratios() {}

    /** Null when there is nothing to divide by. */
    public static @Nullable BigDecimal of(long numerator, long denominator) {
        return of(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
    }

    /** Null when there is nothing to divide by. */
    public static @Nullable BigDecimal of(BigInteger numerator, BigInteger denominator) {
        if (denominator.signum() == 0) {
            return null;
        }
        return new BigDecimal(numerator)
                .divide(new BigDecimal(denominator), DECIMALS, RoundingMode.HALF_EVEN);
    }
}
