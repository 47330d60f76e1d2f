package io.emdia.gateways.efi;

import io.emdia.facts.Event;
import io.emdia.gateways.Truth;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A charge that lives at random: a Pix with what is given back of it, or one of Cobranças whose
 * history grows. Not every body is delivered, but the last one always is.
 */
final class EfiLife {

    private static final LocalDate START = LocalDate.of(2026, 1, 5);
    private static final int DAYS_MAX = 20;

    private final Random random;
    private final int number;
    private final List<Event> events = new ArrayList<>();
    private final long amount;
    private final Truth truth;
    private LocalDate today = START;
    private @Nullable LocalDate canceled;
    private String charge = "";

    private EfiLife(Random random, int number) {
        this.random = random;
        this.number = number;
        this.amount = 100 + random.nextInt(100_000);
        this.truth = Truth.asking(amount);
    }

    static EfiLife lived(Random random, int number) {
        var life = new EfiLife(random, number);
        if (random.nextBoolean()) {
            life.livePix();
        } else {
            life.liveBilled();
        }
        return life;
    }

    String charge() {
        return charge;
    }

    Truth truth() {
        return truth.canceled(canceled);
    }

    List<Event> events() {
        return events;
    }

    private void livePix() {
        var txid = random.nextBoolean() ? "txid" + number : null;
        charge = txid == null ? "E" + number : txid;
        var horario = today;
        truth.paid(today, amount, "pix");
        var backs = new ArrayList<String>();
        send(horario, txid, backs);
        var left = amount;
        for (var parts = random.nextInt(3); parts > 0; parts--) {
            var part = 1 + random.nextLong(left / 2);
            left -= part;
            pass();
            backs.add(back(backs.size(), part, "EM_PROCESSAMENTO", ""));
            sendSometimes(horario, txid, backs);
            pass();
            backs.set(backs.size() - 1, settled(backs.size() - 1, part));
            sendSometimes(horario, txid, backs);
        }
        send(horario, txid, backs);
    }

    private String settled(int index, long part) {
        return switch (random.nextInt(3)) {
            case 0 -> back(index, part, "NAO_REALIZADO", "");
            case 1 -> {
                truth.disputed(today, part, Truth.closed(false, null));
                yield back(index, part, "DEVOLVIDO", ",'natureza':'MED_FRAUDE'");
            }
            default -> {
                truth.refunded(today, part);
                yield back(index, part, "DEVOLVIDO", "");
            }
        };
    }

    private String back(int index, long part, String status, String more) {
        return "{'id':'d%d','valor':'%d.%02d','status':'%s','horario':{'solicitacao':'%s'}%s}"
                .formatted(index, part / 100, part % 100, status, today + "T15:00:00Z", more);
    }

    private void sendSometimes(LocalDate day, @Nullable String txid, List<String> backs) {
        if (random.nextBoolean()) {
            send(day, txid, backs);
        }
    }

    private void send(LocalDate day, @Nullable String txid, List<String> backs) {
        events.addAll(
                EfiBodies.pix(
                        ("{'endToEndId':'E%d'%s,'valor':'%d.%02d','horario':'%sT15:00:00.000Z',"
                                        + "'devolucoes':[%s]}")
                                .formatted(
                                        number,
                                        txid == null ? "" : ",'txid':'" + txid + "'",
                                        amount / 100,
                                        amount % 100,
                                        day,
                                        String.join(",", backs))));
    }

    private void liveBilled() {
        charge = Integer.toString(number);
        var entries = new ArrayList<String>();
        add(entries, "new");
        add(entries, "waiting");
        tellCharge();
        if (random.nextInt(3) == 0) {
            pass();
            add(entries, "unpaid");
        }
        pass();
        switch (random.nextInt(4)) {
            case 0 -> {
                add(entries, random.nextBoolean() ? "canceled" : "expired");
                canceled = today;
            }
            case 1 -> {}
            default -> liveOnPaid(entries);
        }
        ask(entries);
    }

    private void liveOnPaid(List<String> entries) {
        truth.paid(today, amount, "boleto");
        add(entries, "paid");
        switch (random.nextInt(4)) {
            case 0 -> {
                pass();
                add(entries, "refunded");
                truth.refunded(today, amount);
            }
            case 1 -> dispute(entries);
            case 2 -> {
                pass();
                add(entries, "settled");
            }
            default -> {}
        }
    }

    private void dispute(List<String> entries) {
        pass();
        var opened = today;
        add(entries, "contested");
        var outcome = random.nextInt(3);
        if (outcome > 0) {
            pass();
            add(entries, outcome == 1 ? "refunded" : "paid");
        }
        var closed = outcome == 0 ? null : today;
        truth.disputed(opened, amount, Truth.closed(outcome == 2, closed));
    }

    private void add(List<String> entries, String state) {
        var value = state.equals("paid") || state.equals("settled") ? ",'value':" + amount : "";
        entries.add(
                ("{'id':%d,'type':'charge','status':{'current':'%s'},"
                                + "'identifiers':{'charge_id':%d},'created_at':'%s 10:00:00'%s}")
                        .formatted(entries.size() + 1, state, number, today, value));
        if (random.nextBoolean()) {
            ask(entries);
        }
    }

    private void ask(List<String> entries) {
        var body = "{'code':200,'data':[" + String.join(",", entries) + "]}";
        events.addAll(
                EfiBodies.events(EfiBodies.answer("notification", "t" + number, body)).events());
    }

    private void tellCharge() {
        events.addAll(
                EfiBodies.charge(
                        charge,
                        ("'charge_id':%d,'total':%d,'status':'waiting','created_at':'%s',"
                                        + "'history':[{'created_at':'%s 10:00:00'}],"
                                        + "'payment':{'method':'banking_billet'}")
                                .formatted(number, amount, START, START)));
    }

    private void pass() {
        today = today.plusDays(1 + random.nextInt(DAYS_MAX));
    }
}
