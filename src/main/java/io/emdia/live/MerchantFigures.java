package io.emdia.live;

import io.emdia.facts.Method;
import io.emdia.kpi.KpiDocument;
import io.emdia.kpi.MethodBalance;
import io.emdia.money.Currencies;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the gauges show of one merchant, or of several summed, in one currency. Amounts are minor
 * units; a ratio or a mean that cannot be made from summed parts is null in a sum.
 */
record MerchantFigures(
        String merchant,
        String currency,
        long overdue,
        long doubtful,
        long receivable,
        long recovered,
        long issued,
        long windowDays,
        long delinquentCustomers,
        Map<String, Long> aging,
        Map<Method, Owed> methods,
        @Nullable BigDecimal delinquencyRatio,
        @Nullable BigDecimal recoveryRatio,
        @Nullable BigDecimal collectionDays) {

    /** Open amounts of one method's charges. */
    record Owed(long overdue, long receivable) {

        static Owed of(MethodBalance balance) {
            return new Owed(balance.overdue(), balance.receivable());
        }

        Owed plus(Owed other) {
            return new Owed(
                    Math.addExact(overdue, other.overdue),
                    Math.addExact(receivable, other.receivable));
        }
    }

    static MerchantFigures of(KpiDocument document, List<MethodBalance> open) {
        var delinquency = document.delinquency();
        var methods = new EnumMap<Method, Owed>(Method.class);
        open.forEach(balance -> methods.put(balance.method(), Owed.of(balance)));
        var aging = new LinkedHashMap<String, Long>();
        document.aging().forEach(bucket -> aging.put(bucket.bucket(), bucket.amount()));
        return new MerchantFigures(
                document.merchant(),
                document.currency(),
                delinquency.overdueAmount(),
                delinquency.doubtfulAmount(),
                delinquency.receivableAmount(),
                document.recovery().recoveredAmount(),
                document.collection().issuedAmount(),
                document.window().end().toEpochDay() - document.window().start().toEpochDay() + 1,
                delinquency.delinquentCustomers(),
                aging,
                methods,
                delinquency.rate(),
                document.recovery().rate(),
                document.collection().averageDaysFromDue());
    }

    MerchantFigures named(String name) {
        return new MerchantFigures(
                name,
                currency,
                overdue,
                doubtful,
                receivable,
                recovered,
                issued,
                windowDays,
                delinquentCustomers,
                aging,
                methods,
                null,
                null,
                null);
    }

    /** Both together, in the same currency and under this one's name. */
    MerchantFigures plus(MerchantFigures other) {
        var buckets = new LinkedHashMap<>(aging);
        other.aging.forEach((bucket, amount) -> buckets.merge(bucket, amount, Math::addExact));
        var owed = new EnumMap<Method, Owed>(Method.class);
        owed.putAll(methods);
        other.methods.forEach((method, more) -> owed.merge(method, more, Owed::plus));
        return new MerchantFigures(
                merchant,
                currency,
                Math.addExact(overdue, other.overdue),
                Math.addExact(doubtful, other.doubtful),
                Math.addExact(receivable, other.receivable),
                Math.addExact(recovered, other.recovered),
                Math.addExact(issued, other.issued),
                windowDays,
                Math.addExact(delinquentCustomers, other.delinquentCustomers),
                buckets,
                owed,
                null,
                null,
                null);
    }

    @Nullable BigDecimal bookRatio() {
        return ratio(overdue, receivable, 1);
    }

    @Nullable BigDecimal dsoDays() {
        return ratio(receivable, issued, windowDays);
    }

    BigDecimal majorUnits(long minorUnits) {
        return Currencies.toMajorUnits(minorUnits, currency);
    }

    private static @Nullable BigDecimal ratio(long numerator, long denominator, long times) {
        return denominator == 0
                ? null
                : BigDecimal.valueOf(numerator)
                        .multiply(BigDecimal.valueOf(times))
                        .divide(BigDecimal.valueOf(denominator), MathContext.DECIMAL64);
    }
}
