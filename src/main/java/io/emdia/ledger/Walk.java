package io.emdia.ledger;

import io.emdia.facts.Ids;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a charge's payments, reversals and disputes leave of it at the end of a day, whatever its
 * issue, cancellation or write-off say. Payments, reversals and dispute openings up to the day are
 * walked by (day, payments first, id); a dispute won by then is left out.
 *
 * @param owed principal not covered
 * @param covers what each walked payment still covers, in walking order
 */
public record Walk(long owed, List<Cover> covers) {

    /**
     * @param cash received and kept
     * @param discount principal waived with it
     */
    public record Cover(Charge.Payment payment, long cash, long discount) {}

    public static Walk of(Charge charge, LocalDate day) {
        return new Walking(charge.amount()).through(steps(charge, day));
    }

    /** The days on which a walk, an issue, a cancellation or a write-off may change something. */
    public static SortedSet<LocalDate> turningDays(Charge charge) {
        var days = new TreeSet<LocalDate>();
        days.add(charge.issuedOn());
        Optional.ofNullable(charge.canceledOn()).ifPresent(days::add);
        Optional.ofNullable(charge.writtenOffOn()).ifPresent(days::add);
        charge.payments().forEach(payment -> days.add(payment.paidOn()));
        charge.reversals().forEach(reversal -> days.add(reversal.reversedOn()));
        for (var dispute : charge.disputes()) {
            days.add(dispute.openedOn());
            Optional.ofNullable(dispute.closedOn()).ifPresent(days::add);
        }
        return days;
    }

    /** Cash received and kept. */
    public long paid() {
        return covers.stream().mapToLong(Cover::cash).reduce(0, Math::addExact);
    }

    /**
     * The day on which the payments that still stand had covered everything; null while something
     * is owed. A charge of nothing is settled before anybody could be late.
     */
    public @Nullable LocalDate settledOn() {
        if (owed > 0) {
            return null;
        }
        return covers.stream()
                .filter(cover -> cover.cash() > 0 || cover.discount() > 0)
                .map(cover -> cover.payment().paidOn())
                .max(Comparator.naturalOrder())
                .orElse(LocalDate.EPOCH);
    }

    private static List<Step> steps(Charge charge, LocalDate day) {
        var steps = new ArrayList<Step>();
        charge.payments().forEach(payment -> steps.add(new Pay(payment)));
        charge.reversals().forEach(reversal -> steps.add(new Reverse(reversal)));
        charge.disputes().stream()
                .filter(dispute -> dispute.stands(day))
                .forEach(dispute -> steps.add(new Dispute(dispute)));
        steps.removeIf(step -> step.day().isAfter(day));
        steps.sort(Step.ORDER);
        return steps;
    }

    private sealed interface Step {
        Comparator<Step> ORDER =
                Comparator.comparing(Step::day)
                        .thenComparing(step -> step instanceof Pay ? 0 : 1)
                        .thenComparing(Step::id, Ids.BY_BYTES)
                        .thenComparing(step -> step instanceof Reverse ? 0 : 1);

        LocalDate day();

        String id();
    }

    private record Pay(Charge.Payment payment) implements Step {
        @Override
        public LocalDate day() {
            return payment.paidOn();
        }

        @Override
        public String id() {
            return payment.id();
        }
    }

    private record Reverse(Charge.Reversal reversal) implements Step {
        @Override
        public LocalDate day() {
            return reversal.reversedOn();
        }

        @Override
        public String id() {
            return reversal.paymentId();
        }
    }

    private record Dispute(Charge.Dispute dispute) implements Step {
        @Override
        public LocalDate day() {
            return dispute.openedOn();
        }

        @Override
        public String id() {
            return dispute.id();
        }
    }

    /** The state of one walk; insertion order of the covers is walking order, (day, id). */
    private static final class Walking {

        private final Map<String, Cover> covers = new LinkedHashMap<>();
        private long owed;

        Walking(long amount) {
            owed = amount;
        }

        Walk through(List<Step> steps) {
            steps.forEach(this::take);
            return new Walk(owed, List.copyOf(covers.values()));
        }

        private void take(Step step) {
            switch (step) {
                case Pay(var payment) -> pay(payment);
                case Reverse(var reversal) -> reverse(reversal.paymentId());
                case Dispute(var dispute) -> takeBack(dispute);
            }
        }

        private void pay(Charge.Payment payment) {
            var cash = Math.min(payment.amount(), owed);
            var discount = Math.min(payment.discount(), owed - cash);
            owed -= cash + discount;
            covers.put(payment.id(), new Cover(payment, cash, discount));
        }

        private void reverse(String paymentId) {
            var cover = covers.get(paymentId);
            if (cover != null) {
                owed += cover.cash() + cover.discount();
                covers.put(paymentId, new Cover(cover.payment(), 0, 0));
            }
        }

        private void takeBack(Charge.Dispute dispute) {
            var left = dispute.amount();
            for (var cover : disputed(dispute)) {
                var taken = Math.min(left, cover.cash());
                left -= taken;
                owed += taken;
                covers.put(
                        cover.payment().id(),
                        new Cover(cover.payment(), cover.cash() - taken, cover.discount()));
            }
        }

        private List<Cover> disputed(Charge.Dispute dispute) {
            if (dispute.paymentId() == null) {
                return List.copyOf(covers.values()).reversed();
            }
            return Optional.ofNullable(covers.get(dispute.paymentId())).stream().toList();
        }
    }
}
