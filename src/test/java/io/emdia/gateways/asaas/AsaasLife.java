package io.emdia.gateways.asaas;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.ObjectNode;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A charge that lives at random, told by Asaas as it happens; beside it what happened, by the day.
 */
final class AsaasLife {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final List<String> METHODS = List.of("PIX", "BOLETO", "CREDIT_CARD");
    private static final int AMOUNT_MAX = 100_000;

    private final List<byte[]> told = new ArrayList<>();
    private final SplittableRandom random;
    private final ObjectNode payment;
    private LocalDateTime now;
    private int events;

    final String id;
    final String method;
    long amount;
    LocalDate dueOn;
    int attempts;
    @Nullable LocalDate canceledOn;
    @Nullable LocalDate paidOn;
    long cash;
    long discount;
    long interest;
    boolean isUndone;
    final TreeMap<LocalDate, Long> refunds = new TreeMap<>();
    @Nullable LocalDate disputedOn;
    @Nullable LocalDate wonOn;

    AsaasLife(int number, SplittableRandom random) {
        this.random = random;
        this.id = "pay_" + number;
        this.method = METHODS.get(random.nextInt(METHODS.size()));
        this.amount = 1000 + random.nextInt(AMOUNT_MAX);
        this.now = LocalDateTime.parse("2026-03-01T03:00:00").plusMinutes(random.nextInt(90_000));
        this.dueOn = now.toLocalDate().plusDays(random.nextInt(20));
        this.payment = (ObjectNode) AsaasBodies.tree("payment-created").get("payment");
        payment.put("id", id).put("billingType", method).put("dateCreated", day());
        payment.put("dueDate", dueOn.toString());
        payment.set("value", reais(amount));
        live();
    }

    List<byte[]> told() {
        return told;
    }

    ObjectNode payment() {
        return payment;
    }

    private void live() {
        tell("PAYMENT_CREATED");
        if (happens(4)) {
            change();
        }
        for (var tries = random.nextInt(3); method.equals("CREDIT_CARD") && tries > 0; tries--) {
            pass();
            attempts++;
            tell("PAYMENT_CREDIT_CARD_CAPTURE_REFUSED");
        }
        if (happens(3)) {
            pass();
            payment.put("status", "OVERDUE");
            tell("PAYMENT_OVERDUE");
        }
        if (happens(5) && delete()) {
            return;
        }
        if (happens(6)) {
            receiveInCash();
        } else if (!happens(5)) {
            pay();
        }
    }

    private void change() {
        pass();
        amount += 500;
        dueOn = dueOn.plusDays(3);
        payment.put("dueDate", dueOn.toString()).set("value", reais(amount));
        tell("PAYMENT_UPDATED");
    }

    /** True when it stays deleted. */
    private boolean delete() {
        pass();
        payment.put("deleted", true);
        canceledOn = now.toLocalDate();
        tell("PAYMENT_DELETED");
        if (happens(2)) {
            return true;
        }
        pass();
        payment.put("deleted", false);
        canceledOn = null;
        tell("PAYMENT_RESTORED");
        return false;
    }

    private void receiveInCash() {
        pass();
        isUndone = true;
        payment.put("status", "RECEIVED_IN_CASH").put("paymentDate", day());
        payment.put("clientPaymentDate", day());
        tell("PAYMENT_RECEIVED");
        pass();
        payment.put("status", "PENDING").putNull("paymentDate").putNull("clientPaymentDate");
        tell("PAYMENT_RECEIVED_IN_CASH_UNDONE");
        if (happens(2)) {
            pay();
        }
    }

    private void pay() {
        pass();
        paidOn = now.toLocalDate();
        interest = happens(4) ? 1 + random.nextInt(900) : 0;
        discount = interest == 0 && happens(4) ? 1 + random.nextInt(900) : 0;
        cash = amount - discount;
        if (interest + discount > 0) {
            payment.set("originalValue", reais(amount));
            payment.set("value", reais(cash + interest));
        }
        payment.put("clientPaymentDate", day());
        if (method.equals("CREDIT_CARD")) {
            payment.put("confirmedDate", day()).put("status", "CONFIRMED");
            tell("PAYMENT_CONFIRMED");
            pass();
        }
        payment.put("paymentDate", day()).put("status", "RECEIVED");
        tell("PAYMENT_RECEIVED");
        if (method.equals("CREDIT_CARD") && happens(2)) {
            dispute();
        } else {
            refund(random.nextInt(4));
        }
    }

    private void refund(int parts) {
        var left = cash;
        for (var part = 0; part < parts && left > 1; part++) {
            pass();
            var isDone = !happens(4);
            var some = isDone && part == parts - 1 ? left : 1 + random.nextLong(left - 1);
            var refund = refunds().addObject().put("dateCreated", now.format(TIME));
            refund.put("status", "PENDING").set("value", reais(some));
            tell("PAYMENT_REFUND_IN_PROGRESS");
            refund.put("status", isDone ? "DONE" : "CANCELLED");
            var asked = now.toLocalDate();
            pass();
            if (isDone) {
                left -= some;
                refunds.merge(asked, some, Long::sum);
                payment.put("status", left == 0 ? "REFUNDED" : "RECEIVED");
                tell(left == 0 ? "PAYMENT_REFUNDED" : "PAYMENT_PARTIALLY_REFUNDED");
            } else {
                tell("PAYMENT_REFUND_DENIED");
            }
        }
    }

    private ArrayNode refunds() {
        return payment.hasNonNull("refunds")
                ? payment.withArray("refunds")
                : payment.putArray("refunds");
    }

    private void dispute() {
        pass();
        disputedOn = now.toLocalDate();
        payment.put("status", "CHARGEBACK_REQUESTED");
        var chargeback = payment.putObject("chargeback").put("status", "REQUESTED");
        chargeback.set("value", reais(cash + interest));
        tell("PAYMENT_CHARGEBACK_REQUESTED");
        pass();
        payment.put("status", "CHARGEBACK_DISPUTE");
        chargeback.put("status", "IN_DISPUTE");
        tell("PAYMENT_CHARGEBACK_DISPUTE");
        if (happens(2)) {
            pass();
            wonOn = now.toLocalDate();
            payment.put("status", "AWAITING_CHARGEBACK_REVERSAL").remove("chargeback");
            tell("PAYMENT_AWAITING_CHARGEBACK_REVERSAL");
        }
    }

    private void tell(String type) {
        var envelope = AsaasBodies.tree("payment-created");
        envelope.put("id", "evt_%s&%d".formatted(id, events++)).put("event", type);
        envelope.put("dateCreated", now.format(TIME)).set("payment", payment);
        told.add(envelope.toString().getBytes(UTF_8));
    }

    private boolean happens(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    private void pass() {
        now = now.plusMinutes(24 * 60 + random.nextInt(9 * 24 * 60));
    }

    private String day() {
        return now.toLocalDate().toString();
    }

    private static DecimalNode reais(long centavos) {
        return DecimalNode.valueOf(BigDecimal.valueOf(centavos, 2));
    }
}
