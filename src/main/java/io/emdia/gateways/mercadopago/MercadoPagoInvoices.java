package io.emdia.gateways.mercadopago;

import static io.emdia.gateways.mercadopago.MercadoPagoPayments.orMissing;

import io.emdia.facts.ChargeFact.ChargeCanceled;
import io.emdia.facts.ChargeFact.ChargeTold;
import io.emdia.facts.ChargeFact.PaymentFailed;
import io.emdia.facts.ChargeFact.PaymentSucceeded;
import io.emdia.facts.Event;
import io.emdia.facts.Fact;
import io.emdia.facts.FactDate;
import io.emdia.facts.Member;
import io.emdia.gateways.Decimals;
import io.emdia.gateways.Members;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Invoices of subscriptions ({@code authorized_payment}). One names the payment that was tried
 * last: every state tells what became of that one. {@code processed} also is one whose retries are
 * used up, so only the payment says whether money came. {@code debit_date} moves with each retry:
 * the first one is when the charge was due.
 */
final class MercadoPagoInvoices {

    private static final Set<String> RECEIVED =
            Set.of("approved", "in_mediation", "charged_back", "refunded");
    private static final int ATTEMPTS_MAX = 1_000_000;

    private MercadoPagoInvoices() {}

    /** The payment an invoice names. */
    private record Tried(String id, String status, @Nullable String detail) {

        static @Nullable Tried of(Members invoice) {
            if (!invoice.isObject("payment") || !invoice.object("payment").states("id")) {
                return null;
            }
            var payment = invoice.object("payment");
            var status = payment.orNull("status", Members::id);
            return new Tried(
                    payment.key("id"),
                    status == null ? "" : status,
                    payment.orNull("status_detail", Members::id));
        }
    }

    static List<Event> read(Members body, Instant fetchedAt) {
        var invoice =
                MercadoPagoSnapshot.of(
                        MercadoPagoApi.AUTHORIZED_PAYMENT, body, "last_modified", fetchedAt);
        var tried = Tried.of(body);
        var facts = new ArrayList<Fact>();
        facts.add(told(invoice));
        if (tried != null) {
            addTried(facts, invoice, tried);
            facts.addAll(MercadoPagoCharge.linksOfInvoice(invoice.id(), tried.id()));
        }
        if (invoice.status().equals("cancelled")) {
            facts.add(new ChargeCanceled(invoice.id(), new FactDate.At(invoice.at())));
        }
        var state = tried == null ? "" : tried.id() + "|" + tried.status();
        return List.of(invoice.event(facts, state));
    }

    private static ChargeTold told(MercadoPagoSnapshot invoice) {
        var created = Objects.requireNonNullElse(invoice.time("date_created"), invoice.at());
        var debit = attempts(invoice) > 1 ? null : invoice.time("debit_date");
        return new ChargeTold(
                invoice.id(),
                Member.missing(),
                orMissing(invoice.body().orNull("preapproval_id", Members::key)),
                Member.of(amount(invoice)),
                Member.of(invoice.currency("currency_id")),
                Member.missing(),
                Member.of(new FactDate.At(created)),
                debit == null ? Member.missing() : Member.of(new FactDate.At(debit)));
    }

    private static void addTried(List<Fact> facts, MercadoPagoSnapshot invoice, Tried tried) {
        var id = invoice.id();
        if (RECEIVED.contains(tried.status())) {
            var debit = Objects.requireNonNullElse(invoice.time("debit_date"), invoice.at());
            var on = new FactDate.At(debit);
            facts.add(new PaymentSucceeded(id, tried.id(), amount(invoice), null, on, 0, 0, 0));
        } else if (tried.status().equals("rejected")) {
            var number = attempts(invoice);
            facts.add(
                    new PaymentFailed(
                            id,
                            tried.id(),
                            number == 0 ? null : number,
                            null,
                            tried.detail(),
                            invoice.at()));
        }
    }

    /** Zero where it does not say. */
    private static int attempts(MercadoPagoSnapshot invoice) {
        var name = "retry_attempt";
        return invoice.body().states(name)
                ? Math.toIntExact(invoice.body().integer(name, 0, ATTEMPTS_MAX))
                : 0;
    }

    private static long amount(MercadoPagoSnapshot invoice) {
        var currency = invoice.currency("currency_id");
        return Decimals.minorUnits(invoice.body(), "transaction_amount", currency);
    }
}
