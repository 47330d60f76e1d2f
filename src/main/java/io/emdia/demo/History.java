package io.emdia.demo;

import static io.emdia.demo.Happening.members;

import io.emdia.facts.Method;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What happened at the company until today; the same seed and day make the same history. */
final class History {

    private static final int ISSUED_BEFORE_DAYS = 10;
    private static final List<String> DECLINES = List.of("51", "51", "05", "54", "14");

    private final DemoSettings settings;
    private final LocalDate today;
    private final ZoneId zone;
    private final Random random;
    private final List<Happening> happenings = new ArrayList<>();

    private History(DemoSettings settings, LocalDate today, ZoneId zone) {
        this.settings = settings;
        this.today = today;
        this.zone = zone;
        this.random = new Random(settings.seed() + 1);
    }

    static List<Happening> until(LocalDate today, ZoneId zone, DemoSettings settings) {
        var history = new History(settings, today, zone);
        Company.subscribers(settings, today).forEach(history::tell);
        return List.copyOf(history.happenings);
    }

    private void tell(Subscriber who) {
        add("told", who, who.joined(), "customer.upserted", customer(who));
        subscribe(who);
        var month = YearMonth.from(today).minusMonths(settings.months());
        for (var count = 0; count <= settings.months(); count++) {
            charge(who, month.plusMonths(count).atDay(who.dueDay()));
        }
    }

    private void subscribe(Subscriber who) {
        var id = who.subscriptionId();
        var joined = who.joined();
        subscribed(who, "joined", joined, subscription(who, id, joined, joined, "active"));
        if (who.changes().isAfter(joined) && who.isThere(who.changes())) {
            var day = who.changes();
            subscribed(who, "changed", day, subscription(who, id, joined, day, "active"));
        }
        if (who.pauses().isAfter(joined) && who.pauses().isBefore(who.leaves())) {
            var day = who.pauses();
            subscribed(who, "paused", day, subscription(who, id, joined, day, "paused"));
        }
        add("left", who, who.leaves(), "subscription.canceled", leaving(who));
        var back = who.returns();
        var second = who.secondSubscriptionId();
        subscribed(who, "returned", back, subscription(who, second, back, back, "active"));
    }

    private void subscribed(
            Subscriber who, String id, LocalDate day, Map<String, Object> subscription) {
        add(id, who, day, "subscription.upserted", subscription);
    }

    private void charge(Subscriber who, LocalDate due) {
        var automatic = who.method().isAutomatic();
        var issued = automatic ? due : due.minusDays(ISSUED_BEFORE_DAYS);
        if (issued.isAfter(today) || !who.isThere(issued)) {
            return;
        }
        var id = "%s-%s".formatted(who.id(), YearMonth.from(due));
        var data = members("charge_id", id, "customer_id", who.id());
        data.put("subscription_id", who.subscriptionId(issued));
        data.put("amount", who.amount(issued));
        data.put("currency", "BRL");
        data.put("method", who.method().code());
        data.put("issued_on", issued.toString());
        if (!automatic) {
            data.put("due_on", due.toString());
        }
        add(id, who, issued, "charge.upserted", data);
        settle(new Bill(who, id, due, who.amount(issued)));
    }

    /**
     * @param amount centavos
     */
    private record Bill(Subscriber who, String charge, LocalDate due, long amount) {}

    private void settle(Bill bill) {
        var late = random.nextInt(100) < bill.who().lateness();
        var rare = random.nextInt(200);
        if (rare == 0) {
            add(
                    bill.charge() + "-canceled",
                    bill.who(),
                    bill.due(),
                    "charge.canceled",
                    members("charge_id", bill.charge(), "canceled_on", bill.due().toString()));
            return;
        }
        if (late && bill.who().method().isAutomatic()) {
            declined(bill);
        }
        if (late && random.nextInt(100) < 30) {
            writtenOff(bill);
            return;
        }
        var paid = late ? bill.due().plusDays(1 + lag()) : onTime(bill.who(), bill.due());
        paid(bill, paid, rare);
    }

    /** Mostly days, now and then weeks. */
    private int lag() {
        return random.nextInt(4) > 0 ? random.nextInt(12) : random.nextInt(75);
    }

    private LocalDate onTime(Subscriber who, LocalDate due) {
        return who.method().isAutomatic() ? due : due.minusDays(random.nextInt(4));
    }

    private void declined(Bill bill) {
        add(
                bill.charge() + "-declined",
                bill.who(),
                bill.due(),
                "payment.failed",
                members(
                        "charge_id",
                        bill.charge(),
                        "attempt_id",
                        bill.charge() + "-a1",
                        "attempt_number",
                        1,
                        "method",
                        bill.who().method().code(),
                        "code",
                        Company.one(DECLINES, random),
                        "failed_at",
                        startOf(bill.due()).toString()));
    }

    private void writtenOff(Bill bill) {
        var day = bill.due().plusDays(180);
        add(
                bill.charge() + "-lost",
                bill.who(),
                day,
                "charge.written_off",
                members("charge_id", bill.charge(), "written_off_on", day.toString()));
    }

    private void paid(Bill bill, LocalDate day, int rare) {
        var partial = rare == 1;
        var amount = partial ? bill.amount() / 2 : bill.amount();
        var payment = bill.charge() + "-p1";
        add(
                bill.charge() + "-paid",
                bill.who(),
                day,
                "payment.succeeded",
                members(
                        "charge_id", bill.charge(),
                        "payment_id", payment,
                        "amount", amount,
                        "method", bill.who().method().code(),
                        "paid_on", day.toString()));
        if (rare == 2 || rare == 3) {
            refunded(bill, payment, day.plusDays(4));
        }
        if (rare >= 4 && rare < 8 && bill.who().method().isCard()) {
            disputed(bill, payment, day.plusDays(20), rare == 4);
        }
        if (rare == 8 && bill.who().method() == Method.CASH) {
            add(
                    bill.charge() + "-undone",
                    bill.who(),
                    day.plusDays(1),
                    "payment.reversed",
                    members(
                            "charge_id", bill.charge(),
                            "payment_id", payment,
                            "reversed_on", day.plusDays(1).toString()));
        }
    }

    private void refunded(Bill bill, String payment, LocalDate day) {
        add(
                bill.charge() + "-refunded",
                bill.who(),
                day,
                "refund.succeeded",
                members(
                        "charge_id",
                        bill.charge(),
                        "refund_id",
                        bill.charge() + "-r1",
                        "payment_id",
                        payment,
                        "amount",
                        bill.amount() / 4,
                        "refunded_on",
                        day.toString()));
    }

    private void disputed(Bill bill, String payment, LocalDate day, boolean won) {
        var dispute = bill.charge() + "-d1";
        add(
                bill.charge() + "-disputed",
                bill.who(),
                day,
                "dispute.opened",
                members(
                        "charge_id", bill.charge(),
                        "dispute_id", dispute,
                        "payment_id", payment,
                        "amount", bill.amount(),
                        "opened_on", day.toString()));
        add(
                bill.charge() + "-judged",
                bill.who(),
                day.plusDays(30),
                "dispute.closed",
                members(
                        "charge_id",
                        bill.charge(),
                        "dispute_id",
                        dispute,
                        "outcome",
                        won ? "won" : "lost",
                        "closed_on",
                        day.plusDays(30).toString()));
    }

    private static Map<String, Object> customer(Subscriber who) {
        return members("customer_id", who.id(), "name", who.name());
    }

    private static Map<String, Object> subscription(
            Subscriber who, String id, LocalDate startedOn, LocalDate day, String status) {
        return members(
                "subscription_id",
                id,
                "customer_id",
                who.id(),
                "plan",
                who.plan(day).name(),
                "amount",
                who.amount(day),
                "currency",
                "BRL",
                "interval",
                "month",
                "status",
                status,
                "started_on",
                startedOn.toString());
    }

    private static Map<String, Object> leaving(Subscriber who) {
        return members(
                "subscription_id", who.subscriptionId(),
                "ends_on", who.leaves().toString(),
                "reason", who.leavesUnpaid() ? "not_paid" : "customer_request");
    }

    /** What has not happened yet is not told. */
    private void add(
            String id, Subscriber who, LocalDate day, String type, Map<String, Object> data) {
        if (!day.isAfter(today)) {
            happenings.add(
                    new Happening(
                            "history-%s-%s".formatted(who.id(), id),
                            who.id(),
                            type,
                            startOf(day),
                            data));
        }
    }

    private Instant startOf(LocalDate day) {
        return day.atTime(0, 0).atZone(zone).toInstant();
    }
}
