package io.emdia.kpi;

import static java.util.Objects.requireNonNull;

import io.emdia.kpi.CellSums.Decline;
import io.emdia.kpi.CellSums.Received;
import io.emdia.ledger.Aging;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What the parts come to in the currency of the sums. Numerators and denominators are sums over
 * cells, so each part adds to them what it is worth; only then they are rounded, or divided.
 */
final class ConsolidatedSums {

    private static final int RATIO_DECIMALS = 6;

    /** Made of charges, customers, attempts or subscriptions, which are worth the same anywhere. */
    static final Set<Metric> COUNTS =
            EnumSet.of(
                    Metric.RATE_BY_COUNT,
                    Metric.BOOK_RATE_BY_COUNT,
                    Metric.OVERDUE_CHARGES,
                    Metric.DOUBTFUL_CHARGES,
                    Metric.RECEIVABLE_CHARGES,
                    Metric.DELINQUENT_CUSTOMERS,
                    Metric.ALL_CUSTOMERS,
                    Metric.DELINQUENT_CUSTOMERS_RATE,
                    Metric.FIRST_ATTEMPT_SUCCESS_RATE,
                    Metric.DECLINE_RATE,
                    Metric.DISPUTE_RATE,
                    Metric.CHURN_RATE,
                    Metric.VOLUNTARY_RATE,
                    Metric.INVOLUNTARY_RATE,
                    Metric.TRIALING,
                    Metric.ACTIVE,
                    Metric.PAST_DUE,
                    Metric.PAUSED,
                    Metric.CANCELED);

    private final List<Worth> parts = new ArrayList<>();

    private record Worth(BigDecimal factor, Quantities quantities) {}

    ConsolidatedSums(Parts parts, Scope scope) {
        parts.each(
                (part, cells) -> {
                    var its = scope.in(part.currency());
                    var quantities = new Quantities(CellSums.of(cells, its), its);
                    this.parts.add(new Worth(part.factor(), quantities));
                });
    }

    /** Of an amount or a count, rounded once. */
    long whole(Metric metric) {
        return rounded(sum(metric, metric::numerator));
    }

    /** Null where there is nothing to divide by. */
    @Nullable BigDecimal ratio(Metric metric) {
        return ratio(
                sum(metric, metric::numerator),
                sum(metric, its -> requireNonNull(metric.denominator(its))));
    }

    static @Nullable BigDecimal ratio(BigDecimal numerator, BigDecimal denominator) {
        return denominator.signum() == 0
                ? null
                : numerator.divide(denominator, RATIO_DECIMALS, RoundingMode.HALF_EVEN);
    }

    static long rounded(BigDecimal amount) {
        return amount.setScale(0, RoundingMode.HALF_EVEN).longValueExact();
    }

    private BigDecimal sum(Metric metric, Function<Quantities, BigInteger> part) {
        var isCount = COUNTS.contains(metric);
        return sum(
                worth -> {
                    var amount = new BigDecimal(part.apply(worth.quantities()));
                    return isCount ? amount : amount.multiply(worth.factor());
                });
    }

    private BigDecimal sum(Function<Worth, BigDecimal> part) {
        return parts.stream().map(part).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Open at {@code asOf} in a bucket. */
    long amount(Aging aging) {
        return rounded(
                sum(
                        worth ->
                                worth.factor()
                                        .multiply(
                                                BigDecimal.valueOf(book(worth, aging).amount()))));
    }

    long charges(Aging aging) {
        return parts.stream().mapToLong(worth -> book(worth, aging).charges()).sum();
    }

    private static CellSums.Balance book(Worth worth, Aging aging) {
        return worth.quantities().sums().book().get(aging.ordinal());
    }

    /** What was received by each method of payment, exactly. */
    SortedMap<String, BigDecimal> byMethod() {
        return received(Received::method);
    }

    /** The smallest lag at which half of the received amount is reached; null without any. */
    @Nullable Integer medianLag() {
        SortedMap<Integer, BigDecimal> byLag = received(Received::lagDays);
        var total = byLag.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        var reached = BigDecimal.ZERO;
        for (var lag : byLag.entrySet()) {
            reached = reached.add(lag.getValue());
            if (total.signum() > 0 && reached.add(reached).compareTo(total) >= 0) {
                return lag.getKey();
            }
        }
        return null;
    }

    private <K extends Comparable<K>> SortedMap<K, BigDecimal> received(Function<Received, K> by) {
        var sums = new TreeMap<K, BigDecimal>();
        for (var worth : parts) {
            for (var one : worth.quantities().sums().received()) {
                var amount = worth.factor().multiply(BigDecimal.valueOf(one.amount()));
                sums.merge(by.apply(one), amount, BigDecimal::add);
            }
        }
        return sums;
    }

    /** Declined attempts by code. */
    Map<String, Long> declines() {
        var byCode = new HashMap<String, Long>();
        for (var worth : parts) {
            worth.quantities().sums().attempts().declines().forEach(one -> add(byCode, one));
        }
        return byCode;
    }

    private static void add(Map<String, Long> byCode, Decline decline) {
        byCode.merge(decline.code(), decline.count(), Math::addExact);
    }
}
