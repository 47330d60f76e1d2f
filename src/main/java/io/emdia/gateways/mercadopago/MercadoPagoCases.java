package io.emdia.gateways.mercadopago;

import io.emdia.facts.ChargeFact.DisputeOpened;
import io.emdia.facts.Event;
import io.emdia.facts.Fact;
import io.emdia.facts.FactDate;
import io.emdia.gateways.Decimals;
import io.emdia.gateways.Lookup;
import io.emdia.gateways.Members;
import io.emdia.gateways.Reading;
import io.emdia.gateways.Resource;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What stands around payments: a case of a chargeback knows when it was opened, which a payment
 * seen later does not tell; a merchant order names the payments of its checkout.
 */
final class MercadoPagoCases {

    /** More attempts than anybody makes at one checkout. */
    private static final int PAYMENTS_MAX = 100;

    private static final String PAYMENTS = "payments";

    private MercadoPagoCases() {}

    /** A case has no status of its own: what it came to is told by its payment. */
    static Reading readChargeback(Members body, Instant fetchedAt) {
        var created = MercadoPagoSnapshot.time(body, "date_created");
        var updated = MercadoPagoSnapshot.time(body, "date_last_updated");
        var at = Objects.requireNonNullElse(updated, fetchedAt);
        var currency = body.states("currency") ? body.currency("currency") : Decimals.REAL;
        var payments = body.keys(PAYMENTS);
        var facts = new ArrayList<Fact>();
        if (payments.size() == 1 && created != null) {
            var payment = payments.getFirst();
            var dispute = MercadoPagoPayments.dispute(payment);
            var amount = Decimals.minorUnits(body, "amount", currency);
            var on = new FactDate.At(created);
            facts.add(new DisputeOpened(payment, dispute, payment, amount, on));
        }
        var id = MercadoPagoApi.CHARGEBACK + "/" + body.key("id");
        return new Reading.Events(
                List.of(new Event(id, MercadoPagoApi.CHARGEBACK, at, body.digest(), facts)));
    }

    static Reading readMerchantOrder(Members body, Instant fetchedAt) {
        var order =
                MercadoPagoSnapshot.of(
                        MercadoPagoApi.MERCHANT_ORDER, body, "last_updated", fetchedAt);
        var payments = body.states(PAYMENTS) ? body.objects(PAYMENTS) : List.<Members>of();
        if (payments.size() > PAYMENTS_MAX) {
            throw body.misread(PAYMENTS, "must be at most " + PAYMENTS_MAX);
        }
        var lookups =
                payments.stream()
                        .map(payment -> new Resource(MercadoPagoApi.PAYMENT, payment.key("id")))
                        .map(payment -> new Lookup(payment, true))
                        .toList();
        return new Reading.Events(List.of(order.event(List.of(), payments.size())), lookups);
    }
}
