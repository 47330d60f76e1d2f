package io.emdia.ledger;

import io.emdia.facts.ChargeFact;
import io.emdia.facts.ChargeFact.RefundWithdrawn;
import io.emdia.facts.ChargeFact.RefundedInAll;
import io.emdia.facts.FactDate;
import io.emdia.facts.Ids;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The refunds that running totals tell. One gateway object counts its own total, so the steps are
 * taken per told id: each is of the first day its total was told on. A refund that was withdrawn is
 * missing in what was told since; of what came before, the newest step of its amount goes, or else
 * the newest steps lower by it.
 */
record RefundTotals(Rules rules) {

    List<Charge.Refund> refunds(ChargeFold fold) {
        var withdrawn = byName(fold.withdrawnRefunds());
        var refunds = new ArrayList<Charge.Refund>();
        byName(fold.refundTotals())
                .forEach(
                        (name, totals) ->
                                refunds.addAll(
                                        refunds(
                                                name,
                                                totals,
                                                withdrawn.getOrDefault(name, List.of()))));
        return refunds;
    }

    private static <T extends ChargeFact> Map<String, List<T>> byName(Collection<T> facts) {
        var byName = new TreeMap<String, List<T>>(Ids.BY_BYTES);
        facts.forEach(
                fact -> byName.computeIfAbsent(fact.chargeId(), _ -> new ArrayList<>()).add(fact));
        return byName;
    }

    private List<Charge.Refund> refunds(
            String name, List<RefundedInAll> totals, List<RefundWithdrawn> withdrawn) {
        var firstDays = new TreeMap<Long, LocalDate>();
        for (var total : totals) {
            var whole = Math.addExact(total.total(), withdrawnBefore(total, withdrawn));
            var day = total.refundedOn().in(rules.zone());
            firstDays.merge(whole, day, (left, right) -> left.isBefore(right) ? left : right);
        }
        var steps = steps(name, firstDays);
        withdrawn.forEach(refund -> lower(steps, refund));
        return steps;
    }

    private long withdrawnBefore(RefundedInAll total, List<RefundWithdrawn> withdrawn) {
        return withdrawn.stream()
                .filter(refund -> isBefore(refund.withdrawnOn(), total.refundedOn()))
                .mapToLong(RefundWithdrawn::amount)
                .reduce(0, Math::addExact);
    }

    /** By the instant where both are instants. */
    private boolean isBefore(FactDate one, FactDate other) {
        return one instanceof FactDate.At(var first) && other instanceof FactDate.At(var second)
                ? first.isBefore(second)
                : one.in(rules.zone()).isBefore(other.in(rules.zone()));
    }

    private static List<Charge.Refund> steps(String name, SortedMap<Long, LocalDate> firstDays) {
        var steps = new ArrayList<Charge.Refund>();
        var before = 0L;
        for (var step : firstDays.entrySet()) {
            if (step.getKey() > before) {
                var id = name + ":" + step.getKey();
                steps.add(new Charge.Refund(id, step.getKey() - before, step.getValue()));
                before = step.getKey();
            }
        }
        return steps;
    }

    private void lower(List<Charge.Refund> steps, RefundWithdrawn refund) {
        var day = refund.withdrawnOn().in(rules.zone());
        for (var index = steps.size() - 1; index >= 0; index--) {
            var step = steps.get(index);
            if (step.amount() == refund.amount() && !step.refundedOn().isAfter(day)) {
                steps.remove(index);
                return;
            }
        }
        var left = refund.amount();
        for (var index = steps.size() - 1; index >= 0 && left > 0; index--) {
            var step = steps.get(index);
            if (!step.refundedOn().isAfter(day)) {
                var taken = Math.min(left, step.amount());
                left -= taken;
                keep(steps, index, step.amount() - taken);
            }
        }
    }

    private static void keep(List<Charge.Refund> steps, int index, long amount) {
        var step = steps.remove(index);
        if (amount > 0) {
            steps.add(index, new Charge.Refund(step.id(), amount, step.refundedOn()));
        }
    }
}
