package io.emdia.ledger;

import io.emdia.facts.ChargeFact.ChargeImplied;
import io.emdia.facts.ChargeFact.PaymentFailed;
import io.emdia.facts.ChargeFact.PaymentSucceeded;
import io.emdia.facts.Ids;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What was told of a charge under its other names: the same money told again. It counts as long as
 * nothing of its kind is told under the charge's own id, and then under one name alone, the one
 * that tells most of it. A name that merely shares a mark may be a twin's, and counts for nothing
 * here; but why an attempt failed is asked of every name.
 */
final class OtherNames {

    /** Two names tell of one attempt within moments. */
    private static final Duration SAME_ATTEMPT = Duration.ofMinutes(1);

    private final Set<String> firm;
    private final Map<String, Map<String, PaymentSucceeded>> payments = byId();
    private final Map<String, Map<String, PaymentFailed>> attempts = byId();
    private ChargeMembers implied = ChargeMembers.NONE;

    /**
     * @param firm the names that a gateway told outright
     */
    OtherNames(Set<String> firm) {
        this.firm = firm;
    }

    /** From the oldest to the newest. */
    void know(ChargeImplied told) {
        if (firm.contains(told.chargeId()) && implied.equals(ChargeMembers.NONE)) {
            implied = ChargeMembers.implied(told);
        }
    }

    void know(PaymentSucceeded told) {
        payments.computeIfAbsent(told.chargeId(), _ -> byId()).put(told.paymentId(), told);
    }

    void know(PaymentFailed told) {
        attempts.computeIfAbsent(told.chargeId(), _ -> byId()).put(told.attemptId(), told);
    }

    ChargeMembers implied() {
        return implied;
    }

    Collection<PaymentSucceeded> payments(Map<String, PaymentSucceeded> own) {
        return own.isEmpty() ? most(payments) : own.values();
    }

    Collection<PaymentFailed> attempts(Map<String, PaymentFailed> own) {
        var counted = own.isEmpty() ? most(attempts) : own.values();
        return counted.stream().map(this::withCode).toList();
    }

    /** Of several that tell as much, the smallest name. */
    private <T> Collection<T> most(Map<String, Map<String, T>> told) {
        Collection<T> most = List.of();
        for (var name : told.entrySet()) {
            if (firm.contains(name.getKey()) && name.getValue().size() > most.size()) {
                most = name.getValue().values();
            }
        }
        return most;
    }

    private PaymentFailed withCode(PaymentFailed told) {
        return new PaymentFailed(
                told.chargeId(),
                told.attemptId(),
                told.attemptNumber(),
                told.method(),
                told.code() == null ? code(told) : told.code(),
                told.failedAt());
    }

    /** Of the attempt of the same id, else of the one closest by. */
    private @Nullable String code(PaymentFailed own) {
        return attempts.values().stream()
                .flatMap(one -> one.values().stream())
                .filter(one -> one.code() != null)
                .filter(one -> isSame(one, own) || isClose(one, own))
                .min(
                        Comparator.comparing((PaymentFailed one) -> !isSame(one, own))
                                .thenComparing(one -> apart(one, own))
                                .thenComparing(PaymentFailed::attemptId, Ids.BY_BYTES)
                                .thenComparing(PaymentFailed::chargeId, Ids.BY_BYTES))
                .map(PaymentFailed::code)
                .orElse(null);
    }

    private static boolean isSame(PaymentFailed one, PaymentFailed other) {
        return one.attemptId().equals(other.attemptId());
    }

    private static boolean isClose(PaymentFailed one, PaymentFailed other) {
        return apart(one, other).compareTo(SAME_ATTEMPT) <= 0;
    }

    private static Duration apart(PaymentFailed one, PaymentFailed other) {
        return Duration.between(one.failedAt(), other.failedAt()).abs();
    }

    private static <T> Map<String, T> byId() {
        return new TreeMap<>(Ids.BY_BYTES);
    }
}
