package io.emdia.gateways.stripe;

import static java.util.Map.entry;

import io.emdia.facts.Fact;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * How each type of event is read. The others, such as an invoice's preview ({@code
 * invoice.upcoming}) or a checkout session, move no money that these do not tell.
 */
final class StripeTypes {

    private static final Map<String, Function<StripeObject, List<Fact>>> READERS =
            Map.ofEntries(
                    entry("customer.created", StripeSubscriptions::readCustomer),
                    entry("customer.updated", StripeSubscriptions::readCustomer),
                    entry("customer.subscription.created", StripeSubscriptions::read),
                    entry("customer.subscription.updated", StripeSubscriptions::read),
                    entry("customer.subscription.paused", StripeSubscriptions::read),
                    entry("customer.subscription.resumed", StripeSubscriptions::read),
                    entry("customer.subscription.trial_will_end", StripeSubscriptions::read),
                    entry("customer.subscription.deleted", StripeSubscriptions::read),
                    entry("invoice.created", StripeInvoices::read),
                    entry("invoice.finalized", StripeInvoices::read),
                    entry("invoice.sent", StripeInvoices::read),
                    entry("invoice.updated", StripeInvoices::read),
                    entry("invoice.will_be_due", StripeInvoices::read),
                    entry("invoice.overdue", StripeInvoices::read),
                    entry("invoice.overpaid", StripeInvoices::read),
                    entry("invoice.paid", StripeInvoices::read),
                    entry("invoice.payment_succeeded", StripeInvoices::read),
                    entry("invoice.payment_failed", StripeInvoices::read),
                    entry("invoice.payment_action_required", StripeInvoices::read),
                    entry("invoice.voided", StripeInvoices::read),
                    entry("invoice.marked_uncollectible", StripeInvoices::read),
                    entry("invoice_payment.paid", StripeInvoices::readPayment),
                    entry("payment_intent.created", StripePayments::readIntent),
                    entry("payment_intent.processing", StripePayments::readIntent),
                    entry("payment_intent.requires_action", StripePayments::readIntent),
                    entry("payment_intent.succeeded", StripePayments::readIntent),
                    entry("payment_intent.payment_failed", StripePayments::readIntent),
                    entry("payment_intent.canceled", StripePayments::readIntent),
                    entry("charge.pending", StripePayments::readCharge),
                    entry("charge.succeeded", StripePayments::readCharge),
                    entry("charge.captured", StripePayments::readCharge),
                    entry("charge.updated", StripePayments::readCharge),
                    entry("charge.failed", StripePayments::readCharge),
                    entry("charge.refunded", StripeReturns::readRefunded),
                    entry("charge.refund.updated", StripeReturns::readRefund),
                    entry("refund.created", StripeReturns::readRefund),
                    entry("refund.updated", StripeReturns::readRefund),
                    entry("refund.failed", StripeReturns::readRefund),
                    entry("charge.dispute.created", StripeReturns::readDispute),
                    entry("charge.dispute.updated", StripeReturns::readDispute),
                    entry("charge.dispute.funds_withdrawn", StripeReturns::readDispute),
                    entry("charge.dispute.funds_reinstated", StripeReturns::readDispute),
                    entry("charge.dispute.closed", StripeReturns::readDispute));

    private StripeTypes() {}

    /** Null for a type that tells us nothing. */
    static @Nullable Function<StripeObject, List<Fact>> reader(String type) {
        return READERS.get(type);
    }
}
