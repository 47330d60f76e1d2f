package io.emdia.habits;

import io.emdia.kpi.PaymentLags.Lag;

import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.util.List;

/**
 * How many days after the effective due day money came, exactly.
 *
 * @param p50 the smallest lag by which half of the received amount had come; null without any
 * @param histogram from the shortest lag to the longest, negative when early
 */
record DaysToPay(
        long receivedAmount,
        long payments,
        @Nullable Integer p50,
        @Nullable Integer p90,
        @Nullable Integer p99,
        List<Lag> histogram) {

    private static final BigInteger HUNDRED = BigInteger.valueOf(100);

    static DaysToPay of(List<Lag> lags) {
        return new DaysToPay(
                lags.stream().mapToLong(Lag::amount).reduce(0, Math::addExact),
                lags.stream().mapToLong(Lag::payments).sum(),
                percentile(lags, 50),
                percentile(lags, 90),
                percentile(lags, 99),
                lags);
    }

    private static @Nullable Integer percentile(List<Lag> lags, int percent) {
        var total = sum(lags);
        if (total.signum() == 0) {
            return null;
        }
        var asked = total.multiply(BigInteger.valueOf(percent));
        var reached = BigInteger.ZERO;
        for (var lag : lags) {
            reached = reached.add(BigInteger.valueOf(lag.amount()).multiply(HUNDRED));
            if (reached.compareTo(asked) >= 0) {
                return lag.days();
            }
        }
        return lags.getLast().days();
    }

    private static BigInteger sum(List<Lag> lags) {
        return lags.stream()
                .map(lag -> BigInteger.valueOf(lag.amount()))
                .reduce(BigInteger.ZERO, BigInteger::add);
    }
}
