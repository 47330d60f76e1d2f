package io.emdia.kpi;

import static java.time.temporal.ChronoUnit.DAYS;

import io.emdia.ledger.Charge;
import io.emdia.ledger.Walk;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/**
 * What one charge contributes to the cells. Everything is a step function of the as-of day, worked
 * out on the days on which something of the charge changes and told as what changed.
 */
record ChargeCells(Charge charge, Cells into, int sign) {

    private static final int SUMS = 8;

    /** Adds the contribution times {@code sign} (1 or -1). */
    static void add(Charge charge, Cells into, int sign) {
        new ChargeCells(charge, into, sign).add();
    }

    private void add() {
        into.used().add(new Key.Used(merchant(), charge.currency()), sign, 1);
        addIssue();
        new ChargeFlows(charge, into, sign).add();
        var overdue = overdue();
        var owedAtDue = Walk.of(charge, charge.effectiveDueOn()).owed();
        var sums = new long[SUMS];
        var received = new HashMap<String, Long>();
        for (var day : Walk.turningDays(charge)) {
            var walk = Walk.of(charge, day);
            var now = sums(day, walk.owed(), owedAtDue);
            into.due().add(dueKey(day), sign, difference(now, sums));
            if (charge.silent()) {
                into.silent().add(silentKey(day), sign, now[0] - sums[0], now[1] - sums[1]);
            }
            overdue.open(day, now[0]);
            sums = now;
            walk.covers().forEach(cover -> addReceipt(day, cover, received));
        }
        overdue.end();
    }

    private OverdueSpans overdue() {
        var edges = new CustomerEdges(charge, into.edges(), sign);
        var namings = new ChargeNamings(charge, into.namings(), sign);
        return new OverdueSpans(
                charge.effectiveDueOn(),
                (day, more) -> {
                    edges.overdue(day, more);
                    namings.overdue(day, more);
                });
    }

    /** A canceled charge was never issued, from its cancellation on. */
    private void addIssue() {
        var issued = charge.issuedOn();
        var canceled = charge.canceledOn();
        if (canceled == null || canceled.isAfter(issued)) {
            into.issues().add(issueKey(issued), sign, charge.amount());
        }
        if (canceled != null && canceled.isAfter(issued)) {
            into.issues().add(issueKey(canceled), -sign, charge.amount());
        }
    }

    /** In the order of the columns: open, owed, cohort, fallen, recovered. */
    private long[] sums(LocalDate day, long owed, long owedAtDue) {
        if (!charge.isIssued(day) || charge.isCanceled(day)) {
            return new long[SUMS];
        }
        var open = charge.isWrittenOff(day) ? 0 : owed;
        var isDue = charge.effectiveDueOn().isBefore(day);
        var recovered = isDue ? Math.max(0, owedAtDue - owed) : 0;
        return new long[] {
            open,
            Long.signum(open),
            owed,
            Long.signum(owed),
            charge.amount(),
            1,
            owedAtDue,
            recovered
        };
    }

    private void addReceipt(LocalDate day, Walk.Cover cover, Map<String, Long> received) {
        var payment = cover.payment();
        var before = received.getOrDefault(payment.id(), 0L);
        var moved = cover.cash() - before;
        received.put(payment.id(), cover.cash());
        var fromIssue = DAYS.between(charge.issuedOn(), payment.paidOn());
        into.receipts()
                .add(
                        receiptKey(payment, day),
                        sign,
                        moved,
                        Math.multiplyExact(moved, fromIssue),
                        Long.signum(cover.cash()) - Long.signum(before));
    }

    /** Nobody is overdue sooner. */
    private Key.Due silentKey(LocalDate day) {
        var overdueFrom = charge.effectiveDueOn().plusDays(1);
        return dueKey(day.isBefore(overdueFrom) ? overdueFrom : day);
    }

    private Key.Due dueKey(LocalDate day) {
        return new Key.Due(
                merchant(),
                charge.currency(),
                charge.effectiveDueOn(),
                charge.method().code(),
                day);
    }

    private Key.Receipt receiptKey(Charge.Payment payment, LocalDate day) {
        var lag = DAYS.between(charge.effectiveDueOn(), payment.paidOn());
        return new Key.Receipt(
                merchant(),
                charge.currency(),
                payment.paidOn(),
                charge.method().code(),
                payment.method().code(),
                Math.toIntExact(lag),
                day);
    }

    private Key.Issue issueKey(LocalDate day) {
        return new Key.Issue(
                merchant(), charge.currency(), charge.issuedOn(), charge.method().code(), day);
    }

    private String merchant() {
        return charge.key().merchantId();
    }

    private static long[] difference(long[] now, long[] before) {
        var difference = new long[now.length];
        for (int at = 0; at < now.length; at++) {
            difference[at] = now[at] - before[at];
        }
        return difference;
    }
}
