package io.emdia.gateways.mercadopago;

import io.emdia.facts.ChargeFact.ChargeLinked;
import io.emdia.facts.Fact;
import io.emdia.gateways.Members;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * Which charge a payment is of. For Mercado Pago every attempt is a payment of its own: a card that
 * was refused and the one that went through two days later, the boleto that expired and the Pix
 * that took its place. They are one charge when something ties them, the first of:
 *
 * <ol>
 *   <li>the invoice of a subscription ({@code authorized_payment}), or its place in the sequence of
 *       invoices: the external reference of such a payment is mostly the subscription's, one for
 *       all its months;
 *   <li>the merchant's external reference;
 *   <li>the merchant order of the checkout.
 * </ol>
 *
 * <p>Without any, the payment is the charge. A payment that is tied is another name of its charge.
 *
 * <p>An invoice that was asked for names its payments, not what ties them. It and they agree on a
 * mark of each payment: a payment that knows its charge claims the mark for it, and the invoice is
 * that charge under another name; a payment of a subscription that knows none carries the mark, and
 * is what the invoice claims.
 *
 * @param id of the charge
 * @param payment the payment's own id
 * @param subscription null for a payment of its own
 * @param reference the merchant's, whether or not it ties
 */
record MercadoPagoCharge(
        String id, String payment, @Nullable String subscription, @Nullable String reference) {

    /** Before a merchant order's id, which is a number as payments' ids are. */
    static final String ORDER = "order/";

    private static final String PAYMENT_MARK = "~payment/";
    private static final String REFERENCE_MARK = "~reference/";

    static MercadoPagoCharge of(Members body) {
        var payment = body.key("id");
        var details = details(body);
        var subscription = subscription(body, details);
        var tie = subscription == null ? null : invoice(body, details, subscription);
        var reference = reference(body);
        tie = tie == null ? reference : tie;
        tie = tie == null ? order(body) : tie;
        return new MercadoPagoCharge(tie == null ? payment : tie, payment, subscription, reference);
    }

    boolean isTied() {
        return !id.equals(payment);
    }

    List<Fact> links() {
        var links = new ArrayList<Fact>();
        if (isTied()) {
            links.add(new ChargeLinked(payment, id, false));
        }
        if (isTied() && subscription != null) {
            links.add(claimed(payment, id));
        } else if (subscription != null) {
            links.add(carried(payment, payment));
        }
        if (id.equals(reference)) {
            links.add(new ChargeLinked(REFERENCE_MARK + reference, id, true));
        }
        return links;
    }

    /** What an invoice knows of the payment it names last. */
    static List<Fact> linksOfInvoice(String invoice, String payment) {
        return List.of(claimed(payment, invoice), carried(invoice, payment));
    }

    static List<Fact> linksOfOrder(String order, Members body) {
        var reference = reference(body);
        return reference == null
                ? List.of()
                : List.of(new ChargeLinked(order, REFERENCE_MARK + reference, true));
    }

    private static ChargeLinked claimed(String payment, String charge) {
        return new ChargeLinked(PAYMENT_MARK + payment, charge, true);
    }

    private static ChargeLinked carried(String charge, String payment) {
        return new ChargeLinked(charge, PAYMENT_MARK + payment, true);
    }

    /** The merchant's own name of what is asked, mostly unique; empty is none. */
    static @Nullable String reference(Members body) {
        var reference = body.orNull("external_reference", Members::scalar);
        return reference == null || reference.isBlank() ? null : body.key("external_reference");
    }

    private static @Nullable Members details(Members body) {
        var name = "point_of_interaction";
        if (!body.isObject(name) || !body.object(name).isObject("transaction_data")) {
            return null;
        }
        return body.object(name).object("transaction_data");
    }

    private static @Nullable String subscription(Members body, @Nullable Members details) {
        var named = details == null ? null : details.orNull("subscription_id", Members::key);
        if (named == null && body.isObject("metadata")) {
            return body.object("metadata").orNull("preapproval_id", Members::key);
        }
        return named;
    }

    private static @Nullable String invoice(
            Members body, @Nullable Members details, String subscription) {
        var named = body.orNull("authorized_payment_id", Members::key);
        if (named == null && details != null) {
            named = details.orNull("invoice_id", Members::key);
        }
        if (named != null || details == null || !details.isObject("subscription_sequence")) {
            return named;
        }
        var number = details.object("subscription_sequence").orNull("number", Members::key);
        return number == null ? null : subscription + "/" + number;
    }

    private static @Nullable String order(Members body) {
        var order = body.isObject("order") ? body.object("order").orNull("id", Members::key) : null;
        return order == null ? null : ORDER + order;
    }
}
