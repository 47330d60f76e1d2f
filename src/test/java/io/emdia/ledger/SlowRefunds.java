package io.emdia.ledger;

import io.emdia.facts.ChargeFact;
import io.emdia.facts.ChargeFact.RefundFailed;
import io.emdia.facts.ChargeFact.RefundSucceeded;
import io.emdia.facts.ChargeFact.RefundWithdrawn;
import io.emdia.facts.ChargeFact.RefundedInAll;
import io.emdia.facts.FactDate;

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

    /** Under each name apart, each total as it would be had nothing been withdrawn. */
    private static List<Charge.Refund> inAll(List<ChargeFact> told) {
        var refunds = new ArrayList<Charge.Refund>();
        told.stream()
                .filter(RefundedInAll.class::isInstance)
                .map(ChargeFact::chargeId)
                .distinct()
                .forEach(name -> refunds.addAll(inAll(name, told)));
        return refunds;
    }

    private static List<Charge.Refund> inAll(String name, List<ChargeFact> told) {
        var withdrawn = new TreeMap<String, RefundWithdrawn>();
        for (var fact : told) {
            if (fact instanceof RefundWithdrawn refund) {
                withdrawn.put(refund.refundId(), refund);
            }
        }
        withdrawn.values().removeIf(refund -> !refund.chargeId().equals(name));
        var totals = new TreeMap<Long, LocalDate>();
        for (var fact : told) {
            if (fact instanceof RefundedInAll total && total.chargeId().equals(name)) {
                var whole = total.total();
                for (var refund : withdrawn.values()) {
                    whole += isBefore(refund, total) ? refund.amount() : 0;
                }
                var day = SlowFold.day(total.refundedOn());
                var known = totals.get(whole);
                totals.put(whole, known == null || day.isBefore(known) ? day : known);
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
        withdrawn.values().forEach(refund -> lower(refunds, refund));
        return refunds;
    }

    private static boolean isBefore(RefundWithdrawn refund, RefundedInAll total) {
        if (refund.withdrawnOn() instanceof FactDate.At(var one)
                && total.refundedOn() instanceof FactDate.At(var other)) {
            return one.compareTo(other) < 0;
        }
        return SlowFold.day(refund.withdrawnOn()).compareTo(SlowFold.day(total.refundedOn())) < 0;
    }

    /** Centavo by centavo off the newest, unless one is just as much. */
    private static void lower(List<Charge.Refund> refunds, RefundWithdrawn refund) {
        var day = SlowFold.day(refund.withdrawnOn());
        var before = refunds.stream().filter(it -> !it.refundedOn().isAfter(day)).toList();
        for (var step : before.reversed()) {
            if (step.amount() == refund.amount()) {
                refunds.remove(step);
                return;
            }
        }
        var left = refund.amount();
        for (var step : before.reversed()) {
            var kept = step.amount();
            while (left > 0 && kept > 0) {
                left--;
                kept--;
            }
            var index = refunds.indexOf(step);
            refunds.remove(index);
            if (kept > 0) {
                refunds.add(index, new Charge.Refund(step.id(), kept, step.refundedOn()));
            }
        }
    }
}
