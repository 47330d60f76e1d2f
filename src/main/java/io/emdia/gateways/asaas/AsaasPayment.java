package io.emdia.gateways.asaas;

import static java.util.Map.entry;

import io.emdia.facts.FactDate;
import io.emdia.facts.Method;
import io.emdia.gateways.Decimals;
import io.emdia.gateways.Members;
import io.emdia.gateways.Moments;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A payment, as Asaas calls a charge, with how it writes days and money. Its {@code value} grows by
 * fine and interest or shrinks by a discount once it is paid; what was asked then stands in {@code
 * originalValue}.
 *
 * @param type of the event that holds it
 * @param toldAt when it was so
 */
record AsaasPayment(String type, Instant toldAt, ZoneId zone, Members members) {

    /** Everything else about payments is of no account: who looked at a boleto, how it is split. */
    private static final Set<String> TOLD_BY =
            Set.of(
                    "PAYMENT_CREATED",
                    "PAYMENT_UPDATED",
                    "PAYMENT_AWAITING_RISK_ANALYSIS",
                    "PAYMENT_APPROVED_BY_RISK_ANALYSIS",
                    "PAYMENT_REPROVED_BY_RISK_ANALYSIS",
                    "PAYMENT_AUTHORIZED",
                    "PAYMENT_CONFIRMED",
                    "PAYMENT_RECEIVED",
                    "PAYMENT_RECEIVED_IN_CASH",
                    "PAYMENT_RECEIVED_IN_CASH_UNDONE",
                    "PAYMENT_CREDIT_CARD_CAPTURE_REFUSED",
                    "PAYMENT_ANTICIPATED",
                    "PAYMENT_OVERDUE",
                    "PAYMENT_DELETED",
                    "PAYMENT_RESTORED",
                    "PAYMENT_REFUND_IN_PROGRESS",
                    "PAYMENT_REFUNDED",
                    "PAYMENT_PARTIALLY_REFUNDED",
                    "PAYMENT_REFUND_DENIED",
                    "PAYMENT_CHARGEBACK_REQUESTED",
                    "PAYMENT_CHARGEBACK_DISPUTE",
                    "PAYMENT_AWAITING_CHARGEBACK_REVERSAL",
                    "PAYMENT_DUNNING_REQUESTED",
                    "PAYMENT_DUNNING_RECEIVED");

    private static final Set<String> PAID =
            Set.of(
                    "CONFIRMED",
                    "RECEIVED",
                    "RECEIVED_IN_CASH",
                    "DUNNING_RECEIVED",
                    "REFUND_REQUESTED",
                    "REFUND_IN_PROGRESS",
                    "REFUNDED",
                    "CHARGEBACK_REQUESTED",
                    "CHARGEBACK_DISPUTE",
                    "AWAITING_CHARGEBACK_REVERSAL");

    /** They say enough where there is no status. */
    private static final Set<String> PAYING =
            Set.of(
                    "PAYMENT_CONFIRMED",
                    "PAYMENT_RECEIVED",
                    "PAYMENT_RECEIVED_IN_CASH",
                    "PAYMENT_DUNNING_RECEIVED");

    private static final Map<String, Method> METHODS =
            Map.ofEntries(
                    entry("BOLETO", Method.BOLETO),
                    entry("CREDIT_CARD", Method.CREDIT_CARD),
                    entry("DEBIT_CARD", Method.DEBIT_CARD),
                    entry("PIX", Method.PIX),
                    entry("TRANSFER", Method.BANK_TRANSFER),
                    entry("DEPOSIT", Method.BANK_TRANSFER),
                    entry("RECEIVED_IN_CASH", Method.CASH));

    private static final String IN_CASH = "RECEIVED_IN_CASH";
    private static final List<String> ARRIVED_ON = List.of("paymentDate", "confirmedDate");

    static boolean isToldBy(String type) {
        return TOLD_BY.contains(type);
    }

    static AsaasPayment of(String type, Instant toldAt, ZoneId zone, Members members) {
        return new AsaasPayment(type, toldAt, zone, members);
    }

    String id() {
        return members.id("id");
    }

    boolean is(String eventType) {
        return type.equals(eventType);
    }

    String status() {
        return members.states("status") ? members.text("status") : "";
    }

    boolean isPaid() {
        return PAID.contains(status()) || status().isEmpty() && PAYING.contains(type);
    }

    boolean isInCash() {
        return status().equals(IN_CASH) || status().isEmpty() && is("PAYMENT_" + IN_CASH);
    }

    boolean isDeleted() {
        return members.states("deleted") && members.flag("deleted");
    }

    /** Something was given back, and the body does not say how much. */
    boolean isRefundedByHowMuch() {
        return is("PAYMENT_PARTIALLY_REFUNDED") && refunds().isEmpty();
    }

    List<Members> refunds() {
        return members.states("refunds") ? members.objects("refunds") : List.of();
    }

    @Nullable Members chargeback() {
        return members.isObject("chargeback") ? members.object("chargeback") : null;
    }

    Method method() {
        var billing = members.orNull("billingType", Members::text);
        var method = METHODS.getOrDefault(billing == null ? "" : billing, Method.UNKNOWN);
        var isAutomatic = method == Method.PIX && members.states("pixAutomaticAuthorizationId");
        return isAutomatic ? Method.PIX_AUTOMATIC : method;
    }

    long value() {
        return Decimals.centavos(members, "value");
    }

    /** What was asked, whatever was received. */
    long principal() {
        return members.states("originalValue")
                ? Decimals.centavos(members, "originalValue")
                : value();
    }

    /** Fine and interest together; Asaas does not tell them apart. */
    long interest() {
        if (members.states("originalValue")) {
            return Math.max(0, value() - principal());
        }
        return members.states("interestValue") ? Decimals.centavos(members, "interestValue") : 0;
    }

    long discount() {
        return Math.max(0, principal() - value());
    }

    /**
     * The day the customer paid, else the first on which it was seen: a card's money arrives a
     * month later. Null if none is told.
     */
    @Nullable FactDate paidOn() {
        if (members.states("clientPaymentDate")) {
            return Moments.writtenDay(members, "clientPaymentDate");
        }
        return ARRIVED_ON.stream()
                .filter(members::states)
                .map(name -> Moments.writtenDay(members, name))
                .min(Comparator.comparing(day -> day.in(zone)))
                .orElse(null);
    }

    FactDate on() {
        return new FactDate.At(toldAt);
    }

    /** Before everything that is told of it. */
    Instant createdAt() {
        if (!members.states("dateCreated")) {
            return Instant.EPOCH;
        }
        return Moments.writtenDay(members, "dateCreated").in(zone).atStartOfDay(zone).toInstant();
    }
}
