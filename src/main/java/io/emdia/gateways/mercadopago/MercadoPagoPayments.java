package io.emdia.gateways.mercadopago;

import io.emdia.facts.ChargeFact.ChargeCanceled;
import io.emdia.facts.ChargeFact.ChargeLapsed;
import io.emdia.facts.ChargeFact.ChargeRestored;
import io.emdia.facts.ChargeFact.ChargeTold;
import io.emdia.facts.ChargeFact.DisputeClosed;
import io.emdia.facts.ChargeFact.DisputeOpened;
import io.emdia.facts.ChargeFact.PaymentFailed;
import io.emdia.facts.ChargeFact.PaymentSucceeded;
import io.emdia.facts.ChargeFact.RefundFailed;
import io.emdia.facts.ChargeFact.RefundSucceeded;
import io.emdia.facts.ChargeFact.RefundedInAll;
import io.emdia.facts.CustomerFact.CustomerTold;
import io.emdia.facts.Event;
import io.emdia.facts.Fact;
import io.emdia.facts.FactDate;
import io.emdia.facts.Member;
import io.emdia.facts.Method;
import io.emdia.gateways.Decimals;
import io.emdia.gateways.Members;
import io.emdia.gateways.Reading;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Payments as the API answers them. Each tells all it holds: the charge, the money that came and
 * went, the dispute. Its state counts from its last change, and three things from other times, so
 * that they combine right with what other payments and other states of this one tell:
 *
 * <ul>
 *   <li>that a tied payment was begun, which reopens a charge whose earlier payments were called
 *       off, counts from its beginning;
 *   <li>that it was called off counts right behind that: a boleto that expires beside the Pix that
 *       was paid meanwhile cancels nothing;
 *   <li>the opening of a dispute that is seen only when closed counts from the payment's beginning:
 *       it yields to any that was seen open and knows its day.
 * </ul>
 *
 * <p>A refused payment that nothing ties to another is over: nothing can be paid with it any more,
 * so it is a canceled charge with an attempt.
 */
final class MercadoPagoPayments {

    private static final Set<String> RECEIVED =
            Set.of("approved", "in_mediation", "charged_back", "refunded");
    private static final Set<String> REFUND_FAILED = Set.of("rejected", "cancelled");
    private static final String REFUND_DONE = "approved";

    private final MercadoPagoSnapshot payment;
    private final Members body;
    private final MercadoPagoCharge charge;
    private final String currency;
    private final @Nullable Method method;
    private final Instant begun;
    private final String detail;

    private MercadoPagoPayments(Members body, Instant fetchedAt) {
        this.payment =
                MercadoPagoSnapshot.of(
                        MercadoPagoApi.PAYMENT, body, "date_last_updated", fetchedAt);
        this.body = body;
        this.charge = MercadoPagoCharge.of(body);
        this.currency = payment.currency("currency_id");
        this.method = MercadoPagoMethods.of(body, currency);
        this.begun = Objects.requireNonNullElse(payment.time("date_created"), payment.at());
        this.detail = Objects.requireNonNullElse(body.orNull("status_detail", Members::id), "");
    }

    static List<Event> read(Members body, Instant fetchedAt) {
        return new MercadoPagoPayments(body, fetchedAt).events();
    }

    /** The answer to a search for an external reference. */
    static Reading readAll(Members answer, String reference, Instant fetchedAt) {
        var events = new ArrayList<Event>();
        for (var body : answer.objects("results")) {
            if (!reference.equals(MercadoPagoCharge.reference(body))) {
                throw body.misread("external_reference", "must be the one that was asked for");
            }
            events.addAll(read(body, fetchedAt));
        }
        if (events.isEmpty()) {
            var id = MercadoPagoApi.REFERENCE + "/" + answer.digest();
            var digest = answer.digest();
            events.add(new Event(id, "payment.none", fetchedAt, digest, List.of()));
        }
        return new Reading.Events(events);
    }

    private List<Event> events() {
        var events = new ArrayList<Event>();
        events.add(payment.event(facts(), detail, refunded()));
        if (charge.isTied()) {
            events.add(payment.event("begun", begun, List.of(new ChargeRestored(charge.id()))));
        }
        if (charge.isTied() && isCalledOff()) {
            var rightBehind = begun.plus(1, ChronoUnit.MICROS);
            events.add(payment.event("called_off", rightBehind, List.of(lapsed())));
        }
        if (isChargedBack() && isClosed()) {
            events.add(payment.event("charged_back", begun, List.of(opened())));
        }
        return events;
    }

    private List<Fact> facts() {
        var facts = new ArrayList<Fact>();
        facts.add(told());
        addCustomer(facts);
        if (RECEIVED.contains(payment.status())) {
            addMoney(facts);
        }
        if (payment.status().equals("rejected")) {
            var id = charge.payment();
            facts.add(new PaymentFailed(charge.id(), id, null, method, code(), payment.at()));
        }
        if (!charge.isTied() && (isCalledOff() || payment.status().equals("rejected"))) {
            facts.add(canceled());
        }
        facts.addAll(charge.links());
        return facts;
    }

    private ChargeTold told() {
        var due = payment.time("date_of_expiration");
        return new ChargeTold(
                charge.id(),
                orMissing(customer()),
                orMissing(charge.subscription()),
                Member.of(amount()),
                Member.of(currency),
                orMissing(method),
                Member.of(new FactDate.At(begun)),
                due == null ? Member.missing() : Member.of(new FactDate.At(due)));
    }

    private void addMoney(List<Fact> facts) {
        facts.add(
                new PaymentSucceeded(
                        charge.id(), charge.payment(), amount(), method, paidOn(), 0, 0, 0));
        if (charge.isTied()) {
            facts.add(new ChargeRestored(charge.id()));
        }
        addRefunds(facts);
        if (isChargedBack() && !isClosed()) {
            facts.add(opened());
        }
        if (isChargedBack() && isClosed()) {
            var won = detail.equals("reimbursed");
            facts.add(new DisputeClosed(charge.id(), dispute(charge.payment()), won, now()));
        }
    }

    /** One by one where they are told so, else by their running total. */
    private void addRefunds(List<Fact> facts) {
        var refunds = body.states("refunds") ? body.objects("refunds") : List.<Members>of();
        for (var refund : refunds) {
            addRefund(facts, refund);
        }
        if (refunds.isEmpty() && refunded() > 0) {
            facts.add(new RefundedInAll(charge.payment(), refunded(), now()));
        }
    }

    private void addRefund(List<Fact> facts, Members refund) {
        var id = refund.key("id");
        var status = refund.orNull("status", Members::text);
        if (status != null && REFUND_FAILED.contains(status)) {
            facts.add(new RefundFailed(charge.id(), id));
        } else if (status == null || status.equals(REFUND_DONE)) {
            var at = MercadoPagoSnapshot.time(refund, "date_created");
            var on = at == null ? now() : new FactDate.At(at);
            var amount = Decimals.minorUnits(refund, "amount", currency);
            facts.add(new RefundSucceeded(charge.id(), id, charge.payment(), amount, on));
        }
    }

    private void addCustomer(List<Fact> facts) {
        var customer = customer();
        if (customer == null) {
            return;
        }
        var payer = body.object("payer");
        var document =
                payer.isObject("identification")
                        ? payer.object("identification").orNull("number", Members::scalar)
                        : null;
        facts.add(
                new CustomerTold(
                        customer,
                        orMissing(name(payer)),
                        orMissing(payer.orNull("email", Members::text)),
                        Member.missing(),
                        orMissing(document)));
    }

    private static @Nullable String name(Members payer) {
        var first = payer.orNull("first_name", Members::text);
        var last = payer.orNull("last_name", Members::text);
        if (first == null) {
            return last;
        }
        return last == null ? first : first + " " + last;
    }

    private @Nullable String customer() {
        if (!body.isObject("payer")) {
            return null;
        }
        var id = body.object("payer").orNull("id", Members::scalar);
        return id == null || id.isBlank() ? null : body.object("payer").key("id");
    }

    private boolean isCalledOff() {
        return payment.status().equals("cancelled");
    }

    private boolean isChargedBack() {
        return payment.status().equals("charged_back");
    }

    private boolean isClosed() {
        return detail.equals("settled") || detail.equals("reimbursed");
    }

    private ChargeLapsed lapsed() {
        return new ChargeLapsed(charge.id(), now());
    }

    private ChargeCanceled canceled() {
        return new ChargeCanceled(charge.id(), now());
    }

    private DisputeOpened opened() {
        var id = charge.payment();
        return new DisputeOpened(charge.id(), dispute(id), id, amount(), now());
    }

    /**
     * A payment is charged back once; its case is known by another id that payments do not tell.
     */
    static String dispute(String payment) {
        return "chargeback/" + payment;
    }

    private @Nullable String code() {
        return detail.isEmpty() ? null : detail;
    }

    private long amount() {
        return Decimals.minorUnits(body, "transaction_amount", currency);
    }

    /** Of a refunded payment that does not say how much, all of it. */
    private long refunded() {
        var name = "transaction_amount_refunded";
        var told = body.states(name) ? Decimals.minorUnits(body, name, currency) : 0;
        return told == 0 && payment.status().equals("refunded") ? amount() : told;
    }

    private FactDate paidOn() {
        var approved = payment.time("date_approved");
        if (approved == null) {
            approved = payment.status().equals("approved") ? payment.at() : begun;
        }
        return new FactDate.At(approved);
    }

    private FactDate now() {
        return new FactDate.At(payment.at());
    }

    static <T> Member<T> orMissing(@Nullable T value) {
        return value == null ? Member.missing() : Member.of(value);
    }
}
