package io.emdia.gateways.mercadopago;

import io.emdia.facts.Event;
import io.emdia.gateways.Truth;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A charge that lives at random: its payments one after the other, each rendered as the API answers
 * it after every change. Some states are never asked for, but the last of each payment always is.
 */
final class MercadoPagoLife {

    private static final String PAYMENT =
            """
            {"id":%d,"date_created":"%sT10:00:00.000-03:00","date_approved":%s,
            "date_last_updated":"%sT%02d:%02d:00.000-03:00","payment_method_id":"%s",
            "payment_type_id":"%s","status":"%s","status_detail":"%s","currency_id":"BRL",
            "transaction_amount":%d.%02d,"transaction_amount_refunded":%d.%02d,"refunds":[%s],
            "payer":{"id":"7"},"external_reference":%s}
            """;
    private static final LocalDate START = LocalDate.of(2026, 1, 5);
    private static final int MONTH = 28;

    private final Random random;
    private final List<Event> events = new ArrayList<>();
    private final @Nullable String reference;
    private final long amount;
    private final Truth truth;
    private final List<String> refunds = new ArrayList<>();
    private LocalDate today = START;
    private LocalDate begun = START;
    private @Nullable LocalDate approved;
    private @Nullable LocalDate canceled;
    private String[] method = {"pix", "bank_transfer", "pix"};
    private long refunded;
    private long payment;
    private int minute;
    private String status = "approved";
    private String detail = "accredited";

    MercadoPagoLife(Random random, long number) {
        this.random = random;
        this.payment = 73_000_000_000L + number * 100;
        this.reference = random.nextInt(4) == 0 ? null : "COB-" + number;
        this.amount = 100 + random.nextInt(100_000);
        this.truth = Truth.asking(amount);
    }

    static MercadoPagoLife lived(Random random, long number) {
        var life = new MercadoPagoLife(random, number);
        life.live();
        return life;
    }

    List<Event> events() {
        return events;
    }

    String charge() {
        return reference == null ? Long.toString(payment) : reference;
    }

    Truth truth() {
        return truth.canceled(canceled);
    }

    private void live() {
        var tries = reference == null ? 1 : 1 + random.nextInt(3);
        for (var number = 1; number <= tries && approved == null; number++) {
            begin();
            if (method[1].equals("credit_card") && random.nextBoolean()) {
                refuse();
            } else if (random.nextInt(4) == 0) {
                callOff();
            } else if (number == tries && random.nextInt(6) > 0) {
                approve();
            }
        }
    }

    private void begin() {
        pass();
        begun = today;
        payment++;
        method =
                switch (random.nextInt(3)) {
                    case 0 -> new String[] {"pix", "bank_transfer", "pix"};
                    case 1 -> new String[] {"bolbradesco", "ticket", "boleto"};
                    default -> new String[] {"visa", "credit_card", "credit_card"};
                };
        canceled = null;
        answer("pending", "pending_waiting_payment", true);
    }

    private void refuse() {
        answer("rejected", "cc_rejected_other_reason", true);
        truth.refused(today, "cc_rejected_other_reason");
        canceled = reference == null ? today : canceled;
    }

    private void callOff() {
        pass();
        answer("cancelled", "expired", true);
        canceled = today;
    }

    private void approve() {
        pass();
        approved = today;
        truth.paid(today, amount, method[2]);
        answer("approved", "accredited", random.nextBoolean());
        for (var parts = random.nextInt(3); parts > 0; parts--) {
            refund(parts == 1 && random.nextBoolean() ? amount - refunded : 1 + amount / 5);
        }
        if (refunded == 0 && method[1].equals("credit_card") && random.nextBoolean()) {
            dispute();
        }
        answer(refunded == amount ? "refunded" : status, detail, true);
    }

    private void refund(long cash) {
        pass();
        refunded += cash;
        truth.refunded(today, cash);
        refunds.add(
                "{\"id\":%d,\"amount\":%d.%02d,\"date_created\":\"%sT09:00:00.000-03:00\"}"
                        .formatted(payment * 10 + refunds.size(), cash / 100, cash % 100, today));
        detail = refunded == amount ? "refunded" : "partially_refunded";
        answer(refunded == amount ? "refunded" : "approved", detail, random.nextBoolean());
    }

    private void dispute() {
        pass();
        var opened = today;
        status = "charged_back";
        detail = "in_process";
        answer(status, detail, true);
        var outcome = random.nextInt(3);
        if (outcome > 0) {
            pass();
            detail = outcome == 1 ? "settled" : "reimbursed";
        }
        var closed = outcome == 0 ? null : today;
        truth.disputed(opened, amount, Truth.closed(outcome == 2, closed));
    }

    private void pass() {
        today = today.plusDays(1 + random.nextInt(MONTH));
    }

    private void answer(String status, String detail, boolean asked) {
        minute++;
        if (!asked) {
            return;
        }
        var body =
                PAYMENT.formatted(
                        payment,
                        begun,
                        approved == null ? "null" : "\"" + approved + "T11:00:00.000-03:00\"",
                        today,
                        12 + minute / 60,
                        minute % 60,
                        method[0],
                        method[1],
                        status,
                        detail,
                        amount / 100,
                        amount % 100,
                        refunded / 100,
                        refunded % 100,
                        String.join(",", refunds),
                        reference == null ? "null" : "\"" + reference + "\"");
        events.addAll(Answers.payment(Long.toString(payment), body));
    }
}
