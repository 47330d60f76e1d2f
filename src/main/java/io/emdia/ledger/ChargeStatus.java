package io.emdia.ledger;

import java.time.LocalDate;
import java.util.Locale;

/** What a charge is at the end of a day; worked out, never flipped by a timer. */
public enum ChargeStatus {
    PENDING,
    OVERDUE,
    PAID,
    PARTIALLY_PAID,
    REFUNDED,
    DISPUTED,
    CANCELED,
    WRITTEN_OFF;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The first that fits, in the order of the rules. */
    public static ChargeStatus of(Charge charge, LocalDate day) {
        if (charge.isCanceled(day)) {
            return CANCELED;
        }
        if (charge.isWrittenOff(day)) {
            return WRITTEN_OFF;
        }
        var walk = Walk.of(charge, day);
        return walk.owed() > 0 ? owing(charge, walk, day) : settled(charge, walk, day);
    }

    private static ChargeStatus owing(Charge charge, Walk walk, LocalDate day) {
        if (charge.disputes().stream().anyMatch(dispute -> dispute.stands(day))) {
            return DISPUTED;
        }
        if (charge.isOverdue(day)) {
            return OVERDUE;
        }
        if (isRefunded(charge, walk, day)) {
            return REFUNDED;
        }
        return walk.paid() > 0 ? PARTIALLY_PAID : PENDING;
    }

    private static ChargeStatus settled(Charge charge, Walk walk, LocalDate day) {
        return isRefunded(charge, walk, day) ? REFUNDED : PAID;
    }

    private static boolean isRefunded(Charge charge, Walk walk, LocalDate day) {
        return walk.paid() > 0 && charge.refundedAmount(day) >= walk.paid();
    }
}
