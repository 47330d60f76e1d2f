package io.emdia.kpi;

import io.emdia.facts.Ids;
import io.emdia.ledger.Charge;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * What one charge adds to attempts, refunds, disputes and card payments: each on its own day,
 * whatever became of the charge.
 */
record ChargeFlows(Charge charge, Cells into, int sign) {

    /** Of an approved attempt. */
    static final String APPROVED = "";

    private static final String NO_CODE = "unknown";

    /** A try to charge a method that needs nobody; a null code stands for an approval. */
    private record Try(
            LocalDate day, @Nullable Instant failedAt, String id, @Nullable String code) {

        static final Comparator<Try> FIRST =
                Comparator.comparing(Try::day)
                        .thenComparing(
                                Try::failedAt, Comparator.nullsLast(Comparator.naturalOrder()))
                        .thenComparing(Try::id, Ids.BY_BYTES);

        String column() {
            return Objects.requireNonNullElse(code, APPROVED);
        }
    }

    void add() {
        addTries();
        for (var payment : charge.payments()) {
            if (payment.method().isCard()) {
                into.flows().add(flow(payment.paidOn()), sign, 0, 0, 0, 1);
            }
        }
        for (var refund : charge.refunds()) {
            into.flows().add(flow(refund.refundedOn()), sign, refund.amount(), 0, 0, 0);
        }
        for (var dispute : charge.disputes()) {
            into.flows().add(flow(dispute.openedOn()), sign, 0, dispute.amount(), 1, 0);
        }
    }

    private void addTries() {
        var tries = tries();
        for (int at = 0; at < tries.size(); at++) {
            var one = tries.get(at);
            into.attempts().add(attempt(one), sign, 1, at == 0 ? 1 : 0);
        }
    }

    /** The first one first. */
    private List<Try> tries() {
        var tries = new ArrayList<Try>();
        for (var attempt : charge.attempts()) {
            if (attempt.method().isAutomatic()) {
                var answer = answer(attempt.code());
                tries.add(new Try(attempt.failedOn(), attempt.failedAt(), attempt.id(), answer));
            }
        }
        for (var payment : charge.payments()) {
            if (payment.method().isAutomatic()) {
                tries.add(new Try(payment.paidOn(), null, payment.id(), null));
            }
        }
        tries.sort(Try.FIRST);
        return tries;
    }

    private static String answer(@Nullable String code) {
        return code == null || code.isEmpty() ? NO_CODE : code;
    }

    private Key.Attempt attempt(Try one) {
        return new Key.Attempt(
                charge.key().merchantId(),
                charge.currency(),
                one.day(),
                charge.method().code(),
                one.column());
    }

    private Key.Moved flow(LocalDate day) {
        return new Key.Moved(
                charge.key().merchantId(), charge.currency(), day, charge.method().code());
    }
}
