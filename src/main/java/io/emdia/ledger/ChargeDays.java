package io.emdia.ledger;

import io.emdia.facts.ChargeFact;
import io.emdia.facts.ChargeFact.DisputeOpened;
import io.emdia.facts.ChargeFact.PaymentFailed;
import io.emdia.facts.ChargeFact.PaymentSucceeded;
import io.emdia.facts.ChargeFact.RefundSucceeded;
import io.emdia.facts.FactDate;
import io.emdia.facts.Method;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Resolves a fold's dates into days of the merchant's zone and calendar. */
record ChargeDays(Rules rules) {

    /** Null while amount, currency or issue day are missing. */
    @Nullable Charge charge(ChargeKey key, ChargeFold fold) {
        var members = fold.members();
        var amount = members.amount();
        var currency = members.currency();
        var issuedOn = day(members.issuedOn());
        if (amount == null || currency == null || issuedOn == null) {
            return null;
        }
        var method = method(members.method(), fold.aliasMethod());
        var dueOn = day(members.dueOn());
        var due = effectiveDue(method, dueOn != null ? dueOn : due(method, issuedOn, fold));
        return new Charge(
                key,
                members.customerId(),
                members.subscriptionId(),
                currency,
                method,
                amount,
                issuedOn,
                dueOn,
                due,
                day(fold.canceledOn()),
                day(fold.writtenOffOn()),
                payments(fold, method),
                reversals(fold),
                attempts(fold, method),
                refunds(fold),
                disputes(fold),
                isSilent(fold, due));
    }

    private boolean isSilent(ChargeFold fold, LocalDate due) {
        var newest = fold.newest();
        return newest != null && !newest.atZone(rules.zone()).toLocalDate().isAfter(due);
    }

    private static Method method(@Nullable Method own, @Nullable Method alias) {
        if (own != null && own != Method.UNKNOWN) {
            return own;
        }
        return alias != null ? alias : Method.UNKNOWN;
    }

    /**
     * Without a stated due day: the first scheduled attempt where there are attempts, else issue.
     */
    private LocalDate due(Method method, LocalDate issuedOn, ChargeFold fold) {
        if (!method.isAutomatic()) {
            return issuedOn;
        }
        return Stream.concat(
                        fold.payments().stream().map(payment -> payment.paidOn().in(rules.zone())),
                        fold.attempts().stream().map(this::failedOn))
                .min(LocalDate::compareTo)
                .orElse(issuedOn);
    }

    private LocalDate effectiveDue(Method method, LocalDate due) {
        return method.isCard() ? due : rules.calendar().onOrAfter(due);
    }

    private List<Charge.Payment> payments(ChargeFold fold, Method own) {
        return fold.payments().stream().map(payment -> payment(payment, own)).toList();
    }

    private Charge.Payment payment(PaymentSucceeded told, Method own) {
        return new Charge.Payment(
                told.paymentId(),
                told.amount(),
                told.discount(),
                told.fine(),
                told.interest(),
                told.method() != null ? told.method() : own,
                told.paidOn().in(rules.zone()));
    }

    private List<Charge.Reversal> reversals(ChargeFold fold) {
        return fold.reversals().stream()
                .map(
                        told ->
                                new Charge.Reversal(
                                        told.paymentId(), told.reversedOn().in(rules.zone())))
                .toList();
    }

    private List<Charge.Attempt> attempts(ChargeFold fold, Method own) {
        return fold.attempts().stream().map(attempt -> attempt(attempt, own)).toList();
    }

    private Charge.Attempt attempt(PaymentFailed told, Method own) {
        return new Charge.Attempt(
                told.attemptId(),
                told.method() != null ? told.method() : own,
                told.code(),
                told.failedAt(),
                failedOn(told));
    }

    private LocalDate failedOn(PaymentFailed told) {
        return told.failedAt().atZone(rules.zone()).toLocalDate();
    }

    private List<Charge.Refund> refunds(ChargeFold fold) {
        var refunds = new ArrayList<Charge.Refund>();
        for (ChargeFact fact : fold.refunds()) {
            if (fact instanceof RefundSucceeded told) {
                var on = told.refundedOn().in(rules.zone());
                refunds.add(new Charge.Refund(told.refundId(), told.amount(), on));
            }
        }
        refunds.addAll(new RefundTotals(rules).refunds(fold));
        return List.copyOf(refunds);
    }

    private List<Charge.Dispute> disputes(ChargeFold fold) {
        return fold.disputes().stream().map(told -> dispute(told, fold)).toList();
    }

    private Charge.Dispute dispute(DisputeOpened told, ChargeFold fold) {
        var closing = fold.closing(told.disputeId());
        return new Charge.Dispute(
                told.disputeId(),
                told.paymentId(),
                told.amount(),
                told.openedOn().in(rules.zone()),
                closing != null && closing.won(),
                closing == null ? null : closing.closedOn().in(rules.zone()));
    }

    private @Nullable LocalDate day(@Nullable FactDate date) {
        return date == null ? null : date.in(rules.zone());
    }
}
