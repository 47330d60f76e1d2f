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
        add("joined", who, who.joined(), "subscription.upserted", subscription(who));
        var month = YearMonth.from(today).minusMonths(settings.months());
        for (var count = 0; count <= settings.months(); count++) {
            charge(who, month.plusMonths(count).atDay(who.dueDay()));
        }
        if (!who.leaves().isAfter(today)) {
            add("left", who, who.leaves(), "subscription.canceled", leaving(who));
        }
    }

    private void charge(Subscriber who, LocalDate due) {
        var automatic = who.method().isAutomatic();
        var issued = automatic ? due : due.minusDays(ISSUED_BEFORE_DAYS);
        if (issued.isAfter(today) || !who.isThere(issued)) {
            return;
        }
        var id = "%s-%s".formatted(who.id(), YearMonth.from(due));
        var data = members("charge_id", id, "customer_id", who.id());
        data.put("subscription_id", who.subscriptionId());
        data.put("amount", who.amount());
        data.put("currency", "BRL");
        data.put("method", who.method().code());
        data.put("issued_on", issued.toString());
        if (!automatic) {
            data.put("due_on", due.toString());
        }
        add(id, who, issued, "charge.upserted", data);
        settle(who, id, due);
    }

    private void settle(Subscriber who, String charge, LocalDate due) {
        var late = random.nextInt(100) < who.lateness();
        var rare = random.nextInt(200);
        if (rare == 0) {
            add(
                    charge + "-canceled",
                    who,
                    due,
                    "charge.canceled",
                    members("charge_id", charge, "canceled_on", due.toString()));
            return;
        }
        if (late && who.method().isAutomatic()) {
            declined(who, charge, due);
        }
        if (late && random.nextInt(100) < 30) {
            writtenOff(who, charge, due);
            return;
        }
        var paid = late ? due.plusDays(1 + lag()) : onTime(who, due);
        paid(who, charge, paid, rare);
    }

    /** Mostly days, now and then weeks. */
    private int lag() {
        return random.nextInt(4) > 0 ? random.nextInt(12) : random.nextInt(75);
    }

    private LocalDate onTime(Subscriber who, LocalDate due) {
        return who.method().isAutomatic() ? due : due.minusDays(random.nextInt(4));
    }

    private void declined(Subscriber who, String charge, LocalDate day) {
        add(
                charge + "-declined",
                who,
                day,
                "payment.failed",
                members(
                        "charge_id",
                        charge,
                        "attempt_id",
                        charge + "-a1",
                        "attempt_number",
                        1,
                        "method",
                        who.method().code(),
                        "code",
                        Company.one(DECLINES, random),
                        "failed_at",
                        startOf(day).toString()));
    }

    private void writtenOff(Subscriber who, String charge, LocalDate due) {
        var day = due.plusDays(180);
        add(
                charge + "-lost",
                who,
                day,
                "charge.written_off",
                members("charge_id", charge, "written_off_on", day.toString()));
    }

    private void paid(Subscriber who, String charge, LocalDate day, int rare) {
        var partial = rare == 1;
        var amount = partial ? who.amount() / 2 : who.amount();
        var payment = charge + "-p1";
        add(
                charge + "-paid",
                who,
                day,
                "payment.succeeded",
                members(
                        "charge_id", charge,
                        "payment_id", payment,
                        "amount", amount,
                        "method", who.method().code(),
                        "paid_on", day.toString()));
        if (rare == 2 || rare == 3) {
            refunded(who, charge, payment, day.plusDays(4));
        }
        if (rare >= 4 && rare < 8 && who.method().isCard()) {
            disputed(who, charge, payment, day.plusDays(20), rare == 4);
        }
        if (rare == 8 && who.method() == Method.CASH) {
            add(
                    charge + "-undone",
                    who,
                    day.plusDays(1),
                    "payment.reversed",
                    members(
                            "charge_id", charge,
                            "payment_id", payment,
                            "reversed_on", day.plusDays(1).toString()));
        }
    }

    private void refunded(Subscriber who, String charge, String payment, LocalDate day) {
        add(
                charge + "-refunded",
                who,
                day,
                "refund.succeeded",
                members(
                        "charge_id",
                        charge,
                        "refund_id",
                        charge + "-r1",
                        "payment_id",
                        payment,
                        "amount",
                        who.amount() / 4,
                        "refunded_on",
                        day.toString()));
    }

    private void disputed(
            Subscriber who, String charge, String payment, LocalDate day, boolean won) {
        var dispute = charge + "-d1";
        add(
                charge + "-disputed",
                who,
                day,
                "dispute.opened",
                members(
                        "charge_id", charge,
                        "dispute_id", dispute,
                        "payment_id", payment,
                        "amount", who.amount(),
                        "opened_on", day.toString()));
        add(
                charge + "-judged",
                who,
                day.plusDays(30),
                "dispute.closed",
                members(
                        "charge_id",
                        charge,
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

    private static Map<String, Object> subscription(Subscriber who) {
        return members(
                "subscription_id", who.subscriptionId(),
                "customer_id", who.id(),
                "plan", who.plan(),
                "amount", who.amount(),
                "currency", "BRL",
                "interval", "month",
                "status", "active",
                "started_on", who.joined().toString());
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
