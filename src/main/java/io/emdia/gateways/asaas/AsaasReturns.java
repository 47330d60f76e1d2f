package io.emdia.gateways.asaas;

import io.emdia.facts.ChargeFact;
import io.emdia.facts.ChargeFact.DisputeClosed;
import io.emdia.facts.ChargeFact.DisputeOpened;
import io.emdia.facts.ChargeFact.RefundFailed;
import io.emdia.facts.ChargeFact.RefundSucceeded;
import io.emdia.facts.FactDate;
import io.emdia.gateways.Decimals;
import io.emdia.gateways.Members;
import io.emdia.gateways.Moments;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Set;

/**
 * Money that goes back. Refunds have no ids: one is known by when it was asked for and how much it
 * is. A whole refund without a list of refunds goes under the payment's own id. A payment has at
 * most one chargeback, under the payment's id too, because the event of its winning does not name
 * it.
 */
final class AsaasReturns {

    private static final String WON = "PAYMENT_AWAITING_CHARGEBACK_REVERSAL";
    private static final Set<String> DISPUTED =
            Set.of("CHARGEBACK_REQUESTED", "CHARGEBACK_DISPUTE", "AWAITING_CHARGEBACK_REVERSAL");
    private static final Set<String> LOST = Set.of("DISPUTE_LOST", "DONE");
    private static final String REVERSED = "REVERSED";
    private static final String OPENED_ON = "disputeStartDate";

    private final AsaasPayment payment;
    private final AsaasFacts facts;
    private final String id;

    private AsaasReturns(AsaasPayment payment, AsaasFacts facts) {
        this.payment = payment;
        this.facts = facts;
        this.id = payment.id();
    }

    static void add(AsaasPayment payment, AsaasFacts facts) {
        var returns = new AsaasReturns(payment, facts);
        returns.addRefunds();
        returns.addDispute();
    }

    private void addRefunds() {
        var seen = new HashMap<String, Integer>();
        for (var refund : payment.refunds()) {
            var key = key(refund);
            var nth = seen.merge(key, 1, Integer::sum);
            addRefund(refund, nth == 1 ? key : key + "#" + nth);
        }
        if (payment.is("PAYMENT_REFUND_DENIED")) {
            facts.add(new RefundFailed(id, id), true);
        } else if (isRefundedWhole()) {
            facts.add(
                    new RefundSucceeded(id, id, null, payment.value(), payment.on()),
                    payment.is("PAYMENT_REFUNDED"));
        }
    }

    private void addRefund(Members refund, String key) {
        switch (refund.states("status") ? refund.text("status") : "DONE") {
            case "DONE" -> facts.add(refunded(refund, key), true);
            case "CANCELLED" -> facts.add(new RefundFailed(id, key), true);
            default -> {} // not yet
        }
    }

    private ChargeFact refunded(Members refund, String key) {
        var on = day(refund, refund.states("effectiveDate") ? "effectiveDate" : "dateCreated");
        return new RefundSucceeded(id, key, null, Decimals.centavos(refund, "value"), on);
    }

    private static String key(Members refund) {
        var asked = refund.orNull("dateCreated", Members::id);
        return asked + "|" + Decimals.centavos(refund, "value");
    }

    /** What the acquirer took is no refund, though the payment ends like one. */
    private boolean isRefundedWhole() {
        var chargeback = payment.chargeback();
        return (payment.is("PAYMENT_REFUNDED") || payment.status().equals("REFUNDED"))
                && payment.refunds().isEmpty()
                && (chargeback == null || REVERSED.equals(status(chargeback)));
    }

    private void addDispute() {
        var chargeback = payment.chargeback();
        var isTold = payment.type().contains("CHARGEBACK") || DISPUTED.contains(payment.status());
        if (chargeback == null && !isTold) {
            return;
        }
        var isDated = chargeback != null && chargeback.states(OPENED_ON);
        facts.add(opened(chargeback), isDated || payment.is("PAYMENT_CHARGEBACK_REQUESTED"));
        var status = chargeback == null ? "" : status(chargeback);
        if (payment.is(WON)) {
            facts.add(new DisputeClosed(id, id, true, payment.on()), true);
        } else if (status.equals(REVERSED)
                || payment.status().equals("AWAITING_CHARGEBACK_REVERSAL")) {
            facts.add(new DisputeClosed(id, id, true, payment.on()), false);
        } else if (LOST.contains(status)) {
            facts.add(new DisputeClosed(id, id, false, payment.on()), false);
        }
    }

    /** A chargeback of all installments takes from each no more than it is. */
    private ChargeFact opened(@Nullable Members chargeback) {
        var all = payment.value();
        if (chargeback == null) {
            return new DisputeOpened(id, id, null, all, payment.on());
        }
        var amount = chargeback.states("value") ? Decimals.centavos(chargeback, "value") : all;
        var on = day(chargeback, OPENED_ON);
        return new DisputeOpened(id, id, null, Math.min(amount, all), on);
    }

    private static String status(Members chargeback) {
        return chargeback.states("status") ? chargeback.text("status") : "";
    }

    private FactDate day(Members from, String name) {
        return from.states(name) ? Moments.writtenDay(from, name) : payment.on();
    }
}
