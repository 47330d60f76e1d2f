package io.emdia.gateways.stripe;

import io.emdia.facts.ChargeFact.ChargeCanceled;
import io.emdia.facts.ChargeFact.ChargeTold;
import io.emdia.facts.ChargeFact.ChargeWrittenOff;
import io.emdia.facts.ChargeFact.PaymentFailed;
import io.emdia.facts.ChargeFact.PaymentSucceeded;
import io.emdia.facts.Fact;
import io.emdia.facts.FactDate;
import io.emdia.facts.Member;
import io.emdia.facts.Method;
import io.emdia.gateways.Members;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Invoices of both shapes. Each event holds the whole invoice, so each tells all of it: what is
 * asked (what is due after the customer's credit), what was paid, and how it ended. All that was
 * paid of an invoice is one payment under the invoice's own id, whichever event tells it.
 */
final class StripeInvoices {

    private static final int ATTEMPTS_MAX = 1_000_000;

    private StripeInvoices() {}

    /** A draft asks nobody for anything yet. */
    static List<Fact> read(StripeObject invoice) {
        var status = invoice.members().text("status");
        if (status.equals("draft")) {
            return List.of();
        }
        var facts = new ArrayList<Fact>();
        facts.add(told(invoice));
        addPayment(facts, invoice, status);
        addFailure(facts, invoice);
        addEnd(facts, invoice, status);
        facts.addAll(links(invoice).facts());
        return facts;
    }

    /** {@code invoice_payment.paid}: names the intent that paid an invoice. */
    static List<Fact> readPayment(StripeObject payment) {
        return linkPayment(new StripeLinks(), payment.members(), payment.reference("invoice"))
                .facts();
    }

    private static ChargeTold told(StripeObject invoice) {
        var due = invoice.time("due_date");
        var subscription = subscription(invoice.members());
        var method = method(invoice);
        return new ChargeTold(
                invoice.id(),
                invoice.customer(),
                subscription == null ? Member.missing() : Member.of(subscription),
                Member.of(invoice.amount("amount_due")),
                Member.of(invoice.currency()),
                method == null ? Member.missing() : Member.of(method),
                Member.of(issuedOn(invoice)),
                due == null ? invoice.none("due_date") : Member.of(new FactDate.At(due)));
    }

    private static FactDate issuedOn(StripeObject invoice) {
        return invoice.on(transition(invoice, "finalized_at"), invoice.time("created"));
    }

    /** Paid outside of Stripe is paid too, though not a cent of it came through Stripe. */
    private static void addPayment(List<Fact> facts, StripeObject invoice, String status) {
        var throughStripe = invoice.amountOrZero("amount_paid");
        var isPaid = status.equals("paid");
        var paid = isPaid && throughStripe == 0 ? invoice.amount("amount_due") : throughStripe;
        if (paid == 0) {
            return;
        }
        var paidOn = invoice.on(transition(invoice, "paid_at"));
        var id = invoice.id();
        facts.add(new PaymentSucceeded(id, id, paid, method(invoice), paidOn, 0, 0, 0));
    }

    private static void addFailure(List<Fact> facts, StripeObject invoice) {
        if (!invoice.type().equals("invoice.payment_failed")) {
            return;
        }
        var members = invoice.members();
        var number =
                members.states("attempt_count")
                        ? Math.toIntExact(members.integer("attempt_count", 0, ATTEMPTS_MAX))
                        : null;
        var charge = invoice.reference("charge");
        var attempt =
                charge == null
                        ? invoice.id() + (number == null ? "@" + second(invoice) : "#" + number)
                        : charge;
        facts.add(
                new PaymentFailed(
                        invoice.id(), attempt, number, method(invoice), null, invoice.toldAt()));
    }

    private static long second(StripeObject invoice) {
        return invoice.toldAt().getEpochSecond();
    }

    private static void addEnd(List<Fact> facts, StripeObject invoice, String status) {
        switch (status) {
            case "void" ->
                    facts.add(
                            new ChargeCanceled(
                                    invoice.id(), invoice.on(transition(invoice, "voided_at"))));
            case "uncollectible" ->
                    facts.add(
                            new ChargeWrittenOff(
                                    invoice.id(),
                                    invoice.on(transition(invoice, "marked_uncollectible_at"))));
            default -> {}
        }
    }

    private static StripeLinks links(StripeObject invoice) {
        var id = invoice.id();
        var finalized = transition(invoice, "finalized_at");
        var asked = finalized == null ? invoice.time("created") : finalized;
        var links =
                new StripeLinks()
                        .firm(invoice.reference("payment_intent"), id)
                        .firm(invoice.reference("charge"), id)
                        .owned(id, invoice, invoice.amount("amount_due"), asked)
                        .owned(
                                id,
                                invoice,
                                invoice.amountOrZero("amount_paid"),
                                transition(invoice, "paid_at"));
        for (var payment : StripeObject.list(invoice.members(), "payments")) {
            links = linkPayment(links, payment, id);
        }
        return links;
    }

    private static StripeLinks linkPayment(
            StripeLinks links, Members payment, @Nullable String invoice) {
        if (!payment.isObject("payment")) {
            return links;
        }
        var means = payment.object("payment");
        return links.firm(StripeObject.reference(means, "payment_intent"), invoice)
                .firm(StripeObject.reference(means, "charge"), invoice);
    }

    /** Until 2025-03-31 a member of its own, since then below the parent; lines have it too. */
    private static @Nullable String subscription(Members invoice) {
        var old = StripeObject.reference(invoice, "subscription");
        var named = old == null ? below(invoice, "subscription_details") : old;
        var lines = StripeObject.list(invoice, "lines").iterator();
        while (named == null && lines.hasNext()) {
            var line = lines.next();
            var own = StripeObject.reference(line, "subscription");
            named = own == null ? below(line, "subscription_item_details") : own;
        }
        return named;
    }

    private static @Nullable String below(Members from, String details) {
        if (!from.isObject("parent") || !from.object("parent").isObject(details)) {
            return null;
        }
        return StripeObject.reference(from.object("parent").object(details), "subscription");
    }

    private static @Nullable Method method(StripeObject invoice) {
        if (!invoice.members().isObject("payment_settings")) {
            return null;
        }
        var settings = invoice.members().object("payment_settings");
        return StripeMethods.ofOnlyType(settings, "payment_method_types");
    }

    private static @Nullable Instant transition(StripeObject invoice, String name) {
        if (!invoice.members().isObject("status_transitions")) {
            return null;
        }
        return StripeObject.time(invoice.members().object("status_transitions"), name);
    }
}
