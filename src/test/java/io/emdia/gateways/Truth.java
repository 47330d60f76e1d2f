package io.emdia.gateways;

import io.emdia.ledger.Charge;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What became of a charge, whoever tells it: what a simulator knows that it made happen, and what
 * the ledger made of the bodies. Ids are left out, and refunds of one day are one.
 *
 * @param payments as {@code 2026-03-13 14990 pix}
 * @param refunds what was refunded on each day
 * @param disputes as {@code 2026-05-05 14990 lost 2026-06-02}
 * @param attempts as {@code 2026-04-10 code}
 */
public record Truth(
        long amount,
        TreeSet<String> payments,
        TreeMap<LocalDate, Long> refunds,
        TreeSet<String> disputes,
        TreeSet<String> attempts,
        @Nullable LocalDate canceledOn) {

    public static Truth of(Charge charge) {
        var truth = asking(charge.amount()).canceled(charge.canceledOn());
        charge.payments().forEach(it -> truth.paid(it.paidOn(), it.amount(), it.method().code()));
        charge.refunds().forEach(it -> truth.refunded(it.refundedOn(), it.amount()));
        charge.attempts().forEach(it -> truth.refused(it.failedOn(), it.code()));
        for (var dispute : charge.disputes()) {
            truth.disputed(dispute.openedOn(), dispute.amount(), outcome(dispute));
        }
        return truth;
    }

    /** Nothing has happened yet. */
    public static Truth asking(long amount) {
        return new Truth(
                amount, new TreeSet<>(), new TreeMap<>(), new TreeSet<>(), new TreeSet<>(), null);
    }

    public void paid(LocalDate day, long cash, String method) {
        payments.add("%s %d %s".formatted(day, cash, method));
    }

    public void refunded(LocalDate day, long cash) {
        var _ = refunds.merge(day, cash, Math::addExact);
    }

    /**
     * @param outcome as {@link #closed} writes it
     */
    public void disputed(LocalDate day, long cash, String outcome) {
        disputes.add("%s %d %s".formatted(day, cash, outcome));
    }

    public void refused(LocalDate day, @Nullable String code) {
        attempts.add(day + " " + code);
    }

    public Truth canceled(@Nullable LocalDate day) {
        return new Truth(amount, payments, refunds, disputes, attempts, day);
    }

    /** Open where there is no day. */
    public static String closed(boolean won, @Nullable LocalDate day) {
        return day == null ? "open" : (won ? "won " : "lost ") + day;
    }

    private static String outcome(Charge.Dispute dispute) {
        return closed(dispute.won(), dispute.closedOn());
    }

    /** Of every charge that counts. */
    public static Map<String, Truth> of(Iterable<Charge> charges) {
        var truths = new TreeMap<String, Truth>();
        charges.forEach(charge -> truths.put(charge.key().chargeId(), of(charge)));
        return truths;
    }
}
