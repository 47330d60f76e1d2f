package io.emdia.gateways.pagarme;

import io.emdia.facts.Fact;
import io.emdia.gateways.Members;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Which reader an event goes to. The same money is told by the charge, its order and its invoice:
 * only charges count. An invoice adds what a charge may leave out, its due day and subscription.
 */
final class PagarmeTypes {

    private static final String CHARGE = "charge.";
    private static final String CHARGEBACK_RECEIVED = "chargeback.received";
    private static final Set<String> SUBSCRIPTIONS =
            Set.of("subscription.created", "subscription.updated", "subscription.canceled");
    private static final Set<String> INVOICES =
            Set.of(
                    "invoice.created",
                    "invoice.updated",
                    "invoice.paid",
                    "invoice.payment_failed",
                    "invoice.canceled");
    private static final Set<String> CUSTOMERS = Set.of("customer.created", "customer.updated");

    private PagarmeTypes() {}

    static List<Fact> facts(String type, Instant at, Members envelope) {
        if (type.startsWith(CHARGE)) {
            return PagarmeCharge.of(type, at, envelope.object("data")).facts();
        }
        if (type.equals(CHARGEBACK_RECEIVED)) {
            return PagarmeChargeback.facts(at, envelope.object("data"));
        }
        if (SUBSCRIPTIONS.contains(type)) {
            return PagarmeSubscription.facts(type, at, envelope.object("data"));
        }
        if (INVOICES.contains(type)) {
            return PagarmeInvoice.facts(envelope.object("data"));
        }
        if (CUSTOMERS.contains(type)) {
            return PagarmeCustomer.told(envelope.object("data"));
        }
        return List.of();
    }

    static List<Fact> guessed(String type, Instant at, Members envelope) {
        return type.startsWith(CHARGE)
                ? PagarmeCharge.of(type, at, envelope.object("data")).guessed()
                : List.of();
    }
}
