package io.emdia.demo;

import static io.emdia.demo.Happening.members;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Card subscriptions at Stripe: an invoice is finalized, now and then declined, then paid.
 * Remembers a bounded number of invoices. One thread at a time.
 */
final class StripeStreet {

    private static final int OPEN_MAX = 12;
    private static final int CUSTOMERS = 120;
    private static final long DAY_SECONDS = 86_400;
    private static final List<Long> AMOUNTS = List.of(4_990L, 9_990L, 19_990L);

    private final InstantSource clock;
    private final String run;
    private final Random random;
    private final Deque<Invoice> open = new ArrayDeque<>();
    private int number;

    private record Invoice(String id, String customer, long amount, Instant created, int tries) {

        Invoice triedAgain() {
            return new Invoice(id, customer, amount, created, tries + 1);
        }
    }

    StripeStreet(InstantSource clock, String run, long seed) {
        this.clock = clock;
        this.run = run;
        this.random = new Random(seed);
    }

    Happening next() {
        if (open.size() < OPEN_MAX / 2 || (open.size() < OPEN_MAX && random.nextBoolean())) {
            return issue();
        }
        var invoice = open.removeFirst();
        return invoice.tries() == 0 && random.nextInt(4) == 0 ? decline(invoice) : pay(invoice);
    }

    private Happening issue() {
        var created = clock.instant().minusSeconds(random.nextInt(5) * DAY_SECONDS);
        var customer = "cus_demo%04d".formatted(random.nextInt(CUSTOMERS));
        var amount = Company.one(AMOUNTS, random);
        var invoice =
                new Invoice("in_%s%06d".formatted(run, ++number), customer, amount, created, 0);
        open.addLast(invoice);
        return told(invoice, "invoice.finalized", invoice(invoice, "open", 0));
    }

    private Happening decline(Invoice invoice) {
        var tried = invoice.triedAgain();
        open.addLast(tried);
        return told(tried, "invoice.payment_failed", invoice(tried, "open", 0));
    }

    private Happening pay(Invoice invoice) {
        var paid = invoice.triedAgain();
        return told(paid, "invoice.paid", invoice(paid, "paid", paid.amount()));
    }

    private Map<String, Object> invoice(Invoice invoice, String status, long paid) {
        var seconds = clock.instant().getEpochSecond();
        var transitions = members("finalized_at", invoice.created().getEpochSecond());
        if (paid > 0) {
            transitions.put("paid_at", seconds);
        }
        var data =
                members(
                        "id",
                        invoice.id(),
                        "object",
                        "invoice",
                        "customer",
                        invoice.customer(),
                        "currency",
                        "brl",
                        "amount_due",
                        invoice.amount(),
                        "amount_paid",
                        paid,
                        "amount_remaining",
                        invoice.amount() - paid,
                        "total",
                        invoice.amount(),
                        "created",
                        invoice.created().getEpochSecond(),
                        "collection_method",
                        "charge_automatically",
                        "status",
                        status,
                        "attempt_count",
                        invoice.tries());
        data.put("status_transitions", transitions);
        return data;
    }

    private Happening told(Invoice invoice, String type, Map<String, Object> data) {
        var id = "evt_%s_%s_%d".formatted(invoice.id(), type.replace('.', '_'), invoice.tries());
        return new Happening(id, invoice.customer(), type, clock.instant(), data);
    }
}
