package io.emdia.kpi;

import io.emdia.facts.Method;
import io.emdia.kpi.KpiDocument.Attempts;
import io.emdia.kpi.KpiDocument.Declines;
import io.emdia.kpi.KpiDocument.Reversals;
import io.emdia.kpi.SlowFigures.Receipt;
import io.emdia.ledger.Charge;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** Attempts, refunds and disputes by the letter of the contract. */
final class SlowTries {

    private static final Set<Method> AUTOMATIC =
            Set.of(Method.CREDIT_CARD, Method.DEBIT_CARD, Method.PIX_AUTOMATIC);
    private static final Set<Method> CARDS = Set.of(Method.CREDIT_CARD, Method.DEBIT_CARD);

    private SlowTries() {}

    private record Try(LocalDate day, boolean failed, String moment, byte[] id, String code) {

        boolean isBefore(Try other) {
            if (!day.equals(other.day)) {
                return day.isBefore(other.day);
            }
            if (failed != other.failed) {
                return failed;
            }
            var moments = moment.compareTo(other.moment);
            return moments != 0 ? moments < 0 : Arrays.compareUnsigned(id, other.id) < 0;
        }
    }

    static Attempts attempts(List<Charge> charges, LocalDate start, LocalDate end) {
        long first = 0;
        long approvedFirst = 0;
        long all = 0;
        long declined = 0;
        var codes = new TreeMap<String, Long>();
        for (var charge : charges) {
            var tries = tries(charge);
            for (var one : tries) {
                if (one.day().isBefore(start) || one.day().isAfter(end)) {
                    continue;
                }
                var isFirst = tries.stream().noneMatch(other -> other.isBefore(one));
                all++;
                first += isFirst ? 1 : 0;
                approvedFirst += isFirst && !one.failed() ? 1 : 0;
                if (one.failed()) {
                    declined++;
                    codes.merge(one.code(), 1L, Long::sum);
                }
            }
        }
        return new Attempts(
                SlowFigures.ratio(approvedFirst, first),
                SlowFigures.ratio(declined, all),
                declines(codes));
    }

    private static List<Declines> declines(TreeMap<String, Long> codes) {
        var list = new ArrayList<Declines>();
        codes.forEach((code, count) -> list.add(new Declines(code, count)));
        list.sort((one, other) -> Long.compare(other.count(), one.count()));
        return list;
    }

    private static List<Try> tries(Charge charge) {
        var tries = new ArrayList<Try>();
        for (var failed : charge.attempts()) {
            if (AUTOMATIC.contains(failed.method())) {
                var code = failed.code() == null ? "unknown" : failed.code();
                var moment = String.format("%020d", failed.failedAt().toEpochMilli());
                tries.add(new Try(failed.failedOn(), true, moment, bytes(failed.id()), code));
            }
        }
        for (var payment : charge.payments()) {
            if (AUTOMATIC.contains(payment.method())) {
                tries.add(new Try(payment.paidOn(), false, "", bytes(payment.id()), ""));
            }
        }
        return tries;
    }

    private static byte[] bytes(String id) {
        return id.getBytes(StandardCharsets.UTF_8);
    }

    static Reversals reversals(
            List<Charge> charges, LocalDate start, LocalDate end, List<Receipt> receipts) {
        long refunded = 0;
        long disputed = 0;
        long disputes = 0;
        long cards = 0;
        for (var charge : charges) {
            for (var refund : charge.refunds()) {
                refunded += within(refund.refundedOn(), start, end) ? refund.amount() : 0;
            }
            for (var dispute : charge.disputes()) {
                disputed += within(dispute.openedOn(), start, end) ? dispute.amount() : 0;
                disputes += within(dispute.openedOn(), start, end) ? 1 : 0;
            }
            for (var payment : charge.payments()) {
                var counts = CARDS.contains(payment.method());
                cards += counts && within(payment.paidOn(), start, end) ? 1 : 0;
            }
        }
        var received = receipts.stream().mapToLong(Receipt::cash).sum();
        return new Reversals(
                refunded,
                SlowFigures.ratio(refunded, received),
                disputed,
                SlowFigures.ratio(disputes, cards));
    }

    private static boolean within(LocalDate day, LocalDate start, LocalDate end) {
        return !(day.isBefore(start) || day.isAfter(end));
    }
}
