package io.emdia.gateways.pagbank;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Orders living random lives at PagBank: the bodies it sends, and what truly happened. */
final class PagbankStreet {

    private static final LocalDate START = LocalDate.parse("2026-01-05");
    private static final List<String> METHODS = List.of("CREDIT_CARD", "BOLETO", "PIX");

    private final Random random;
    private final List<byte[]> sent = new ArrayList<>();
    private final Map<String, Life> lives = new TreeMap<>();

    /** What truly happened to one order's amount, under the charge it ended with. */
    static final class Life {
        long amount;
        LocalDate issued = START;
        final Map<LocalDate, Long> paid = new TreeMap<>();
        final List<LocalDate> refused = new ArrayList<>();
        final List<Long> refunds = new ArrayList<>();
        String status = "overdue";
        private String order = "";
        private String method = "PIX";
        private final List<String> declined = new ArrayList<>();
    }

    PagbankStreet(long seed, int orders) {
        this.random = new Random(seed);
        for (var index = 0; index < orders; index++) {
            live(index);
        }
    }

    List<byte[]> sent() {
        return sent;
    }

    Map<String, Life> lives() {
        return lives;
    }

    private void live(int index) {
        var life = new Life();
        life.order = "ORDE_" + index;
        life.amount = 1000 + random.nextInt(90_000);
        life.method = METHODS.get(random.nextInt(METHODS.size()));
        life.issued = START.plusDays(random.nextInt(60));
        var day = life.issued;
        var tries = life.method.equals("CREDIT_CARD") ? random.nextInt(3) : 0;
        for (var trial = 0; trial < tries; trial++) {
            day = day.plusDays(1);
            var declined = charge("CHAR_%d_%d".formatted(index, trial), life, "DECLINED", day, "");
            life.refused.add(day);
            send(life, declined);
            life.declined.add(declined);
        }
        var id = "CHAR_%d_%d".formatted(index, tries);
        lives.put(id, life);
        if (!life.method.equals("PIX")) {
            var first = life.method.equals("BOLETO") ? "WAITING" : "IN_ANALYSIS";
            send(life, charge(id, life, first, day.plusDays(1), ""));
        }
        end(id, life, day.plusDays(1));
    }

    private void end(String id, Life life, LocalDate created) {
        if (random.nextInt(6) == 0) {
            send(life, charge(id, life, "CANCELED", created, ""));
            life.status = "canceled";
            return;
        }
        var on = created.plusDays(random.nextInt(8));
        life.paid.put(on, life.amount);
        life.status = "paid";
        var total = 0L;
        send(life, paid(id, life, created, on, total));
        while (total < life.amount && random.nextInt(4) == 0) {
            var left = life.amount - total;
            var amount = random.nextBoolean() ? left : 1 + random.nextLong(left);
            total += amount;
            life.refunds.add(amount);
            send(life, paid(id, life, created, on, total));
        }
        life.status = total == life.amount ? "refunded" : "paid";
    }

    private static String paid(String id, Life life, LocalDate created, LocalDate on, long back) {
        var status = back == life.amount ? "CANCELED" : "PAID";
        var body =
                charge(id, life, status, created, ",'paid_at':'%sT15:00:00-03:00'".formatted(on));
        return body.replace(
                "'paid':0,'refunded':0", "'paid':%d,'refunded':%d".formatted(life.amount, back));
    }

    private static String charge(String id, Life life, String status, LocalDate day, String more) {
        return "{'id':'%s','status':'%s','created_at':'%sT10:00:00.000-03:00','amount':{'value':%d,"
                        .formatted(id, status, day, life.amount)
                + "'currency':'BRL','summary':{'total':%d,'paid':0,'refunded':0}},"
                        .formatted(life.amount)
                + "'payment_response':{'code':20000},'payment_method':{'type':'%s'}%s}"
                        .formatted(life.method, more);
    }

    /** An order lists what was declined before, or only what changed. */
    private void send(Life life, String charge) {
        var charges = new ArrayList<>(life.declined);
        charges.add(charge);
        var body =
                "{'id':'%s','created_at':'%sT09:00:00-03:00','charges':[%s]}"
                        .formatted(life.order, life.issued, String.join(",", charges));
        sent.add(body.replace('\'', '"').getBytes(UTF_8));
    }
}
