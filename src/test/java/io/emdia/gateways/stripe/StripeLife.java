package io.emdia.gateways.stripe;

import io.emdia.facts.Event;
import io.emdia.gateways.Truth;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A charge that lives at random: an invoice with its intent and its charges, of either shape, or an
 * intent alone, or a charge alone. Of the events that tell the same money some are never sent. An
 * invoice's own event of a refusal has no code, which its intent tells.
 */
final class StripeLife {

    private static final LocalDate START = LocalDate.of(2026, 1, 5);
    private static final int DAYS_MAX = 20;
    private static final int SECONDS_OF_NOON = 15 * 3600;

    private enum Kind {
        INVOICE,
        INTENT,
        CHARGE
    }

    private final Random random;
    private final int number;
    private final Kind kind;
    private final boolean old;
    private final List<Event> events = new ArrayList<>();
    private final long amount;
    private final Truth truth;
    private LocalDate today = START;
    private @Nullable LocalDate canceled;
    private long refunded;
    private int tried;

    private StripeLife(Random random, int number) {
        this.random = random;
        this.number = number;
        this.kind = Kind.values()[random.nextInt(Kind.values().length)];
        this.old = random.nextBoolean();
        this.amount = 10_000L + number * 1_000 + random.nextInt(900);
        this.truth = Truth.asking(amount);
    }

    static StripeLife lived(Random random, int number) {
        var life = new StripeLife(random, number);
        life.live();
        return life;
    }

    String charge() {
        return switch (kind) {
            case INVOICE -> "in_" + number;
            case INTENT -> "pi_" + number;
            case CHARGE -> "ch_" + number + "_1";
        };
    }

    Truth truth() {
        return truth.canceled(canceled);
    }

    List<Event> events() {
        return events;
    }

    private void live() {
        if (kind == Kind.INVOICE) {
            tell("invoice.finalized", invoice("open", 0, null));
        }
        for (var left = kind == Kind.CHARGE ? 0 : random.nextInt(3); left > 0; left--) {
            refuse();
        }
        pass();
        tried++;
        if (kind == Kind.INVOICE && random.nextInt(4) == 0) {
            tell("invoice.voided", invoice("void", 0, null));
            canceled = today;
            return;
        }
        pay();
        for (var parts = random.nextInt(3); parts > 0; parts--) {
            refund();
        }
        if (refunded == 0 && random.nextBoolean()) {
            dispute();
        }
    }

    private void refuse() {
        pass();
        tried++;
        truth.refused(today, "insufficient_funds");
        if (kind == Kind.INVOICE) {
            tell("invoice.payment_failed", invoice("open", 0, null));
        }
        tell("payment_intent.payment_failed", intent("requires_payment_method"));
        sometimes("charge.failed", stripeCharge("failed"));
    }

    private void pay() {
        truth.paid(today, amount, "credit_card");
        switch (kind) {
            case INVOICE -> {
                tell("invoice.paid", invoice("paid", amount, today));
                sometimes("invoice.payment_succeeded", invoice("paid", amount, today));
                sometimes("payment_intent.succeeded", intent("succeeded"));
                tell("charge.succeeded", stripeCharge("succeeded"));
            }
            case INTENT -> {
                sometimes("payment_intent.succeeded", intent("succeeded"));
                tell("charge.succeeded", stripeCharge("succeeded"));
            }
            case CHARGE -> tell("charge.succeeded", stripeCharge("succeeded"));
        }
    }

    private void refund() {
        pass();
        var part = 1 + random.nextLong((amount - refunded) / 2);
        refunded += part;
        tell("charge.refunded", stripeCharge("succeeded"));
        var id = "re_" + number + "_" + refunded;
        sometimes("refund.created", refundObject(id, part, "succeeded"));
        if (random.nextInt(4) > 0) {
            truth.refunded(today, part);
            return;
        }
        pass();
        refunded -= part;
        tell("refund.failed", refundObject(id, part, "failed"));
        sometimes("charge.refund.updated", refundObject(id, part, "failed"));
    }

    private void dispute() {
        pass();
        var opened = today;
        tell("charge.dispute.created", disputeObject("needs_response", opened));
        var outcome = random.nextInt(3);
        if (outcome > 0) {
            pass();
            var status = outcome == 1 ? "lost" : "won";
            tell("charge.dispute.closed", disputeObject(status, opened));
        }
        var closed = outcome == 0 ? null : today;
        truth.disputed(opened, amount, Truth.closed(outcome == 2, closed));
    }

    private void pass() {
        today = today.plusDays(1 + random.nextInt(DAYS_MAX));
    }

    private void sometimes(String type, String object) {
        if (random.nextBoolean()) {
            tell(type, object);
        }
    }

    private void tell(String type, String object) {
        var id = "evt_" + number + "_" + events.size();
        events.add(StripeBodies.event(id, second(today), type, object));
    }

    private String invoice(String status, long paid, @Nullable LocalDate paidOn) {
        return ("{'id':'in_%d','status':'%s','amount_due':%d,'amount_paid':%d,'currency':'brl',"
                        + "'created':%d,'customer':'cus_%d','attempt_count':%d,"
                        + "'status_transitions':{'finalized_at':%d,'paid_at':%s,'voided_at':%s}%s}")
                .formatted(
                        number,
                        status,
                        amount,
                        paid,
                        second(START),
                        number,
                        tried,
                        second(START),
                        paidOn == null ? "null" : second(paidOn),
                        status.equals("void") ? second(today) : "null",
                        old
                                ? ",'payment_intent':'pi_%d','charge':'%s'"
                                        .formatted(number, chargeId())
                                : "");
    }

    private String intent(String status) {
        var failed =
                "'last_payment_error':{'charge':'%s','decline_code':'insufficient_funds'},"
                        .formatted(chargeId());
        return ("{'id':'pi_%d','status':'%s','amount':%d,'currency':'brl','created':%d,"
                        + "'customer':'cus_%d',%s%s'payment_method_types':['card']}")
                .formatted(
                        number,
                        status,
                        amount,
                        second(START),
                        number,
                        status.equals("succeeded") ? "" : failed,
                        old && kind == Kind.INVOICE ? "'invoice':'in_" + number + "'," : "");
    }

    private String stripeCharge(String status) {
        return ("{'id':'%s','status':'%s','amount':%d,'currency':'brl','created':%d,"
                        + "'captured':true,'amount_refunded':%d,'customer':'cus_%d',%s"
                        + "'failure_code':'card_declined','outcome':{'reason':"
                        + "'insufficient_funds'},"
                        + "'payment_method_details':{'type':'card','card':{'funding':'credit'}}}")
                .formatted(
                        chargeId(),
                        status,
                        amount,
                        second(today),
                        refunded,
                        number,
                        kind == Kind.CHARGE ? "" : "'payment_intent':'pi_" + number + "',");
    }

    private String chargeId() {
        return "ch_" + number + "_" + tried;
    }

    private String refundObject(String id, long part, String status) {
        return "{'id':'%s','amount':%d,'currency':'brl','charge':'%s','status':'%s'}"
                .formatted(id, part, chargeId(), status);
    }

    private String disputeObject(String status, LocalDate opened) {
        return ("{'id':'du_%d','amount':%d,'currency':'brl','charge':'%s','status':'%s',"
                        + "'created':%d}")
                .formatted(number, amount, chargeId(), status, second(opened));
    }

    private static long second(LocalDate day) {
        return Instant.from(day.atStartOfDay(ZoneOffset.UTC)).getEpochSecond() + SECONDS_OF_NOON;
    }
}
