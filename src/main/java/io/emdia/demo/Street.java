package io.emdia.demo;

import static io.emdia.demo.Happening.members;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What goes on happening, months of it in minutes: charges fall due, are paid, late or never,
 * declined, refunded, disputed. Remembers a bounded number of charges. One thread at a time.
 */
final class Street {

    /** Open charges it remembers; as many as this and one must be paid. */
    private static final int OPEN_MAX = 60;

    private static final int PAID_MAX = 60;
    private static final int ISSUED_BEFORE_DAYS = 8;

    private final List<Subscriber> subscribers;
    private final InstantSource clock;
    private final ZoneId zone;
    private final Random random;
    private final String run;
    private final List<Open> open = new ArrayList<>();
    private final Deque<Open> paid = new ArrayDeque<>();
    private int number;

    private record Open(Subscriber who, String charge, int tries) {

        Open triedAgain() {
            return new Open(who, charge, tries + 1);
        }
    }

    /**
     * @param run tells the ids of one start from those of another
     */
    Street(List<Subscriber> subscribers, InstantSource clock, ZoneId zone, String run, long seed) {
        this.subscribers = subscribers;
        this.clock = clock;
        this.zone = zone;
        this.run = run;
        this.random = new Random(seed);
    }

    Happening next() {
        var dice = random.nextInt(100);
        if (open.size() < OPEN_MAX / 4 || (dice < 45 && open.size() < OPEN_MAX)) {
            return issue();
        }
        if (dice < 88 || paid.isEmpty()) {
            return collect(open.remove(random.nextInt(open.size())));
        }
        return dice < 94 ? refund(paid.removeFirst()) : dispute(paid.removeFirst());
    }

    /** Due from a month ago to next week, so that some are late the moment they are known. */
    private Happening issue() {
        var who = Company.one(subscribers, random);
        var charge = "live-%s-%d".formatted(run, ++number);
        var due = today().plusDays(random.nextInt(14) - 9L);
        open.add(new Open(who, charge, 0));
        var data =
                members(
                        "charge_id", charge,
                        "customer_id", who.id(),
                        "amount", who.amount(),
                        "currency", "BRL",
                        "method", who.method().code(),
                        "issued_on", due.minusDays(ISSUED_BEFORE_DAYS).toString());
        data.put("due_on", due.toString());
        return told(who, charge, "charge.upserted", data);
    }

    private Happening collect(Open it) {
        var fails = it.who().method().isAutomatic() && it.tries() < 2 && random.nextInt(4) == 0;
        if (fails) {
            open.add(it.triedAgain());
            return decline(it);
        }
        return random.nextInt(40) == 0 ? cancel(it) : pay(it);
    }

    private Happening pay(Open it) {
        paid.addLast(it);
        if (paid.size() > PAID_MAX) {
            paid.removeFirst();
        }
        return told(
                it.who(),
                it.charge() + "-paid",
                "payment.succeeded",
                members(
                        "charge_id", it.charge(),
                        "payment_id", it.charge() + "-p1",
                        "amount", it.who().amount(),
                        "method", it.who().method().code(),
                        "paid_on", today().toString()));
    }

    private Happening decline(Open it) {
        return told(
                it.who(),
                it.charge() + "-declined-" + it.tries(),
                "payment.failed",
                members(
                        "charge_id", it.charge(),
                        "attempt_id", it.charge() + "-a" + it.tries(),
                        "method", it.who().method().code(),
                        "code", "51",
                        "failed_at", now().toString()));
    }

    private Happening cancel(Open it) {
        return told(
                it.who(),
                it.charge() + "-canceled",
                "charge.canceled",
                members("charge_id", it.charge(), "canceled_on", today().toString()));
    }

    private Happening refund(Open it) {
        return told(
                it.who(),
                it.charge() + "-refunded",
                "refund.succeeded",
                members(
                        "charge_id",
                        it.charge(),
                        "refund_id",
                        it.charge() + "-r1",
                        "payment_id",
                        it.charge() + "-p1",
                        "amount",
                        it.who().amount() / 2,
                        "refunded_on",
                        today().toString()));
    }

    private Happening dispute(Open it) {
        return told(
                it.who(),
                it.charge() + "-disputed",
                "dispute.opened",
                members(
                        "charge_id", it.charge(),
                        "dispute_id", it.charge() + "-d1",
                        "payment_id", it.charge() + "-p1",
                        "amount", it.who().amount(),
                        "opened_on", today().toString()));
    }

    private Happening told(Subscriber who, String id, String type, Map<String, Object> data) {
        return new Happening(id, who.id(), type, now(), data);
    }

    private Instant now() {
        return clock.instant();
    }

    private LocalDate today() {
        return now().atZone(zone).toLocalDate();
    }
}
