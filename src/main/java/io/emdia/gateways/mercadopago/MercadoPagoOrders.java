package io.emdia.gateways.mercadopago;

import static io.emdia.gateways.mercadopago.MercadoPagoPayments.orMissing;

import io.emdia.facts.ChargeFact.ChargeCanceled;
import io.emdia.facts.ChargeFact.ChargeTold;
import io.emdia.facts.ChargeFact.DisputeClosed;
import io.emdia.facts.ChargeFact.DisputeOpened;
import io.emdia.facts.ChargeFact.PaymentFailed;
import io.emdia.facts.ChargeFact.PaymentSucceeded;
import io.emdia.facts.ChargeFact.RefundedInAll;
import io.emdia.facts.Event;
import io.emdia.facts.Fact;
import io.emdia.facts.FactDate;
import io.emdia.facts.Member;
import io.emdia.gateways.Decimals;
import io.emdia.gateways.Members;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Orders of the Orders API: each is a charge that holds its payments, under ids of their own and
 * without days. What an order tells while it is just paid counts as of that change; where it is
 * first seen later, its payments are taken to be of the day it was made, told so that they yield.
 * Where payments of the same external reference are told as well, the order is their charge under
 * another name.
 */
final class MercadoPagoOrders {

    private static final Set<String> RECEIVED =
            Set.of("processed", "refunded", "charged_back", "in_review", "in_dispute");
    private static final Set<String> REFUSED = Set.of("failed", "rejected");
    private static final Set<String> OVER = Set.of("canceled", "cancelled", "expired", "failed");
    private static final Set<String> REFUND_DONE = Set.of("processed", "approved");
    private static final String TRANSACTIONS = "transactions";

    private final MercadoPagoSnapshot order;
    private final Members body;
    private final String currency;
    private final Instant begun;
    private final String detail;

    private MercadoPagoOrders(Members body, Instant fetchedAt) {
        this.order =
                MercadoPagoSnapshot.of(MercadoPagoApi.ORDER, body, "last_updated_date", fetchedAt);
        this.body = body;
        this.currency = order.currency("currency");
        this.begun = Objects.requireNonNullElse(order.time("created_date"), order.at());
        this.detail = Objects.requireNonNullElse(body.orNull("status_detail", Members::id), "");
    }

    static List<Event> read(Members body, Instant fetchedAt) {
        return new MercadoPagoOrders(body, fetchedAt).events();
    }

    private List<Event> events() {
        var events = new ArrayList<Event>();
        var refunded = refunded();
        events.add(order.event(facts(refunded), detail, refunded));
        var earlier = new ArrayList<Fact>();
        if (isReceived() && !isJustPaid()) {
            addPayments(earlier, new FactDate.At(begun));
        }
        if (isChargedBack() && isClosed()) {
            addDisputes(earlier);
        }
        if (!earlier.isEmpty()) {
            events.add(order.event("begun", begun, earlier));
        }
        return events;
    }

    private List<Fact> facts(long refunded) {
        var facts = new ArrayList<Fact>();
        var id = order.id();
        facts.add(told());
        if (isReceived() && isJustPaid()) {
            addPayments(facts, now());
        }
        addFailures(facts);
        if (refunded > 0) {
            facts.add(new RefundedInAll(id, refunded, now()));
        }
        if (isChargedBack() && !isClosed()) {
            addDisputes(facts);
        }
        if (isChargedBack() && isClosed()) {
            addClosings(facts);
        }
        if (OVER.contains(order.status())) {
            facts.add(new ChargeCanceled(id, now()));
        }
        facts.addAll(MercadoPagoCharge.linksOfOrder(id, body));
        return facts;
    }

    private ChargeTold told() {
        var due =
                payments().stream()
                        .map(it -> MercadoPagoSnapshot.time(it, "date_of_expiration"))
                        .filter(Objects::nonNull)
                        .findFirst();
        var method =
                payments().stream()
                        .map(it -> MercadoPagoMethods.ofOrder(it, currency))
                        .filter(Objects::nonNull)
                        .findFirst();
        var payer = body.isObject("payer") ? body.object("payer") : null;
        return new ChargeTold(
                order.id(),
                orMissing(payer == null ? null : payer.orNull("customer_id", Members::key)),
                Member.missing(),
                Member.of(Decimals.minorUnits(body, "total_amount", currency)),
                Member.of(currency),
                orMissing(method.orElse(null)),
                Member.of(new FactDate.At(begun)),
                due.<Member<FactDate>>map(at -> Member.of(new FactDate.At(at)))
                        .orElseGet(Member::missing));
    }

    private void addPayments(List<Fact> facts, FactDate on) {
        for (var payment : received()) {
            var method = MercadoPagoMethods.ofOrder(payment, currency);
            var id = payment.key("id");
            facts.add(new PaymentSucceeded(order.id(), id, amount(payment), method, on, 0, 0, 0));
        }
    }

    private void addFailures(List<Fact> facts) {
        for (var payment : payments()) {
            if (REFUSED.contains(status(payment))) {
                facts.add(
                        new PaymentFailed(
                                order.id(),
                                payment.key("id"),
                                null,
                                MercadoPagoMethods.ofOrder(payment, currency),
                                payment.orNull("status_detail", Members::id),
                                order.at()));
            }
        }
    }

    private void addDisputes(List<Fact> facts) {
        for (var payment : received()) {
            var id = payment.key("id");
            var dispute = MercadoPagoPayments.dispute(id);
            facts.add(new DisputeOpened(order.id(), dispute, id, amount(payment), now()));
        }
    }

    private void addClosings(List<Fact> facts) {
        var won = detail.equals("reimbursed");
        for (var payment : received()) {
            var dispute = MercadoPagoPayments.dispute(payment.key("id"));
            facts.add(new DisputeClosed(order.id(), dispute, won, now()));
        }
    }

    private long refunded() {
        var listed = 0L;
        for (var refund : transactions("refunds")) {
            if (REFUND_DONE.contains(status(refund))) {
                listed = Math.addExact(listed, Decimals.minorUnits(refund, "amount", currency));
            }
        }
        if (listed == 0 && order.status().equals("refunded")) {
            return received().stream().mapToLong(this::amount).reduce(0, Math::addExact);
        }
        return listed;
    }

    private long amount(Members payment) {
        var name = payment.states("paid_amount") ? "paid_amount" : "amount";
        return Decimals.minorUnits(payment, name, currency);
    }

    private List<Members> received() {
        return payments().stream().filter(it -> RECEIVED.contains(status(it))).toList();
    }

    private List<Members> payments() {
        return transactions("payments");
    }

    private List<Members> transactions(String name) {
        if (!body.isObject(TRANSACTIONS) || !body.object(TRANSACTIONS).states(name)) {
            return List.of();
        }
        return body.object(TRANSACTIONS).objects(name);
    }

    private static String status(Members of) {
        return Objects.requireNonNullElse(of.orNull("status", Members::text), "");
    }

    private boolean isReceived() {
        return RECEIVED.contains(order.status());
    }

    private boolean isJustPaid() {
        return order.status().equals("processed") && detail.equals("accredited");
    }

    private boolean isChargedBack() {
        return order.status().equals("charged_back");
    }

    private boolean isClosed() {
        return detail.equals("settled") || detail.equals("reimbursed");
    }

    private FactDate now() {
        return new FactDate.At(order.at());
    }
}
