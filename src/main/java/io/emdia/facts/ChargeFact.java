package io.emdia.facts;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * Something told of a charge. Amounts are minor units of the charge's currency.
 *
 * <p>Payments, refunds, disputes and attempts are keyed by (charge, their id); of several facts of
 * one kind under one id the newest by (timestamp, event id) counts.
 */
public sealed interface ChargeFact extends Fact {

    String chargeId();

    @Override
    default String subjectId() {
        return chargeId();
    }

    /** What is asked of the customer. */
    record ChargeTold(
            String chargeId,
            Member<String> customerId,
            Member<String> subscriptionId,
            Member<Long> amount,
            Member<String> currency,
            Member<Method> method,
            Member<FactDate> issuedOn,
            Member<FactDate> dueOn)
            implements ChargeFact {}

    /**
     * What a payment says of a charge that its gateway never sends by itself; yields to any member
     * of a {@link ChargeTold}, whatever the timestamps. Of several the oldest counts: a charge is
     * asked for once, however often it is tried.
     */
    record ChargeImplied(
            String chargeId,
            @Nullable String customerId,
            long amount,
            String currency,
            @Nullable Method method,
            FactDate issuedOn)
            implements ChargeFact {}

    /**
     * The charge of this id is another name of the charge {@code of}: what was told of it belongs
     * there. Payments and attempts told under the other name are the same money told twice: they
     * count only where none is told under the charge's own, and never where a hint is all that
     * links them. Refunds and disputes always do.
     *
     * @param hint true when two independent deliveries merely agree on a mark: the charge that
     *     claims it tells a link of the mark to itself, those that carry it tell a link of
     *     themselves to it
     */
    record ChargeLinked(String chargeId, String of, boolean hint) implements ChargeFact {}

    record ChargeCanceled(String chargeId, FactDate canceledOn) implements ChargeFact {}

    /**
     * One way of paying the charge ended unused. It is canceled from that day on, unless a payment
     * of it stands, whatever the timestamps: a charge that was paid another way is no less paid.
     */
    record ChargeLapsed(String chargeId, FactDate lapsedOn) implements ChargeFact {}

    /** A cancellation is withdrawn. */
    record ChargeRestored(String chargeId) implements ChargeFact {}

    record ChargeWrittenOff(String chargeId, FactDate writtenOffOn) implements ChargeFact {}

    /**
     * Money came in.
     *
     * @param amount of the principal
     * @param discount principal waived with it
     * @param fine received on top, in no principal figure
     * @param interest received on top, in no principal figure
     */
    record PaymentSucceeded(
            String chargeId,
            String paymentId,
            long amount,
            @Nullable Method method,
            FactDate paidOn,
            long discount,
            long fine,
            long interest)
            implements ChargeFact {}

    /** Undone by the merchant or the bank, without a dispute. */
    record PaymentReversed(String chargeId, String paymentId, FactDate reversedOn)
            implements ChargeFact {}

    /** An attempt that brought no money. */
    record PaymentFailed(
            String chargeId,
            String attemptId,
            @Nullable Integer attemptNumber,
            @Nullable Method method,
            @Nullable String code,
            Instant failedAt)
            implements ChargeFact {}

    record RefundSucceeded(
            String chargeId,
            String refundId,
            @Nullable String paymentId,
            long amount,
            FactDate refundedOn)
            implements ChargeFact {}

    /**
     * A refund that did not happen after all. Under the charge's own id it takes back whatever was
     * told of it in all until then: see {@link RefundedInAll}.
     */
    record RefundFailed(String chargeId, String refundId) implements ChargeFact {}

    /**
     * A refund that running totals count did not happen after all. What is told in {@link
     * RefundedInAll} before lowers by its amount; totals told after are without it already. Where
     * no total counts it, nothing is lowered.
     */
    record RefundWithdrawn(String chargeId, String refundId, long amount, FactDate withdrawnOn)
            implements ChargeFact {}

    /**
     * A running total of refunds, from a gateway that does not tell them one by one. The set of
     * totals, in ascending order, makes the single refunds, each on the day of its total.
     */
    record RefundedInAll(String chargeId, long total, FactDate refundedOn) implements ChargeFact {}

    /** Money is taken back while the customer's bank disputes: the charge is open again. */
    record DisputeOpened(
            String chargeId,
            String disputeId,
            @Nullable String paymentId,
            long amount,
            FactDate openedOn)
            implements ChargeFact {}

    /**
     * @param won the money is back on that day; otherwise it is lost
     */
    record DisputeClosed(String chargeId, String disputeId, boolean won, FactDate closedOn)
            implements ChargeFact {}
}
