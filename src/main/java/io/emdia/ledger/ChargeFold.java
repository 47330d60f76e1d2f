package io.emdia.ledger;

import io.emdia.facts.ChargeFact;
import io.emdia.facts.ChargeFact.ChargeCanceled;
import io.emdia.facts.ChargeFact.ChargeImplied;
import io.emdia.facts.ChargeFact.ChargeLapsed;
import io.emdia.facts.ChargeFact.ChargeLinked;
import io.emdia.facts.ChargeFact.ChargeRestored;
import io.emdia.facts.ChargeFact.ChargeTold;
import io.emdia.facts.ChargeFact.ChargeWrittenOff;
import io.emdia.facts.ChargeFact.DisputeClosed;
import io.emdia.facts.ChargeFact.DisputeOpened;
import io.emdia.facts.ChargeFact.PaymentFailed;
import io.emdia.facts.ChargeFact.PaymentReversed;
import io.emdia.facts.ChargeFact.PaymentSucceeded;
import io.emdia.facts.ChargeFact.RefundFailed;
import io.emdia.facts.ChargeFact.RefundSucceeded;
import io.emdia.facts.ChargeFact.RefundWithdrawn;
import io.emdia.facts.ChargeFact.RefundedInAll;
import io.emdia.facts.FactDate;
import io.emdia.facts.Ids;
import io.emdia.facts.Method;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Folds the set of facts of one charge into its state: sorted by when they were true, never by
 * arrival, so that every order, duplication and split of deliveries gives the same charge.
 */
final class ChargeFold {

    private ChargeMembers stated = ChargeMembers.NONE;
    private ChargeMembers implied = ChargeMembers.NONE;
    private @Nullable Method aliasMethod;
    private @Nullable FactDate canceledOn;
    private @Nullable FactDate lapsedOn;
    private @Nullable FactDate writtenOffOn;
    private final Map<String, PaymentSucceeded> payments = byId();
    private final Map<String, PaymentReversed> reversals = byId();
    private final Map<String, PaymentFailed> attempts = byId();
    private final Map<String, ChargeFact> refunds = byId();
    private final Map<String, DisputeOpened> disputes = byId();
    private final Map<String, DisputeClosed> closings = byId();
    private final Map<String, RefundWithdrawn> withdrawn = byId();
    private final List<RefundedInAll> totals = new ArrayList<>();
    private final OtherNames others;

    private @Nullable Instant newest;

    private ChargeFold(OtherNames others) {
        this.others = others;
    }

    /**
     * @param own what was told of the charge under its own id
     * @param aliased what was told of it under its other ids: the same money told again, of which
     *     refunds, disputes and the method count, and the rest as {@link OtherNames} say
     * @param firm the other ids that do not merely share a mark
     * @return null while amount, currency or issue day are missing
     */
    static @Nullable Charge fold(
            ChargeKey key,
            Collection<Told> own,
            Collection<Told> aliased,
            Set<String> firm,
            Rules rules) {
        var fold = new ChargeFold(new OtherNames(firm));
        fold.newest = newest(own, aliased);
        own.stream().sorted(Told.BY_TRUTH).forEach(told -> fold.know((ChargeFact) told.fact()));
        aliased.stream()
                .sorted(Told.BY_TRUTH)
                .forEach(told -> fold.knowUnderOtherName((ChargeFact) told.fact()));
        return new ChargeDays(rules).charge(key, fold);
    }

    private static @Nullable Instant newest(Collection<Told> own, Collection<Told> aliased) {
        return Stream.concat(own.stream(), aliased.stream())
                .map(Told::timestamp)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    private void know(ChargeFact fact) {
        switch (fact) {
            case ChargeTold told -> stated = stated.with(told);
            case ChargeImplied told -> imply(told);
            case ChargeCanceled told -> canceledOn = told.canceledOn();
            case ChargeLapsed told -> lapsedOn = told.lapsedOn();
            case ChargeRestored _ -> restore();
            case ChargeWrittenOff told -> writtenOffOn = told.writtenOffOn();
            case PaymentSucceeded told -> payments.put(told.paymentId(), told);
            case PaymentReversed told -> reversals.put(told.paymentId(), told);
            case PaymentFailed told -> attempts.put(told.attemptId(), told);
            case RefundSucceeded told -> refunds.put(told.refundId(), told);
            case RefundFailed told -> takeBack(told);
            case RefundWithdrawn told -> withdrawn.put(told.refundId(), told);
            case RefundedInAll told -> totals.add(told);
            case DisputeOpened told -> disputes.put(told.disputeId(), told);
            case DisputeClosed told -> closings.put(told.disputeId(), told);
            case ChargeLinked _ -> {}
        }
    }

    private void imply(ChargeImplied told) {
        if (implied.equals(ChargeMembers.NONE)) {
            implied = ChargeMembers.implied(told);
        }
    }

    private void restore() {
        canceledOn = null;
        lapsedOn = null;
    }

    private void takeBack(RefundFailed told) {
        refunds.put(told.refundId(), told);
        if (told.refundId().equals(told.chargeId())) {
            totals.removeIf(total -> total.chargeId().equals(told.chargeId()));
        }
    }

    private void knowUnderOtherName(ChargeFact fact) {
        switch (fact) {
            case RefundSucceeded _, RefundFailed _ -> know(fact);
            case RefundWithdrawn _, RefundedInAll _ -> know(fact);
            case DisputeOpened _, DisputeClosed _ -> know(fact);
            case ChargeImplied told -> {
                others.know(told);
                aliasMethod = orElse(told.method(), aliasMethod);
            }
            case PaymentSucceeded told -> {
                others.know(told);
                aliasMethod = orElse(told.method(), aliasMethod);
            }
            case PaymentFailed told -> {
                others.know(told);
                aliasMethod = orElse(aliasMethod, told.method());
            }
            case ChargeTold told -> aliasMethod = told.method().over(aliasMethod);
            case ChargeCanceled _, ChargeLapsed _, ChargeRestored _, ChargeWrittenOff _ -> {}
            case PaymentReversed _, ChargeLinked _ -> {}
        }
    }

    ChargeMembers members() {
        var own = stated.orElse(implied);
        return own.equals(ChargeMembers.NONE) ? others.implied() : own;
    }

    @Nullable Method aliasMethod() {
        return aliasMethod;
    }

    @Nullable FactDate canceledOn() {
        return canceledOn != null || isPaid() ? canceledOn : lapsedOn;
    }

    private boolean isPaid() {
        return payments().stream().anyMatch(one -> !reversals.containsKey(one.paymentId()));
    }

    /** When the newest of all that was told of it happened, under whatever id. */
    @Nullable Instant newest() {
        return newest;
    }

    @Nullable FactDate writtenOffOn() {
        return writtenOffOn;
    }

    Collection<PaymentSucceeded> payments() {
        return others.payments(payments);
    }

    Collection<PaymentReversed> reversals() {
        return reversals.values();
    }

    Collection<PaymentFailed> attempts() {
        return others.attempts(attempts);
    }

    Collection<ChargeFact> refunds() {
        return refunds.values();
    }

    Collection<RefundWithdrawn> withdrawnRefunds() {
        return withdrawn.values();
    }

    List<RefundedInAll> refundTotals() {
        return totals;
    }

    Collection<DisputeOpened> disputes() {
        return disputes.values();
    }

    @Nullable DisputeClosed closing(String disputeId) {
        return closings.get(disputeId);
    }

    private static <T> Map<String, T> byId() {
        return new TreeMap<>(Ids.BY_BYTES);
    }

    private static @Nullable Method orElse(@Nullable Method first, @Nullable Method second) {
        return first != null ? first : second;
    }
}
