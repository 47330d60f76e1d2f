package io.emdia.gateways.vindi;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.node.ObjectNode;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A bill that lives at random, told by Vindi as it happens; beside it what happened, by the day.
 */
final class VindiLife {

    private static final ZoneOffset BRASILIA = ZoneOffset.ofHours(-3);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX").withZone(BRASILIA);
    private static final List<String> METHODS = List.of("pix", "bank_slip", "credit_card");
    private static final int AMOUNT_MAX = 100_000;

    private final List<byte[]> told = new ArrayList<>();
    private final SplittableRandom random;
    private final ObjectNode bill;
    private final ObjectNode charge;
    private Instant now;
    private int transactions;

    final String id;
    final long amount;
    final LocalDate dueOn;
    final List<String> declines = new ArrayList<>();
    final TreeMap<LocalDate, Long> refunds = new TreeMap<>();
    @Nullable LocalDate paidOn;
    @Nullable LocalDate canceledOn;

    VindiLife(int number, SplittableRandom random) {
        this.random = random;
        this.id = "" + (1000 + number);
        this.amount = 100 + random.nextInt(AMOUNT_MAX);
        this.now = Instant.parse("2026-03-01T02:00:00Z").plusSeconds(random.nextInt(9_000_000));
        this.dueOn = today().plusDays(random.nextInt(20));
        this.bill = VindiBodies.object("bill-created", "bill");
        this.charge = (ObjectNode) bill.withArray("charges").get(0);
        transactions = 100 * number;
        var method = METHODS.get(random.nextInt(METHODS.size()));
        bill.put("id", 1000 + number).put("amount", reais(amount)).put("created_at", time());
        charge.put("id", 5000 + number).put("amount", reais(amount)).put("created_at", time());
        charge.withObject("payment_method").put("type", method).put("code", method);
        bill.put("due_at", dueOn + "T23:59:59.000-03:00");
        live(method.equals("credit_card"));
    }

    List<byte[]> told() {
        return told;
    }

    ObjectNode bill() {
        return bill;
    }

    private void live(boolean isCard) {
        transact("charge", "waiting", amount);
        tellBill("bill_created");
        if (random.nextBoolean()) {
            tellCharge("charge_created");
        }
        for (var tries = random.nextInt(3); isCard && tries > 0; tries--) {
            reject();
        }
        switch (random.nextInt(4)) {
            case 0 -> cancel();
            case 1 -> {}
            default -> pay();
        }
    }

    private void reject() {
        pass();
        var code = "" + (50 + random.nextInt(9));
        transact("charge", "rejected", amount);
        charge.withObject("last_transaction").put("gateway_response_code", code);
        charge.put("attempt_count", declines.size() + 1);
        declines.add(today() + " " + code);
        tellCharge("charge_rejected");
    }

    private void cancel() {
        pass();
        canceledOn = today();
        bill.put("status", "canceled");
        charge.put("status", "canceled");
        tellBill("bill_canceled");
    }

    private void pay() {
        pass();
        paidOn = today();
        bill.put("status", "paid");
        charge.put("status", "paid").put("paid_at", time());
        transact("charge", "success", amount);
        tellBill("bill_paid");
        var left = amount;
        for (var parts = random.nextInt(3); parts > 0 && left > 1; parts--) {
            pass();
            var some = parts == 1 ? left : 1 + random.nextLong(left - 1);
            left -= some;
            refunds.merge(today(), some, Long::sum);
            transact("refund", "success", some);
            tellCharge("charge_refunded");
        }
    }

    private void transact(String type, String status, long some) {
        VindiBodies.last(type, status, ++transactions, time(), reais(some)).accept(charge);
    }

    private void tellBill(String type) {
        bill.put("updated_at", time());
        told.add(VindiBodies.body(type, time(), "bill", bill));
    }

    private void tellCharge(String type) {
        bill.put("updated_at", time());
        var alone = charge.deepCopy();
        alone.putObject("bill").put("id", Integer.parseInt(id));
        told.add(VindiBodies.body(type, time(), "charge", alone));
    }

    private void pass() {
        now = now.plus(Duration.ofMinutes(24 * 60 + random.nextInt(9 * 24 * 60)));
    }

    private LocalDate today() {
        return now.atOffset(BRASILIA).toLocalDate();
    }

    private String time() {
        return TIME.format(now);
    }

    private static String reais(long centavos) {
        var plain = BigDecimal.valueOf(centavos, 2).stripTrailingZeros();
        return plain.setScale(Math.max(1, plain.scale())).toPlainString();
    }
}
