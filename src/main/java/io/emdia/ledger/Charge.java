package io.emdia.ledger;

import io.emdia.facts.Method;
import io.emdia.ledger.Subscription.SubscriptionKey;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A charge as its facts make it, every day already resolved in the merchant's zone and calendar.
 * Only charges that count (amount, currency and issue day known) become one. Amounts are minor
 * units of {@code currency}.
 *
 * @param method the charge's own, {@code UNKNOWN} when none was told
 * @param effectiveDueOn the due day moved to a business day (cards are not moved)
 * @param canceledOn null also when a cancellation was withdrawn
 * @param silent its gateway has told nothing of it that happened after its effective due day
 */
public record Charge(
        ChargeKey key,
        @Nullable String customerId,
        @Nullable String subscriptionId,
        String currency,
        Method method,
        long amount,
        LocalDate issuedOn,
        @Nullable LocalDate dueOn,
        LocalDate effectiveDueOn,
        @Nullable LocalDate canceledOn,
        @Nullable LocalDate writtenOffOn,
        List<Payment> payments,
        List<Reversal> reversals,
        List<Attempt> attempts,
        List<Refund> refunds,
        List<Dispute> disputes,
        boolean silent) {

    public record Payment(
            String id,
            long amount,
            long discount,
            long fine,
            long interest,
            Method method,
            LocalDate paidOn) {}

    public record Reversal(String paymentId, LocalDate reversedOn) {}

    /** A failed attempt. */
    public record Attempt(
            String id,
            Method method,
            @Nullable String code,
            Instant failedAt,
            LocalDate failedOn) {}

    public record Refund(String id, long amount, LocalDate refundedOn) {}

    /**
     * @param closedOn null while open; {@code won} says how it closed
     */
    public record Dispute(
            String id,
            @Nullable String paymentId,
            long amount,
            LocalDate openedOn,
            boolean won,
            @Nullable LocalDate closedOn) {

        /** A won dispute counts as never opened from the day it closed. */
        public boolean stands(LocalDate day) {
            return !openedOn.isAfter(day) && !(won && closedOn != null && !closedOn.isAfter(day));
        }
    }

    /** The one it names, whether or not anything was told of it. */
    public Optional<SubscriptionKey> subscription() {
        return Optional.ofNullable(subscriptionId)
                .map(id -> new SubscriptionKey(key.merchantId(), key.connectionId(), id));
    }

    public boolean isCanceled(LocalDate day) {
        return canceledOn != null && !canceledOn.isAfter(day);
    }

    public boolean isWrittenOff(LocalDate day) {
        return writtenOffOn != null && !writtenOffOn.isAfter(day);
    }

    public boolean isIssued(LocalDate day) {
        return !issuedOn.isAfter(day);
    }

    /** What balances hold: nothing before issue, once canceled or written off. */
    public long openAmount(LocalDate day) {
        var out = !isIssued(day) || isCanceled(day) || isWrittenOff(day);
        return out ? 0 : Walk.of(this, day).owed();
    }

    /** As told, not capped by what was paid. */
    public long refundedAmount(LocalDate day) {
        return refunds.stream()
                .filter(refund -> !refund.refundedOn().isAfter(day))
                .mapToLong(Refund::amount)
                .reduce(0, Math::addExact);
    }

    public boolean isOverdue(LocalDate day) {
        return effectiveDueOn.isBefore(day) && openAmount(day) > 0;
    }
}
