package io.emdia.kpi;

import static io.emdia.kpi.Metric.Family.*;
import static io.emdia.kpi.Quantities.*;

import io.emdia.http.Problem;
import io.emdia.ledger.Aging;
import io.emdia.money.Ratios;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Every single figure of the document, by its name there ({@code delinquency.rate}). A ratio is its
 * numerator over its denominator; an amount or a count is its numerator alone. Both are sums over
 * cells, so what single charges add to them adds up.
 */
enum Metric {
    RATE(
            "delinquency.rate",
            of(q -> q.sums().cohort().owedAmount()),
            of(q -> q.sums().cohort().principal()),
            COHORT),
    RATE_BY_COUNT(
            "delinquency.rate_by_count",
            of(q -> q.sums().cohort().owedCharges()),
            of(q -> q.sums().cohort().charges()),
            COHORT),
    BOOK_RATE("delinquency.book_rate", overdue(Aging.UP_TO_30), of(Quantities::receivable), BOOK),
    BOOK_RATE_BY_COUNT(
            "delinquency.book_rate_by_count",
            of(Quantities::overdueCharges),
            of(Quantities::receivableCharges),
            BOOK),
    BOOK_RATE_OVER_30(
            "delinquency.book_rate_over_30",
            overdue(Aging.UP_TO_60),
            of(Quantities::receivable),
            BOOK),
    BOOK_RATE_OVER_60(
            "delinquency.book_rate_over_60",
            overdue(Aging.UP_TO_90),
            of(Quantities::receivable),
            BOOK),
    BOOK_RATE_OVER_90(
            "delinquency.book_rate_over_90",
            overdue(Aging.UP_TO_180),
            of(Quantities::receivable),
            BOOK),
    OVERDUE_AMOUNT("delinquency.overdue_amount", overdue(Aging.UP_TO_30), null, BOOK),
    OVERDUE_CHARGES("delinquency.overdue_charges", of(Quantities::overdueCharges), null, BOOK),
    DOUBTFUL_AMOUNT(
            "delinquency.doubtful_amount", of(q -> q.sums().doubtful().amount()), null, SILENT),
    DOUBTFUL_CHARGES(
            "delinquency.doubtful_charges", of(q -> q.sums().doubtful().charges()), null, SILENT),
    RECEIVABLE_AMOUNT("delinquency.receivable_amount", of(Quantities::receivable), null, BOOK),
    RECEIVABLE_CHARGES(
            "delinquency.receivable_charges", of(Quantities::receivableCharges), null, BOOK),
    DELINQUENT_CUSTOMERS(
            "delinquency.delinquent_customers",
            of(q -> q.sums().customers().delinquent()),
            null,
            CUSTOMERS),
    ALL_CUSTOMERS("delinquency.customers", of(q -> q.sums().customers().all()), null, CUSTOMERS),
    DELINQUENT_CUSTOMERS_RATE(
            "delinquency.delinquent_customers_rate",
            of(q -> q.sums().customers().delinquent()),
            of(q -> q.sums().customers().all()),
            CUSTOMERS),
    DAYS_FROM_DUE(
            "collection.average_days_from_due",
            Quantities::amountDaysFromDue,
            of(Quantities::received),
            RECEIPTS),
    DAYS_LATE(
            "collection.average_days_late",
            Quantities::amountDaysLate,
            of(Quantities::received),
            RECEIPTS),
    DAYS_FROM_ISSUE(
            "collection.average_days_from_issue",
            Quantities::amountDaysFromIssue,
            of(Quantities::received),
            RECEIPTS),
    /** The value is a lag; beside it what was received up to it, of all that was. */
    MEDIAN_DAYS_FROM_DUE(
            "collection.median_days_from_due",
            of(Quantities::receivedByMedian),
            of(Quantities::received),
            RECEIPTS),
    DSO_DAYS(
            "collection.dso_days",
            q -> q.timesDays(q.receivable()),
            of(q -> q.sums().issued().lately()),
            BOOK,
            ISSUES),
    BEST_POSSIBLE_DSO_DAYS(
            "collection.best_possible_dso_days",
            q -> q.timesDays(q.notDue()),
            of(q -> q.sums().issued().lately()),
            BOOK,
            ISSUES),
    /** What was collected of all that could have been; a cancellation counts as collected. */
    EFFECTIVENESS_INDEX(
            "collection.effectiveness_index",
            of(q -> Math.subtractExact(q.collectible(), q.receivable())),
            of(q -> Math.subtractExact(q.collectible(), q.notDue())),
            BOOK,
            ISSUES),
    RECEIVED_AMOUNT("collection.received_amount", of(Quantities::received), null, RECEIPTS),
    ISSUED_AMOUNT("collection.issued_amount", of(q -> q.sums().issued().inWindow()), null, ISSUES),
    RECOVERED_AMOUNT("recovery.recovered_amount", of(Quantities::recovered), null, RECEIPTS),
    FELL_OVERDUE_AMOUNT(
            "recovery.fell_overdue_amount", of(q -> q.sums().cohort().fellAmount()), null, COHORT),
    RECOVERY_RATE(
            "recovery.rate",
            of(q -> q.sums().cohort().recoveredAmount()),
            of(q -> q.sums().cohort().fellAmount()),
            COHORT),
    FIRST_ATTEMPT_SUCCESS_RATE(
            "attempts.first_attempt_success_rate",
            of(q -> q.sums().attempts().firstApproved()),
            of(q -> q.sums().attempts().first()),
            ATTEMPTS),
    DECLINE_RATE(
            "attempts.decline_rate",
            of(Quantities::declined),
            of(q -> q.sums().attempts().answered()),
            ATTEMPTS),
    REFUNDED_AMOUNT(
            "reversals.refunded_amount", of(q -> q.sums().flows().refundedAmount()), null, FLOWS),
    REFUND_RATE(
            "reversals.refund_rate",
            of(q -> q.sums().flows().refundedAmount()),
            of(Quantities::received),
            FLOWS,
            RECEIPTS),
    DISPUTED_AMOUNT(
            "reversals.disputed_amount", of(q -> q.sums().flows().disputedAmount()), null, FLOWS),
    DISPUTE_RATE(
            "reversals.dispute_rate",
            of(q -> q.sums().flows().disputes()),
            of(q -> q.sums().flows().cardPayments()),
            FLOWS),
    MRR("revenue.mrr", revenue(RevenueSums::mrr), null, REVENUE),
    ARR("revenue.arr", revenue(RevenueSums::arr), null, REVENUE),
    NEW("revenue.movements.new", moved(Movement.NEW), null, REVENUE),
    EXPANSION("revenue.movements.expansion", moved(Movement.EXPANSION), null, REVENUE),
    CONTRACTION("revenue.movements.contraction", moved(Movement.CONTRACTION), null, REVENUE),
    CHURN("revenue.movements.churn", moved(Movement.CHURN), null, REVENUE),
    REACTIVATION("revenue.movements.reactivation", moved(Movement.REACTIVATION), null, REVENUE),
    NET_RETENTION(
            "revenue.net_retention",
            parts(RevenueSums::kept),
            parts(RevenueSums::opening),
            REVENUE,
            CROSSINGS),
    GROSS_RETENTION(
            "revenue.gross_retention",
            parts(RevenueSums::keptAtMost),
            parts(RevenueSums::opening),
            REVENUE,
            CROSSINGS),
    CHURN_RATE(
            "churn.customer_rate",
            revenue(r -> r.crossed().churned()),
            payers(),
            STANDINGS,
            CROSSINGS),
    VOLUNTARY_RATE(
            "churn.voluntary_rate",
            revenue(RevenueSums::voluntary),
            payers(),
            STANDINGS,
            CROSSINGS),
    INVOLUNTARY_RATE(
            "churn.involuntary_rate",
            revenue(r -> r.crossed().forced()),
            payers(),
            STANDINGS,
            CROSSINGS),
    TRIALING("subscriptions.trialing", revenue(r -> r.standings().trialing()), null, STANDINGS),
    ACTIVE("subscriptions.active", revenue(r -> r.standings().active()), null, STANDINGS),
    PAST_DUE("subscriptions.past_due", revenue(r -> r.standings().pastDue()), null, STANDINGS),
    PAUSED("subscriptions.paused", revenue(r -> r.standings().paused()), null, STANDINGS),
    CANCELED("subscriptions.canceled", revenue(r -> r.standings().canceled()), null, STANDINGS);

    /** Which cells a metric is made of. */
    enum Family {
        BOOK,
        SILENT,
        COHORT,
        CUSTOMERS,
        RECEIPTS,
        ISSUES,
        ATTEMPTS,
        FLOWS,
        REVENUE,
        CROSSINGS,
        STANDINGS
    }

    private static final Map<String, Metric> BY_CODE =
            Arrays.stream(values()).collect(Collectors.toMap(Metric::code, Function.identity()));

    private final String code;
    private final Function<Quantities, BigInteger> numerator;
    private final @Nullable Function<Quantities, BigInteger> denominator;
    private final Set<Family> families;

    Metric(
            String code,
            Function<Quantities, BigInteger> numerator,
            @Nullable Function<Quantities, BigInteger> denominator,
            Family... families) {
        this.code = code;
        this.numerator = numerator;
        this.denominator = denominator;
        this.families = EnumSet.copyOf(Arrays.asList(families));
    }

    /** Named as in {@code delinquency.rate}; a {@link Problem} (400) lists the names there are. */
    static Metric required(String code) {
        var metric = BY_CODE.get(code);
        if (metric == null) {
            throw Problem.invalid(
                    "metric",
                    "must be one of "
                            + String.join(", ", BY_CODE.keySet().stream().sorted().toList()));
        }
        return metric;
    }

    String code() {
        return code;
    }

    Set<Family> families() {
        return families;
    }

    /** Of subscriptions, or of what customers pay for them; of no charges. */
    boolean isOfSubscriptions() {
        return families.contains(REVENUE) || families.contains(STANDINGS);
    }

    /** Of how many subscriptions there are, whoever pays. */
    boolean isOfSubscriptionsAlone() {
        return families.equals(EnumSet.of(STANDINGS));
    }

    /** In minor units. */
    boolean isMoney() {
        return denominator == null && !ConsolidatedSums.COUNTS.contains(this);
    }

    BigInteger numerator(Quantities quantities) {
        return numerator.apply(quantities);
    }

    /** Null for amounts and counts. */
    @Nullable BigInteger denominator(Quantities quantities) {
        return denominator == null ? null : denominator.apply(quantities);
    }

    /** As in the document: a whole number, or a number right to 6 decimals; null for no value. */
    @Nullable Number value(Quantities quantities) {
        if (this == MEDIAN_DAYS_FROM_DUE) {
            return quantities.medianLag();
        }
        return denominator == null ? (Number) whole(quantities) : ratio(quantities);
    }

    /** Of an amount or a count. */
    long whole(Quantities quantities) {
        return numerator.apply(quantities).longValueExact();
    }

    /** Null where there is nothing to divide by. */
    @Nullable BigDecimal ratio(Quantities quantities) {
        if (denominator == null) {
            throw new IllegalStateException(code + " is no ratio");
        }
        return Ratios.of(numerator.apply(quantities), denominator.apply(quantities));
    }
}
