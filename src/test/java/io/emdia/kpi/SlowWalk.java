package io.emdia.kpi;

import io.emdia.ledger.Charge;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is left of a charge at a day, by the letter of the contract and in another way than the
 * product's: everything still open is added up anew at each step.
 */
public final class SlowWalk {

    private final Charge charge;
    private final Map<String, long[]> kept = new HashMap<>();
    private final List<Charge.Payment> walked = new ArrayList<>();

    private SlowWalk(Charge charge) {
        this.charge = charge;
    }

    private record Entry(LocalDate day, int rank, String id, Runnable happen) {}

    public static SlowWalk at(Charge charge, LocalDate day) {
        var walk = new SlowWalk(charge);
        var entries = new ArrayList<Entry>();
        for (var payment : charge.payments()) {
            entries.add(new Entry(payment.paidOn(), 0, payment.id(), () -> walk.arrives(payment)));
        }
        for (var reversal : charge.reversals()) {
            entries.add(
                    new Entry(
                            reversal.reversedOn(),
                            1,
                            reversal.paymentId(),
                            () ->
                                    walk.kept.computeIfPresent(
                                            reversal.paymentId(), (_, _) -> new long[2])));
        }
        for (var dispute : charge.disputes()) {
            var closed = dispute.closedOn();
            if (!(dispute.won() && closed != null && closed.compareTo(day) <= 0)) {
                entries.add(
                        new Entry(
                                dispute.openedOn(), 1, dispute.id(), () -> walk.disputes(dispute)));
            }
        }
        entries.sort(
                Comparator.comparing(Entry::day)
                        .thenComparingInt(Entry::rank)
                        .thenComparing(entry -> bytes(entry.id()), Arrays::compareUnsigned));
        entries.stream()
                .filter(entry -> entry.day().compareTo(day) <= 0)
                .forEach(entry -> entry.happen().run());
        return walk;
    }

    public long owed() {
        return charge.amount()
                - kept.values().stream().mapToLong(cover -> cover[0] + cover[1]).sum();
    }

    long cash(Charge.Payment payment) {
        return kept.getOrDefault(payment.id(), new long[2])[0];
    }

    private void arrives(Charge.Payment payment) {
        var open = owed();
        var cash = payment.amount() < open ? payment.amount() : open;
        var rest = open - cash;
        var discount = payment.discount() < rest ? payment.discount() : rest;
        kept.put(payment.id(), new long[] {cash, discount});
        walked.add(payment);
    }

    private void disputes(Charge.Dispute dispute) {
        var latestFirst =
                walked.stream()
                        .sorted(
                                Comparator.comparing(Charge.Payment::paidOn)
                                        .thenComparing(
                                                payment -> bytes(payment.id()),
                                                Arrays::compareUnsigned)
                                        .reversed())
                        .filter(
                                payment ->
                                        dispute.paymentId() == null
                                                || dispute.paymentId().equals(payment.id()))
                        .toList();
        var left = dispute.amount();
        for (var payment : latestFirst) {
            var cover = kept.getOrDefault(payment.id(), new long[2]);
            var taken = cover[0] > left ? left : cover[0];
            kept.put(payment.id(), new long[] {cover[0] - taken, cover[1]});
            left -= taken;
        }
    }

    private static byte[] bytes(String id) {
        return id.getBytes(StandardCharsets.UTF_8);
    }
}
