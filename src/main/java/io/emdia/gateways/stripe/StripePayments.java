package io.emdia.gateways.stripe;

import io.emdia.facts.ChargeFact.ChargeCanceled;
import io.emdia.facts.ChargeFact.ChargeImplied;
import io.emdia.facts.ChargeFact.PaymentFailed;
import io.emdia.facts.ChargeFact.PaymentSucceeded;
import io.emdia.facts.Fact;
import io.emdia.facts.Method;
import io.emdia.gateways.Members;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * Payment intents, and the charges made for them. An intent without an invoice is a charge of its
 * own from its payment on: before that it may be a basket that somebody left. A Stripe charge is
 * another name of its intent, and of its own only where it has none.
 */
final class StripePayments {

    /** What an intent's reference to its invoice begins with. */
    private static final String INVOICE = "in_";

    private StripePayments() {}

    static List<Fact> readIntent(StripeObject intent) {
        var facts = new ArrayList<Fact>();
        switch (intent.type()) {
            case "payment_intent.succeeded" ->
                    addPayment(facts, intent, received(intent), intentMethod(intent.members()));
            case "payment_intent.payment_failed" -> facts.add(intentFailed(intent));
            case "payment_intent.canceled" ->
                    facts.add(
                            new ChargeCanceled(intent.id(), intent.on(intent.time("canceled_at"))));
            default -> {}
        }
        var invoice = invoiceOf(intent);
        facts.addAll(links(intent, intent.id(), invoice).facts());
        return facts;
    }

    static List<Fact> readCharge(StripeObject charge) {
        var facts = new ArrayList<Fact>();
        var members = charge.members();
        var method = StripeMethods.of(members, "payment_method_details");
        switch (charge.type()) {
            case "charge.succeeded", "charge.captured" -> {
                if (!members.states("captured") || members.flag("captured")) {
                    addPayment(facts, charge, charge.amount(captured(members)), method);
                }
            }
            case "charge.failed" -> facts.add(chargeFailed(charge, method));
            default -> {}
        }
        var intent = charge.reference("payment_intent");
        var invoice = charge.reference("invoice");
        facts.addAll(
                links(charge, charge.id(), invoice)
                        .firm(intent, invoice)
                        .firm(invoice == null ? charge.id() : null, intent)
                        .facts());
        return facts;
    }

    private static void addPayment(
            List<Fact> facts, StripeObject object, long amount, @Nullable Method method) {
        var id = object.id();
        var on = object.on();
        var customer = object.reference("customer");
        facts.add(new ChargeImplied(id, customer, amount, object.currency(), method, on));
        facts.add(new PaymentSucceeded(id, id, amount, method, on, 0, 0, 0));
    }

    private static PaymentFailed intentFailed(StripeObject intent) {
        var members = intent.members();
        var error =
                members.isObject("last_payment_error")
                        ? members.object("last_payment_error")
                        : null;
        var charge = error == null ? null : StripeObject.reference(error, "charge");
        var attempt = charge == null ? intent.reference("latest_charge") : charge;
        var used = error == null ? null : StripeMethods.of(error, "payment_method");
        return new PaymentFailed(
                intent.id(),
                attempt == null ? intent.id() + "@" + intent.toldAt().getEpochSecond() : attempt,
                null,
                used == null ? intentMethod(members) : used,
                error == null ? null : code(error),
                intent.toldAt());
    }

    private static PaymentFailed chargeFailed(StripeObject charge, @Nullable Method method) {
        var code = declineOf(charge.members());
        return new PaymentFailed(charge.id(), charge.id(), null, method, code, charge.toldAt());
    }

    private static @Nullable String declineOf(Members charge) {
        var reason =
                charge.isObject("outcome")
                        ? charge.object("outcome").orNull("reason", Members::id)
                        : null;
        return reason == null ? charge.orNull("failure_code", Members::id) : reason;
    }

    private static @Nullable String code(Members error) {
        var code = error.orNull("decline_code", Members::id);
        return code == null ? error.orNull("code", Members::id) : code;
    }

    private static long received(StripeObject intent) {
        return intent.amount(
                intent.members().states("amount_received") ? "amount_received" : "amount");
    }

    private static String captured(Members charge) {
        return charge.states("amount_captured") ? "amount_captured" : "amount";
    }

    private static @Nullable Method intentMethod(Members intent) {
        if (intent.isObject("latest_charge")) {
            return StripeMethods.of(intent.object("latest_charge"), "payment_method_details");
        }
        return StripeMethods.ofOnlyType(intent, "payment_method_types");
    }

    /** Until 2025-03-31 a member of its own; later ones may name it as the order they pay. */
    private static @Nullable String invoiceOf(StripeObject intent) {
        var invoice = intent.reference("invoice");
        if (invoice != null || !intent.members().isObject("payment_details")) {
            return invoice;
        }
        var details = intent.members().object("payment_details");
        var order = details.orNull("order_reference", Members::text);
        return order != null && order.startsWith(INVOICE)
                ? details.orNull("order_reference", Members::id)
                : null;
    }

    /** Marks only where no invoice is named: a name is worth more than a likeness. */
    private static StripeLinks links(StripeObject object, String id, @Nullable String invoice) {
        if (invoice != null) {
            return new StripeLinks().firm(id, invoice);
        }
        var amount = object.amount("amount");
        var links = new StripeLinks().carried(id, object, amount, object.time("created"));
        var isPaid = object.type().endsWith(".succeeded");
        return isPaid ? links.carried(id, object, amount, object.toldAt()) : links;
    }
}
