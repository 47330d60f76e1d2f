package io.emdia.habits;

import io.emdia.kpi.SlowWalk;
import io.emdia.ledger.Charge;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * What became of a charge as a day knows it, found by going back from it day by day: disputes won
 * by then never were.
 */
record SlowCharge(Charge charge, LocalDate asOf) {

    long owed() {
        return owed(asOf);
    }

    /** Open in the books. */
    long open() {
        return hasLeft() || charge.issuedOn().isAfter(asOf) ? 0 : owed();
    }

    boolean hasLeft() {
        return leftOn() != null;
    }

    /** The day on which nothing was owed any more, up to now. */
    @Nullable LocalDate settledOn() {
        if (owed() > 0) {
            return null;
        }
        var day = asOf;
        while (owed(day.minusDays(1)) == 0) {
            day = day.minusDays(1);
        }
        return day;
    }

    @Nullable LocalDate leftOn() {
        LocalDate left = null;
        for (var day : new @Nullable LocalDate[] {charge.canceledOn(), charge.writtenOffOn()}) {
            if (day != null && !day.isAfter(asOf) && (left == null || day.isBefore(left))) {
                left = day;
            }
        }
        return left;
    }

    boolean isMatured() {
        var canceled = charge.canceledOn();
        return charge.effectiveDueOn().isBefore(asOf)
                && !charge.issuedOn().isAfter(asOf)
                && (canceled == null || canceled.isAfter(asOf));
    }

    boolean isLate() {
        var settled = settledOn();
        return settled == null || settled.isAfter(charge.effectiveDueOn());
    }

    long delayDays() {
        var settled = settledOn();
        return Math.max(0, lag(settled == null ? asOf : settled));
    }

    long lag(LocalDate day) {
        return ChronoUnit.DAYS.between(charge.effectiveDueOn(), day);
    }

    private long owed(LocalDate day) {
        return SlowWalk.at(known(), day).owed();
    }

    private Charge known() {
        var disputes =
                charge.disputes().stream()
                        .filter(dispute -> !isWonBy(dispute))
                        .map(SlowCharge::standing)
                        .toList();
        return new Charge(
                charge.key(),
                charge.customerId(),
                charge.subscriptionId(),
                charge.currency(),
                charge.method(),
                charge.amount(),
                charge.issuedOn(),
                charge.dueOn(),
                charge.effectiveDueOn(),
                charge.canceledOn(),
                charge.writtenOffOn(),
                charge.payments(),
                charge.reversals(),
                charge.attempts(),
                charge.refunds(),
                disputes,
                charge.silent());
    }

    private boolean isWonBy(Charge.Dispute dispute) {
        var closed = dispute.closedOn();
        return dispute.won() && closed != null && !closed.isAfter(asOf);
    }

    private static Charge.Dispute standing(Charge.Dispute dispute) {
        return new Charge.Dispute(
                dispute.id(),
                dispute.paymentId(),
                dispute.amount(),
                dispute.openedOn(),
                false,
                null);
    }
}
