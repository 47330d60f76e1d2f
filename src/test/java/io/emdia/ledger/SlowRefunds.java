package io.emdia.ledger;

import io.emdia.facts.ChargeFact;
import io.emdia.facts.ChargeFact.RefundFailed;
import io.emdia.facts.ChargeFact.RefundSucceeded;
import io.emdia.facts.ChargeFact.RefundedInAll;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;

/** Refunds by the letter, single ones and running totals. */
final class SlowRefunds {

    private SlowRefunds() {}

    /** The newest of each id; what was told under the charge's own id comes first. */
    static List<Charge.Refund> of(List<ChargeFact> told) {
        var single = new TreeMap<String, ChargeFact>();
        for (var fact : told) {
            switch (fact) {
                case RefundSucceeded refund -> single.put(refund.refundId(), refund);
                case RefundFailed refund -> single.put(refund.refundId(), refund);
                default -> {}
            }
        }
        var refunds = new ArrayList<Charge.Refund>();
        for (var fact : single.values()) {
            if (fact instanceof RefundSucceeded refund) {
                refunds.add(
                        new Charge.Refund(
                                refund.refundId(),
                                refund.amount(),
                                SlowFold.day(refund.refundedOn())));
            }
        }
        refunds.addAll(inAll(told));
        return refunds;
    }

    private static List<Charge.Refund> inAll(List<ChargeFact> told) {
        var totals = new TreeMap<Long, LocalDate>();
        String name = null;
        for (var fact : told) {
            if (fact instanceof RefundedInAll total) {
                name = total.chargeId();
                var day = SlowFold.day(total.refundedOn());
                var known = totals.get(total.total());
                totals.put(total.total(), known == null || day.isBefore(known) ? day : known);
            }
            if (fact instanceof RefundFailed back && back.refundId().equals(back.chargeId())) {
                totals.clear();
            }
        }
        var refunds = new ArrayList<Charge.Refund>();
        for (var total : totals.keySet()) {
            var lower = totals.lowerKey(total);
            var step = lower == null ? total : total - lower;
            refunds.add(
                    new Charge.Refund(
                            name + ":" + total, step, Objects.requireNonNull(totals.get(total))));
        }
        return refunds;
    }
}
