package io.emdia.gateways.pagbank;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Map.entry;

import io.emdia.facts.FactDate;
import io.emdia.facts.Method;
import io.emdia.gateways.Decimals;
import io.emdia.gateways.Digests;
import io.emdia.gateways.Members;
import io.emdia.gateways.Moments;
import io.emdia.gateways.Pseudonyms;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * A charge as a notification holds it, with the order it stands in. It has no time of the change
 * that is notified, only of its creation and payment; so the time of its state is the later of
 * these, and of states of one time the later in a charge's life counts, a microsecond each. For the
 * same reason a refund is dated to the payment, and a cancellation to the creation.
 */
final class PagbankCharge {

    private static final Map<String, Method> METHODS =
            Map.ofEntries(
                    entry("PIX", Method.PIX),
                    entry("BOLETO", Method.BOLETO),
                    entry("CREDIT_CARD", Method.CREDIT_CARD),
                    entry("DEBIT_CARD", Method.DEBIT_CARD),
                    entry("WALLET", Method.WALLET),
                    entry("TRANSFER", Method.BANK_TRANSFER));

    private static final Map<String, Integer> RANKS =
            Map.of("WAITING", 0, "IN_ANALYSIS", 1, "AUTHORIZED", 2, "DECLINED", 3, "CANCELED", 4);
    private static final int RANK_PAID = 5;
    private static final int RANK_REFUNDED = 6;

    private final @Nullable Members order;
    private final Members charge;
    private final Pseudonyms pseudonyms;

    private PagbankCharge(@Nullable Members order, Members charge, Pseudonyms pseudonyms) {
        this.order = order;
        this.charge = charge;
        this.pseudonyms = pseudonyms;
    }

    static PagbankCharge of(Members order, Members charge, Pseudonyms pseudonyms) {
        return new PagbankCharge(order, charge, pseudonyms);
    }

    /** As older accounts are notified, and as the API answers. */
    static PagbankCharge alone(Members charge, Pseudonyms pseudonyms) {
        return new PagbankCharge(null, charge, pseudonyms);
    }

    String pseudonym(String text) {
        return pseudonyms.of(text);
    }

    String id() {
        return charge.id("id");
    }

    String status() {
        return charge.id("status");
    }

    /** Of all that is read: the same charge in a changed order tells something else. */
    String digest() {
        if (order == null) {
            return charge.digest();
        }
        return Digests.sha256Hex((order.digest() + charge.digest()).getBytes(UTF_8));
    }

    /** What PagBank's events are told apart by. */
    String state() {
        var state = String.join("|", id(), status(), "" + paid(), "" + refunded());
        return state.length() < Members.ID_LENGTH_MAX / 2
                ? state
                : Digests.sha256Hex(state.getBytes(UTF_8));
    }

    Instant at() {
        var created = createdAt();
        var paid = paidAt();
        var later = paid != null && paid.isAfter(created) ? paid : created;
        return later.truncatedTo(ChronoUnit.MILLIS).plus(rank(), ChronoUnit.MICROS);
    }

    private int rank() {
        if (refunded() > 0) {
            return RANK_REFUNDED;
        }
        return isPaid() ? RANK_PAID : RANKS.getOrDefault(status(), 0);
    }

    boolean isDeclined() {
        return status().equals("DECLINED");
    }

    boolean isPaid() {
        return status().equals("PAID") || status().equals("CANCELED") && refunded() > 0;
    }

    boolean isCanceled() {
        return status().equals("CANCELED") && !isPaid();
    }

    boolean isInOrder() {
        return order != null;
    }

    Instant createdAt() {
        var since = charge.states("created_at") || order == null ? charge : order;
        return Moments.instant(since, "created_at", Moments.BRASILIA);
    }

    private @Nullable Instant paidAt() {
        return charge.states("paid_at")
                ? Moments.instant(charge, "paid_at", Moments.BRASILIA)
                : null;
    }

    FactDate paidOn() {
        var paid = paidAt();
        return new FactDate.At(paid == null ? createdAt() : paid);
    }

    /** An order waits for its charge: what is asked is asked since the order. */
    FactDate issuedOn() {
        var since = order != null && order.states("created_at") ? order : charge;
        return new FactDate.At(Moments.instant(since, "created_at", Moments.BRASILIA));
    }

    long amount() {
        return charge.object("amount").amount("value");
    }

    String currency() {
        var amount = charge.object("amount");
        return amount.states("currency") ? amount.currency("currency") : Decimals.REAL;
    }

    /** What came in; after it went back PagBank may no longer count it. */
    long received() {
        if (paid() > 0) {
            return paid();
        }
        return refunded() > 0 ? refunded() : amount();
    }

    private long paid() {
        return ofSummary("paid");
    }

    long refunded() {
        return ofSummary("refunded");
    }

    private long ofSummary(String name) {
        var amount = charge.object("amount");
        if (!amount.isObject("summary") || !amount.object("summary").states(name)) {
            return 0;
        }
        return amount.object("summary").amount(name);
    }

    @Nullable Method method() {
        var holder = paymentMethod();
        var name = holder == null ? null : holder.orNull("type", Members::text);
        return name == null ? null : METHODS.getOrDefault(name, Method.UNKNOWN);
    }

    @Nullable FactDate dueOn() {
        var method = paymentMethod();
        if (method == null || !method.isObject("boleto")) {
            return null;
        }
        var boleto = method.object("boleto");
        return boleto.states("due_date") ? Moments.writtenDay(boleto, "due_date") : null;
    }

    private @Nullable Members paymentMethod() {
        return charge.isObject("payment_method") ? charge.object("payment_method") : null;
    }

    @Nullable String code() {
        return charge.isObject("payment_response")
                ? charge.object("payment_response").orNull("code", Members::scalar)
                : null;
    }

    @Nullable Members customer() {
        return order != null && order.isObject("customer") ? order.object("customer") : null;
    }

    /** What the merchant calls it, and its order: attempts at one amount share either. */
    @Nullable String reference() {
        var own = charge.orNull("reference_id", Members::text);
        return own != null && !own.isBlank() || order == null
                ? own
                : order.orNull("reference_id", Members::text);
    }

    @Nullable String orderId() {
        return order == null ? null : order.orNull("id", Members::id);
    }
}
