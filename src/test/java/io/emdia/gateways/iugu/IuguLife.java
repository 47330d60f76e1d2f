package io.emdia.gateways.iugu;

import io.emdia.facts.Event;
import io.emdia.gateways.Reading;
import io.emdia.gateways.Resource;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.node.ObjectNode;

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
 * An invoice that lives at random: Iugu posts a form for each thing that happens, and whatever the
 * form asks for is answered at once; beside it what happened, by the day.
 */
final class IuguLife {

    private static final ZoneOffset BRASILIA = ZoneOffset.ofHours(-3);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssXXX").withZone(BRASILIA);
    private static final List<String> METHODS = List.of("pix", "bank_slip", "credit_card");
    private static final int AMOUNT_MAX = 100_000;

    private final List<Event> told = new ArrayList<>();
    private final SplittableRandom random;
    private final ObjectNode invoice = IuguBodies.answer("invoice");
    private final String method;
    private Instant now;

    final String id;
    final long amount;
    final LocalDate dueOn;
    final List<LocalDate> attempts = new ArrayList<>();
    final TreeMap<LocalDate, Long> refunds = new TreeMap<>();
    @Nullable LocalDate paidOn;
    @Nullable LocalDate canceledOn;
    @Nullable LocalDate disputedOn;
    @Nullable LocalDate lostOn;
    long interest;
    long discount;

    IuguLife(int number, SplittableRandom random) {
        this.random = random;
        this.id = "INV" + number;
        this.amount = 1000 + random.nextInt(AMOUNT_MAX);
        this.method = METHODS.get(random.nextInt(METHODS.size()));
        this.now = Instant.parse("2026-03-01T02:00:00Z").plusSeconds(random.nextInt(9_000_000));
        this.dueOn = today().plusDays(random.nextInt(20));
        invoice.put("id", id).put("total_cents", amount).put("created_at_iso", time());
        invoice.put("due_date", dueOn.toString()).put("refunded_cents", 0);
        live();
    }

    List<Event> told() {
        return told;
    }

    private void live() {
        tell("invoice.created", "pending");
        if (method.equals("credit_card") && random.nextBoolean()) {
            pass();
            attempts.add(today());
            tell("invoice.payment_failed", "pending");
        }
        if (random.nextInt(3) == 0) {
            pass();
            tell("invoice.due", "pending");
        }
        switch (random.nextInt(5)) {
            case 0 -> cancel();
            case 1 -> expire();
            default -> pay();
        }
    }

    private void cancel() {
        pass();
        canceledOn = today();
        invoice.put("canceled_at_iso", time());
        tell("invoice.status_changed", "canceled");
    }

    private void expire() {
        pass();
        invoice.put("expired_at_iso", time());
        tell("invoice.status_changed", "expired");
    }

    private void pay() {
        pass();
        paidOn = today();
        interest = random.nextInt(4) == 0 ? 1 + random.nextInt(900) : 0;
        discount = interest == 0 && random.nextInt(4) == 0 ? 1 + random.nextInt(900) : 0;
        invoice.put("paid_at", time()).put("paid_cents", received());
        invoice.put("payment_method", "iugu_" + method);
        tell("invoice.status_changed", "paid");
        tell("invoice.released", "paid");
        if (method.equals("credit_card") && random.nextBoolean()) {
            dispute();
        } else {
            refund();
        }
    }

    private void refund() {
        var total = 0L;
        for (var parts = random.nextInt(3); parts > 0 && total < received(); parts--) {
            pass();
            var left = received() - total;
            var some = parts == 1 ? left : 1 + random.nextLong(left);
            total += some;
            refunds.merge(today(), some, Long::sum);
            invoice.put("refunded_cents", total).put("refunded_at_iso", time());
            var isWhole = total == received();
            tell(
                    isWhole ? "invoice.refund" : "invoice.partially_refunded",
                    isWhole ? "refunded" : "partially_refunded");
        }
        if (total > 0 && random.nextInt(3) == 0) {
            pass();
            refunds.clear();
            invoice.put("refunded_cents", 0).putNull("refunded_at_iso");
            tell("invoice.refund_reverted", "paid");
        }
    }

    private void dispute() {
        pass();
        disputedOn = today();
        invoice.put("protested_at_iso", time());
        tell("invoice.status_changed", "in_protest");
        if (random.nextBoolean()) {
            pass();
            lostOn = today();
            invoice.put("chargeback_at_iso", time());
            tell("invoice.status_changed", "chargeback");
        }
    }

    private long received() {
        return amount - discount + interest;
    }

    private void tell(String event, String status) {
        invoice.put("status", status).put("updated_at", time());
        var reading = IuguBodies.reading(IuguBodies.form(event, pairs(status)));
        told.addAll(IuguBodies.events(reading));
        for (var lookup : ((Reading.Events) reading).lookups()) {
            answer(lookup.resource());
        }
    }

    /** As it is now, whenever it is asked for. */
    private void answer(Resource resource) {
        var asked = now.plusSeconds(random.nextInt(600));
        told.addAll(IuguBodies.events(IuguBodies.fetched(resource, invoice, asked)));
    }

    private String pairs(String status) {
        var pairs = "id=" + id + "&status=" + status + "&payment_method=iugu_" + method;
        return paidOn == null
                ? pairs
                : pairs
                        + "&paid_at="
                        + invoice.get("paid_at").stringValue()
                        + "&paid_cents="
                        + received();
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
}
