package io.emdia.gateways.pagarme;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Charges living random lives at Pagar.me: the bodies it sends, and what truly happened. */
final class PagarmeStreet {

    private static final LocalDate START = LocalDate.parse("2026-01-05");
    private static final List<String> METHODS = List.of("credit_card", "boleto", "pix");

    private final Random random;
    private final List<byte[]> sent = new ArrayList<>();
    private final Map<String, Life> lives = new TreeMap<>();
    private int hooks;

    /** What truly happened to one charge, and what a body of it holds at the moment. */
    static final class Life {
        long amount;
        LocalDate issued = START;
        LocalDate due = START;
        final Map<LocalDate, Long> paid = new TreeMap<>();
        final List<LocalDate> refused = new ArrayList<>();
        final Map<LocalDate, Long> refunded = new TreeMap<>();
        String status = "pending";
        private String method = "pix";
        private String held = "";
    }

    PagarmeStreet(long seed, int charges) {
        this.random = new Random(seed);
        for (var index = 0; index < charges; index++) {
            live("ch_" + index);
        }
    }

    List<byte[]> sent() {
        return sent;
    }

    Map<String, Life> lives() {
        return lives;
    }

    private void live(String charge) {
        var life = new Life();
        lives.put(charge, life);
        life.amount = 1000 + random.nextInt(90_000);
        life.method = METHODS.get(random.nextInt(METHODS.size()));
        life.issued = START.plusDays(random.nextInt(60));
        life.due = life.issued.plusDays(random.nextInt(10));
        send(charge, life, "charge.created", "pending", life.issued);
        var day = life.due;
        if (life.method.equals("credit_card")) {
            day = refusals(charge, life, day);
        }
        if (random.nextInt(6) == 0) {
            life.held = ",'canceled_amount':%d".formatted(life.amount);
            send(charge, life, "charge.updated", "canceled", day.plusDays(1));
            life.status = "canceled";
        } else {
            pay(charge, life, day.plusDays(random.nextInt(9)));
        }
    }

    private LocalDate refusals(String charge, Life life, LocalDate from) {
        var day = from;
        for (var tries = random.nextInt(3); tries > 0; tries--) {
            life.held =
                    ",'last_transaction':{'id':'tran_%d','status':'not_authorized'}"
                            .formatted(hooks);
            send(charge, life, "charge.payment_failed", "failed", day);
            life.refused.add(day);
            day = day.plusDays(1 + random.nextInt(4));
        }
        return day;
    }

    private void pay(String charge, Life life, LocalDate on) {
        var paid = life.held = paid(life, on);
        send(charge, life, "charge.paid", "paid", on);
        life.paid.put(on, life.amount);
        life.status = "paid";
        if (random.nextInt(3) == 0) {
            send(charge, life, "charge.updated", "paid", on.plusDays(1));
        }
        switch (random.nextInt(4)) {
            case 0 -> refund(charge, life, paid, on.plusDays(1));
            case 1 -> {
                send(charge, life, "charge.chargedback", "chargedback", on.plusDays(20));
                life.status = "disputed";
            }
            default -> {}
        }
    }

    private static String paid(Life life, LocalDate on) {
        return ",'paid_amount':%d,'paid_at':'%sT15:00:00'".formatted(life.amount, on);
    }

    private void refund(String charge, Life life, String paid, LocalDate from) {
        var day = from;
        var total = 0L;
        while (total < life.amount && random.nextInt(4) > 0) {
            day = day.plusDays(1 + random.nextInt(5));
            var left = life.amount - total;
            var amount = random.nextBoolean() ? left : 1 + random.nextLong(left);
            total += amount;
            life.refunded.put(day, amount);
            var isWhole = total == life.amount;
            life.held =
                    (isWhole && random.nextBoolean() ? "" : paid)
                            + ",'canceled_amount':%d".formatted(total);
            var type = isWhole ? "charge.refunded" : "charge.partial_canceled";
            send(charge, life, type, isWhole ? "canceled" : "paid", day);
        }
        life.status = total == life.amount ? "refunded" : "paid";
    }

    private void send(String charge, Life life, String type, String status, LocalDate day) {
        var at = "%sT%02d:00:00.1234567Z".formatted(day, 13 + random.nextInt(10));
        var data =
                "{'id':'%s','amount':%d,'status':'%s','payment_method':'%s','currency':'BRL',"
                                .formatted(charge, life.amount, status, life.method)
                        + "'created_at':'%sT13:00:00Z','updated_at':'%s','due_at':'%sT23:59:59Z'"
                                .formatted(life.issued, at, life.due)
                        + life.held
                        + "}";
        sent.add(PagarmeBodies.body("hook_" + hooks++, type, at, data));
    }
}
