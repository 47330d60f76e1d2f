package io.emdia.gateways.adyen;

import io.emdia.gateways.adyen.AdyenBodies.Item;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Charges living random lives at Adyen: the items it sends, and what truly happened. */
final class AdyenStreet {

    private static final LocalDate START = LocalDate.parse("2026-01-05");
    private static final List<String> CARDS = List.of("visa", "mc", "elo", "amex");

    private final Random random;
    private final boolean isManual;
    private final List<Item> sent = new ArrayList<>();
    private final Map<String, Life> lives = new TreeMap<>();
    private int references;

    /** What truly happened to one charge. */
    static final class Life {
        long amount;
        final Map<LocalDate, Long> paid = new TreeMap<>();
        final List<LocalDate> refused = new ArrayList<>();
        final Map<LocalDate, Long> refunded = new TreeMap<>();
        String status = "pending";
    }

    AdyenStreet(long seed, int charges, boolean isManual) {
        this.random = new Random(seed);
        this.isManual = isManual;
        for (var index = 0; index < charges; index++) {
            live("COB-" + index);
        }
    }

    List<Item> sent() {
        return sent;
    }

    Map<String, Life> lives() {
        return lives;
    }

    private void live(String charge) {
        var life = new Life();
        life.amount = 1000 + random.nextInt(90_000);
        lives.put(charge, life);
        var isCard = random.nextInt(3) > 0;
        var method = isCard ? CARDS.get(random.nextInt(CARDS.size())) : "pix";
        var base = Item.of("AUTHORISATION").reference(charge).method(method).amount(life.amount);
        var day = START.plusDays(random.nextInt(60));
        if (isCard) {
            day = attempts(base, life, day);
        } else {
            sent.add(at(base("PENDING", base).psp("", name("PIX")), day));
            day = day.plusDays(1 + random.nextInt(9));
        }
        if (random.nextInt(6) == 0) {
            giveUp(base, life, day);
        } else {
            pay(base, life, day);
        }
    }

    private LocalDate attempts(Item base, Life life, LocalDate from) {
        var day = from;
        for (var tries = random.nextInt(3); tries > 0; tries--) {
            var unattended = base.additional("\"recurringProcessingModel\":\"Subscription\",");
            sent.add(at(unattended.psp("", name("TRY")).refused(), day));
            life.refused.add(day);
            day = day.plusDays(1 + random.nextInt(4));
        }
        return day;
    }

    private void giveUp(Item base, Life life, LocalDate day) {
        sent.add(at(base("OFFER_CLOSED", base).psp("", name("OFF")), day));
        life.status = "canceled";
    }

    private void pay(Item base, Life life, LocalDate day) {
        var psp = name("PAY");
        sent.add(at(base.psp("", psp), day));
        var isCaptured = isManual && !base.method().equals("pix");
        var paidOn = isCaptured ? day.plusDays(random.nextInt(3)) : day;
        if (isCaptured) {
            sent.add(at(base("CAPTURE", base).psp(psp, name("CAP")), paidOn));
        }
        life.paid.put(paidOn, life.amount);
        life.status = "paid";
        switch (random.nextInt(4)) {
            case 0 -> refund(base, life, psp, paidOn);
            case 1 -> dispute(base, life, psp, paidOn);
            default -> {}
        }
    }

    private void refund(Item base, Life life, String psp, LocalDate from) {
        var day = from;
        var left = life.amount;
        while (left > 0 && random.nextInt(4) > 0) {
            day = day.plusDays(1 + random.nextInt(5));
            var amount = random.nextBoolean() ? left : 1 + random.nextLong(left);
            var refund = base("REFUND", base).psp(psp, name("REF")).amount(amount);
            sent.add(at(refund, day));
            if (random.nextInt(4) == 0) {
                sent.add(at(base("REFUND_FAILED", refund), day.plusDays(2)));
                continue;
            }
            life.refunded.merge(day, amount, Long::sum);
            left -= amount;
        }
        life.status = left == 0 ? "refunded" : "paid";
    }

    private void dispute(Item base, Life life, String psp, LocalDate from) {
        var opened = base("CHARGEBACK", base).psp(psp, name("DIS"));
        sent.add(at(base("NOTIFICATION_OF_CHARGEBACK", opened), from.plusDays(8)));
        sent.add(at(opened, from.plusDays(10)));
        life.status = "disputed";
        if (random.nextBoolean()) {
            sent.add(at(base("CHARGEBACK_REVERSED", opened), from.plusDays(30)));
            life.status = "paid";
        }
    }

    private String name(String kind) {
        return "%s%04d".formatted(kind, references++);
    }

    private static Item base(String code, Item like) {
        return new Item(
                code,
                like.psp(),
                like.original(),
                like.reference(),
                like.method(),
                like.amount(),
                true,
                like.at(),
                "");
    }

    private Item at(Item item, LocalDate day) {
        return item.at("%sT%02d:30:00-03:00".formatted(day, random.nextInt(24)));
    }
}
