package io.emdia.gateways.pagarme;

import static java.util.Map.entry;

import io.emdia.facts.ChargeFact.ChargeLapsed;
import io.emdia.facts.ChargeFact.ChargeTold;
import io.emdia.facts.ChargeFact.PaymentFailed;
import io.emdia.facts.ChargeFact.PaymentSucceeded;
import io.emdia.facts.ChargeFact.RefundedInAll;
import io.emdia.facts.Fact;
import io.emdia.facts.FactDate;
import io.emdia.facts.Member;
import io.emdia.facts.Method;
import io.emdia.gateways.Decimals;
import io.emdia.gateways.Members;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A charge as a whole, which every event of it holds: what is asked, what was paid, and the running
 * total of what was given back. {@code canceled} is the status of what was given back in full as
 * well as of what was never paid; what was paid and what the event is called tell them apart.
 */
final class PagarmeCharge {

    private static final Map<String, Method> METHODS =
            Map.ofEntries(
                    entry("credit_card", Method.CREDIT_CARD),
                    entry("private_label", Method.CREDIT_CARD),
                    entry("debit_card", Method.DEBIT_CARD),
                    entry("boleto", Method.BOLETO),
                    entry("pix", Method.PIX),
                    entry("cash", Method.CASH),
                    entry("bank_transfer", Method.BANK_TRANSFER),
                    entry("safetypay", Method.BANK_TRANSFER),
                    entry("google_pay", Method.WALLET),
                    entry("apple_pay", Method.WALLET));

    private static final String CHARGED_BACK = "charge.chargedback";
    private static final String REFUNDED = "charge.refunded";
    private static final Set<String> GIVEN_BACK = Set.of(REFUNDED, "charge.partial_canceled");
    private static final Set<String> PAID = Set.of("paid", "overpaid", "underpaid");
    private static final Set<String> PAID_IN_FULL = Set.of("paid", "overpaid");
    private static final Set<String> REFUSED =
            Set.of("charge.payment_failed", "charge.antifraud_reproved");

    private final String type;
    private final Instant toldAt;
    private final Members charge;
    private final @Nullable Members transaction;
    private final String status;
    private final List<Fact> facts = new ArrayList<>();

    private PagarmeCharge(String type, Instant toldAt, Members charge) {
        this.type = type;
        this.toldAt = toldAt;
        this.charge = charge;
        this.transaction = objectOf("last_transaction");
        this.status = charge.text("status");
    }

    static PagarmeCharge of(String type, Instant toldAt, Members charge) {
        return new PagarmeCharge(type, toldAt, charge);
    }

    List<Fact> facts() {
        facts.addAll(PagarmeCustomer.in(charge));
        facts.add(told());
        addPayment();
        addRefunds();
        addAttempt();
        addEnd();
        facts.addAll(PagarmeInvoice.linked(objectOf("invoice"), id()));
        facts.addAll(PagarmeInvoice.linked(objectOf("order"), id()));
        return facts;
    }

    private ChargeTold told() {
        var order = objectOf("order");
        var own = PagarmeCustomer.idIn(charge);
        var invoice = objectOf("invoice");
        return new ChargeTold(
                id(),
                PagarmeInvoice.stated(
                        own != null || order == null ? own : PagarmeCustomer.idIn(order)),
                PagarmeInvoice.stated(
                        invoice == null ? null : PagarmeInvoice.subscriptionOf(invoice)),
                Member.of(charge.amount("amount")),
                Member.of(currency()),
                PagarmeInvoice.stated(method()),
                Member.of(PagarmeTimes.on(charge, "created_at")),
                dueOn(invoice));
    }

    private Member<FactDate> dueOn(@Nullable Members invoice) {
        for (var holder : new @Nullable Members[] {charge, invoice, boleto()}) {
            if (holder != null && holder.states("due_at")) {
                return Member.of(PagarmeTimes.day(holder, "due_at"));
            }
        }
        return Member.missing();
    }

    private @Nullable Members boleto() {
        return method() == Method.BOLETO ? transaction : null;
    }

    /** However often it is told: Pagar.me adds up what came in for a charge. */
    private void addPayment() {
        var paid = paid();
        var on = paidOn();
        if (paid > 0 && on != null) {
            facts.add(new PaymentSucceeded(id(), id(), paid, method(), on, 0, 0, 0));
        }
    }

    private long paid() {
        for (var holder : new @Nullable Members[] {charge, transaction}) {
            var amount = holder == null ? null : holder.orNull("paid_amount", Members::amount);
            if (amount != null && amount > 0) {
                return amount;
            }
        }
        var isInFull =
                PAID_IN_FULL.contains(status)
                        || status.equals("canceled") && charge.states("paid_at");
        return isInFull ? charge.amount("amount") : 0;
    }

    /** Null where the charge was paid once and the body no longer says when. */
    private @Nullable FactDate paidOn() {
        for (var holder : new @Nullable Members[] {charge, transaction}) {
            if (holder != null && holder.states("paid_at")) {
                return PagarmeTimes.on(holder, "paid_at");
            }
        }
        return PAID.contains(status) && canceled() == 0 ? changedOn() : null;
    }

    /** What is given back in full need not say how much that is. */
    private long canceled() {
        var amount = charge.orNull("canceled_amount", Members::amount);
        if (amount != null && amount > 0) {
            return amount;
        }
        var paid = paid();
        if (type.equals(REFUNDED) || status.equals("canceled") && paid > 0) {
            return paid > 0 ? paid : charge.amount("amount");
        }
        return 0;
    }

    /** What was only authorised and then let go was never given back. */
    private void addRefunds() {
        if (canceled() > 0 && !status.equals("chargedback") && wasPaid()) {
            facts.add(new RefundedInAll(id(), canceled(), canceledOn()));
        }
    }

    private boolean wasPaid() {
        if (paid() > 0) {
            return true;
        }
        var isOnlyAuthorised = "auth_only".equals(ofTransaction("operation_type"));
        var refunded = ofTransaction("status");
        return GIVEN_BACK.contains(type) && !isOnlyAuthorised
                || refunded != null && refunded.endsWith("refunded");
    }

    private void addAttempt() {
        if (!REFUSED.contains(type) && !status.equals("failed")) {
            return;
        }
        var at = transaction == null ? null : PagarmeTimes.firstOf(transaction, "created_at");
        var failedAt = at != null ? at : changedAt();
        var named = ofTransaction("id");
        facts.add(
                new PaymentFailed(
                        id(),
                        named != null ? named : id() + "@" + failedAt.getEpochSecond(),
                        null,
                        method(),
                        code(),
                        failedAt));
    }

    /** The acquirer's, unless it had nothing against the card and Pagar.me did. */
    private @Nullable String code() {
        if (transaction == null) {
            return null;
        }
        var analysis =
                transaction.isObject("antifraud_response")
                        ? transaction.object("antifraud_response").orNull("status", Members::text)
                        : null;
        if (type.endsWith("antifraud_reproved") || "reproved".equals(analysis)) {
            return "antifraud_reproved";
        }
        var acquirer = ofTransaction("acquirer_return_code");
        return acquirer != null ? acquirer : gatewayCode(transaction);
    }

    /** An HTTP status: 200 says that the acquirer was asked. */
    private @Nullable String gatewayCode(Members of) {
        var code =
                of.isObject("gateway_response")
                        ? of.object("gateway_response").orNull("code", Members::scalar)
                        : null;
        return code == null || code.equals("200") ? ofTransaction("status") : code;
    }

    private void addEnd() {
        if (status.equals("canceled") && paid() == 0) {
            facts.add(new ChargeLapsed(id(), canceledOn()));
        }
        if (isChargedBack() && type.equals(CHARGED_BACK)) {
            facts.add(chargeback());
        }
    }

    private boolean isChargedBack() {
        return status.equals("chargedback");
    }

    private Fact chargeback() {
        var amount = paid() > 0 ? paid() : charge.amount("amount");
        return PagarmeChargeback.opened(id(), amount, changedAt());
    }

    /** A charge that is changed later is still disputed, and no longer says since when. */
    List<Fact> guessed() {
        return isChargedBack() && !type.equals(CHARGED_BACK) ? List.of(chargeback()) : List.of();
    }

    private @Nullable Members objectOf(String name) {
        return charge.isObject(name) ? charge.object(name) : null;
    }

    /** Null also for an empty one. */
    private @Nullable String ofTransaction(String name) {
        var value = transaction == null ? null : transaction.orNull(name, Members::scalar);
        return value == null || value.isBlank() ? null : value;
    }

    private String id() {
        return charge.id("id");
    }

    private String currency() {
        return charge.states("currency") ? charge.currency("currency") : Decimals.REAL;
    }

    private @Nullable Method method() {
        var name = charge.orNull("payment_method", Members::text);
        return name == null ? null : METHODS.getOrDefault(name, Method.UNKNOWN);
    }

    private FactDate canceledOn() {
        return charge.states("canceled_at") ? PagarmeTimes.on(charge, "canceled_at") : changedOn();
    }

    private FactDate changedOn() {
        return new FactDate.At(changedAt());
    }

    private Instant changedAt() {
        return Objects.requireNonNullElse(PagarmeTimes.firstOf(charge, "updated_at"), toldAt);
    }
}
