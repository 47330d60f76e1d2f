package io.emdia.gateways.vindi;

import static java.util.Map.entry;

import io.emdia.facts.ChargeFact.ChargeImplied;
import io.emdia.facts.ChargeFact.PaymentFailed;
import io.emdia.facts.ChargeFact.PaymentSucceeded;
import io.emdia.facts.ChargeFact.RefundSucceeded;
import io.emdia.facts.Fact;
import io.emdia.facts.FactDate;
import io.emdia.facts.Method;
import io.emdia.gateways.Decimals;
import io.emdia.gateways.Lookup;
import io.emdia.gateways.Members;
import io.emdia.gateways.Misread;
import io.emdia.gateways.Reading;
import io.emdia.gateways.Resource;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A charge of Vindi's: one way its bill is tried to be paid. It knows only its last transaction,
 * which was a success, a refusal or a refund; each goes under the transaction's id, so it is the
 * same wherever it is seen.
 */
record VindiCharge(String type, Instant toldAt, Members members) {

    private static final String REJECTED = "charge_rejected";
    private static final String REFUNDED = "charge_refunded";
    private static final String REFUND = "refund";
    private static final int ATTEMPTS_MAX = 1_000_000;

    private static final Map<String, Method> METHODS =
            Map.ofEntries(
                    entry("PaymentMethod::Pix", Method.PIX),
                    entry("PaymentMethod::PixAutomatic", Method.PIX_AUTOMATIC),
                    entry("PaymentMethod::BankSlip", Method.BOLETO),
                    entry("PaymentMethod::OnlineBankSlip", Method.BOLETO),
                    entry("PaymentMethod::BankSlipPix", Method.BOLETO),
                    entry("PaymentMethod::BolePix", Method.BOLETO),
                    entry("PaymentMethod::CreditCard", Method.CREDIT_CARD),
                    entry("PaymentMethod::DebitCard", Method.DEBIT_CARD),
                    entry("PaymentMethod::BankDebit", Method.BANK_TRANSFER),
                    entry("PaymentMethod::Cash", Method.CASH),
                    entry("pix", Method.PIX),
                    entry("bank_slip", Method.BOLETO),
                    entry("online_bank_slip", Method.BOLETO),
                    entry("pix_bank_slip", Method.BOLETO),
                    entry("credit_card", Method.CREDIT_CARD),
                    entry("debit_card", Method.DEBIT_CARD),
                    entry("bank_debit", Method.BANK_TRANSFER),
                    entry("cash", Method.CASH));

    /** Sent by itself; its bill is told elsewhere, and asked for in case it was not. */
    static Reading alone(String type, Instant toldAt, String digest, Members members) {
        var charge = new VindiCharge(type, toldAt, members);
        var bill = VindiEvents.idOf(members, "bill");
        if (bill == null) {
            throw new Misread(members.pathOf("bill.id"), "must be there");
        }
        var facts = new ArrayList<Fact>();
        facts.add(charge.implied(bill));
        VindiBill.customer(members).ifPresent(facts::add);
        var guessed = new ArrayList<Fact>();
        charge.addTo(facts, guessed, bill);
        var event = VindiEvents.event(type, toldAt, members.key("id"), digest, facts);
        var lookup = new Lookup(new Resource(VindiApi.BILL, bill), false);
        return new Reading.Events(VindiEvents.with(event, guessed), List.of(lookup));
    }

    /**
     * What it says of its bill's money.
     *
     * @param guessed what it only shows the result of, without the day
     */
    void addTo(List<Fact> facts, List<Fact> guessed, String bill) {
        if (isPaid()) {
            var knowsDay = paidAt() != null || type.equals(VindiBill.PAID);
            (knowsDay ? facts : guessed).add(paid(bill));
        }
        if (type.equals(REJECTED) || isLast("rejected") && !isRefund()) {
            var knowsDay = madeAt() != null || type.equals(REJECTED);
            (knowsDay ? facts : guessed).add(failed(bill));
        }
        if (type.equals(REFUNDED) || isLast("success") && isRefund()) {
            var knowsDay = madeAt() != null || type.equals(REFUNDED);
            (knowsDay ? facts : guessed).add(refunded(bill));
        }
    }

    private PaymentSucceeded paid(String bill) {
        var on = new FactDate.At(Objects.requireNonNullElse(paidAt(), toldAt));
        return new PaymentSucceeded(bill, members.key("id"), amount(), method(), on, 0, 0, 0);
    }

    /** Null when it does not say; a refund comes after. */
    private @Nullable Instant paidAt() {
        var told = VindiEvents.time(members, "paid_at");
        return told == null && isLast("success") && !isRefund() ? madeAt() : told;
    }

    /** Also what was refunded later had been paid. */
    boolean isPaid() {
        return members.states("paid_at")
                || "paid".equals(members.orNull("status", Members::text))
                || isRefund() && (type.equals(REFUNDED) || isLast("success"));
    }

    Method method() {
        if (!members.isObject("payment_method")) {
            return Method.UNKNOWN;
        }
        var method = members.object("payment_method");
        var type = METHODS.get(textOf(method, "type"));
        return type != null ? type : METHODS.getOrDefault(textOf(method, "code"), Method.UNKNOWN);
    }

    private ChargeImplied implied(String bill) {
        var issued =
                members.states("created_at")
                        ? VindiEvents.on(members, "created_at")
                        : new FactDate.At(toldAt);
        var customer = VindiEvents.idOf(members, "customer");
        return new ChargeImplied(bill, customer, amount(), Decimals.REAL, method(), issued);
    }

    private PaymentFailed failed(String bill) {
        var number =
                members.states("attempt_count")
                        ? Math.toIntExact(members.integer("attempt_count", 0, ATTEMPTS_MAX))
                        : null;
        var last = last();
        var code = last == null ? "" : textOf(last, "gateway_response_code");
        return new PaymentFailed(
                bill,
                Objects.requireNonNullElse(lastId(), members.key("id") + "#" + number),
                number,
                method(),
                code.isEmpty() ? null : code,
                lastAt());
    }

    private RefundSucceeded refunded(String bill) {
        var last = last();
        var amount =
                last != null && last.states("amount")
                        ? Decimals.centavos(last, "amount")
                        : amount();
        var id = isRefund() ? lastId() : null;
        var named = Objects.requireNonNullElse(id, REFUND + "@" + toldAt);
        return new RefundSucceeded(
                bill, named, members.key("id"), amount, isRefund() ? lastOn() : told());
    }

    private boolean isRefund() {
        var last = last();
        return last != null && textOf(last, "transaction_type").equals(REFUND);
    }

    private boolean isLast(String status) {
        var last = last();
        return last != null && textOf(last, "status").equals(status);
    }

    private @Nullable String lastId() {
        var last = last();
        return last == null ? null : last.orNull("id", Members::key);
    }

    private Instant lastAt() {
        return Objects.requireNonNullElse(madeAt(), toldAt);
    }

    /** When its last transaction was made; null when it does not say. */
    private @Nullable Instant madeAt() {
        var last = last();
        return last == null ? null : VindiEvents.time(last, "created_at");
    }

    private FactDate lastOn() {
        return new FactDate.At(lastAt());
    }

    private FactDate told() {
        return new FactDate.At(toldAt);
    }

    private @Nullable Members last() {
        return members.isObject("last_transaction") ? members.object("last_transaction") : null;
    }

    private long amount() {
        return Decimals.centavos(members, "amount");
    }

    private static String textOf(Members from, String name) {
        return from.states(name) ? from.scalar(name) : "";
    }
}
