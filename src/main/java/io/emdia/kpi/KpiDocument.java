package io.emdia.kpi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * The figures of one merchant in one currency, as of the end of one day. Amounts are minor units;
 * ratios and days are right to 6 decimals and null where there is nothing to divide by. Written as
 * JSON, every member is always there.
 *
 * @param version rises with every change of the merchant's figures
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.ALWAYS)
public record KpiDocument(
        String merchant,
        String currency,
        LocalDate asOf,
        Window window,
        long version,
        Instant computedAt,
        Freshness freshness,
        Delinquency delinquency,
        List<AgingBucket> aging,
        Collection collection,
        Recovery recovery,
        Attempts attempts,
        Reversals reversals,
        List<MethodShare> paymentMix,
        Revenue revenue,
        Churn churn,
        Subscriptions subscriptions) {

    /** The window as cut at {@code as_of}, both days in it. */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Window(LocalDate start, LocalDate end) {}

    /**
     * @param lastDeliveryAt the log's timestamp of the newest delivery applied; null before any
     * @param lagRecords deliveries on the log, of all merchants, that are not applied yet
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Freshness(@Nullable Instant lastDeliveryAt, long lagRecords) {}

    /**
     * Cohort rates by effective due day in the window; the book's rates at {@code as_of}.
     *
     * @param doubtfulAmount the part of what is overdue of which the gateway has said nothing since
     *     it was due, for so many days
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Delinquency(
            @Nullable BigDecimal rate,
            @Nullable BigDecimal rateByCount,
            @Nullable BigDecimal bookRate,
            @Nullable BigDecimal bookRateByCount,
            @JsonProperty("book_rate_over_30") @Nullable BigDecimal bookRateOver30,
            @JsonProperty("book_rate_over_60") @Nullable BigDecimal bookRateOver60,
            @JsonProperty("book_rate_over_90") @Nullable BigDecimal bookRateOver90,
            long overdueAmount,
            long overdueCharges,
            long doubtfulAmount,
            long doubtfulCharges,
            long receivableAmount,
            long receivableCharges,
            long delinquentCustomers,
            long customers,
            @Nullable BigDecimal delinquentCustomersRate) {}

    /**
     * @param bucket days overdue: {@code not_due}, {@code 1-30} … {@code >365}
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record AgingBucket(String bucket, long amount, long charges) {}

    /**
     * @param averageDaysFromDue amount-weighted, early payments negative
     * @param averageDaysLate the same, early payments 0
     * @param medianDaysFromDue the smallest lag at which half of the received amount is reached
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Collection(
            @Nullable BigDecimal averageDaysFromDue,
            @Nullable BigDecimal averageDaysLate,
            @Nullable BigDecimal averageDaysFromIssue,
            @Nullable Integer medianDaysFromDue,
            @Nullable BigDecimal dsoDays,
            @Nullable BigDecimal bestPossibleDsoDays,
            @Nullable BigDecimal effectivenessIndex,
            long receivedAmount,
            long issuedAmount) {}

    /**
     * @param recoveredAmount received in the window after the effective due day
     * @param fellOverdueAmount owed by the cohort at the end of its effective due days
     * @param rate how much of that is owed no more
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Recovery(
            long recoveredAmount, long fellOverdueAmount, @Nullable BigDecimal rate) {}

    /**
     * Of automatic methods.
     *
     * @param firstAttemptSuccessRate approved ones of the charges' first attempts
     * @param declineRate declined ones of all attempts
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Attempts(
            @Nullable BigDecimal firstAttemptSuccessRate,
            @Nullable BigDecimal declineRate,
            List<Declines> declinesByCode) {}

    /**
     * @param code as the gateway sent it; {@code unknown} where it sent none
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Declines(String code, long count) {}

    /**
     * @param refundRate refunded over received
     * @param disputeRate disputes over payments by card, both counted
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Reversals(
            long refundedAmount,
            @Nullable BigDecimal refundRate,
            long disputedAmount,
            @Nullable BigDecimal disputeRate) {}

    /** How much of the received amount came by a method. */
    @JsonNaming(SnakeCaseStrategy.class)
    public record MethodShare(String method, long amount, BigDecimal share) {}

    /**
     * Recurring revenue at {@code as_of}, how it moved in the window, and how much of what there
     * was before the window was left at its end.
     *
     * @param arr twelve times the exact monthly revenue
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Revenue(
            long mrr,
            long arr,
            Movements movements,
            @Nullable BigDecimal netRetention,
            @Nullable BigDecimal grossRetention) {}

    /** None is negative. */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Movements(
            @JsonProperty("new") long added,
            long expansion,
            long contraction,
            long churn,
            long reactivation) {}

    /** Of the customers with revenue before the window. */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Churn(
            @Nullable BigDecimal customerRate,
            @Nullable BigDecimal voluntaryRate,
            @Nullable BigDecimal involuntaryRate) {}

    /** How many there are of each state at {@code as_of}. */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Subscriptions(
            long trialing, long active, long pastDue, long paused, long canceled) {}
}
