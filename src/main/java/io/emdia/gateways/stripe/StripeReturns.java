package io.emdia.gateways.stripe;

import io.emdia.facts.ChargeFact.DisputeClosed;
import io.emdia.facts.ChargeFact.DisputeOpened;
import io.emdia.facts.ChargeFact.RefundWithdrawn;
import io.emdia.facts.ChargeFact.RefundedInAll;
import io.emdia.facts.Fact;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Money that goes back. Refunds are counted by the running total of {@code charge.refunded}, which
 * every refund sends; the refund objects tell the same money again, so of them only a failure is
 * told, which the totals lower by. A dispute moves money unless it is a mere inquiry ({@code
 * warning_…}) or was prevented.
 */
final class StripeReturns {

    private static final String CLOSED = "charge.dispute.closed";
    private static final Set<String> FAILED = Set.of("failed", "canceled");
    private static final Set<String> MONEY_WAS_TAKEN =
            Set.of("needs_response", "under_review", "won", "lost");

    private StripeReturns() {}

    /** {@code charge.refunded}; the charge itself is read beside this. */
    static List<Fact> readRefunded(StripeObject charge) {
        var total = charge.amount("amount_refunded");
        var facts = new ArrayList<Fact>(StripePayments.readCharge(charge));
        facts.add(new RefundedInAll(charge.id(), total, charge.on()));
        return facts;
    }

    static List<Fact> readRefund(StripeObject refund) {
        var facts = new ArrayList<Fact>();
        var status = refund.members().orNull("status", (from, name) -> from.text(name));
        if (status != null && FAILED.contains(status)) {
            var amount = refund.amount("amount");
            facts.add(new RefundWithdrawn(chargeOf(refund), refund.id(), amount, refund.on()));
        }
        facts.addAll(links(refund));
        return facts;
    }

    static List<Fact> readDispute(StripeObject dispute) {
        var facts = new ArrayList<Fact>();
        var status = dispute.members().text("status");
        if (MONEY_WAS_TAKEN.contains(status)) {
            facts.add(opened(dispute));
        }
        if (dispute.type().equals(CLOSED)) {
            addClosing(facts, dispute, status);
        }
        facts.addAll(links(dispute));
        return facts;
    }

    /** A dispute that is over, seen in an event that does not say since when. */
    static List<Fact> guess(StripeObject dispute) {
        var facts = new ArrayList<Fact>();
        if (!dispute.type().equals(CLOSED)) {
            addClosing(facts, dispute, dispute.members().text("status"));
        }
        return facts;
    }

    private static DisputeOpened opened(StripeObject dispute) {
        return new DisputeOpened(
                chargeOf(dispute),
                dispute.id(),
                null,
                dispute.amount("amount"),
                dispute.on(dispute.time("created")));
    }

    private static void addClosing(List<Fact> facts, StripeObject dispute, String status) {
        if (status.equals("won") || status.equals("lost")) {
            var won = status.equals("won");
            var id = dispute.id();
            facts.add(new DisputeClosed(chargeOf(dispute), id, won, dispute.on()));
        }
    }

    private static String chargeOf(StripeObject object) {
        var charge = object.reference("charge");
        var id = charge == null ? object.reference("payment_intent") : charge;
        return Objects.requireNonNullElseGet(
                id, () -> object.members().id("charge")); // fails, naming what is missing
    }

    private static List<Fact> links(StripeObject object) {
        var links = new StripeLinks();
        return links.firm(object.reference("charge"), object.reference("payment_intent")).facts();
    }
}
