package io.emdia.kpi;

import io.emdia.ledger.CustomerKey;
import io.emdia.ledger.Projection.Debt;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one customer contributes to the counts of customers: in each currency, over all methods and
 * by each, the days on which it counts, whatever the number of its charges that make it count.
 */
final class CustomerCells {

    private static final String ALL_METHODS = "";

    /** A customer counts on the day of its charge's issue and so many days more. */
    private static final int REMEMBERED_DAYS = 364;

    private final CustomerKey customer;
    private final Map<Group, Spans> delinquent = new HashMap<>();
    private final Map<Group, Spans> counted = new HashMap<>();

    private CustomerCells(CustomerKey customer) {
        this.customer = customer;
    }

    /** Adds the contribution of all a customer's debts times {@code sign} (1 or -1). */
    static void add(CustomerKey customer, List<Debt> debts, Cells into, int sign) {
        var cells = new CustomerCells(customer);
        debts.forEach(cells::take);
        cells.addTo(into, sign);
    }

    private record Group(String currency, String method) {}

    private void take(Debt debt) {
        for (var method : List.of(ALL_METHODS, debt.method())) {
            var group = new Group(debt.currency(), method);
            takeCounted(debt, counted.computeIfAbsent(group, _ -> new Spans()));
            takeOverdue(debt, delinquent.computeIfAbsent(group, _ -> new Spans()));
        }
    }

    private static void takeCounted(Debt debt, Spans spans) {
        var forgotten = debt.issuedOn().plusDays(REMEMBERED_DAYS + 1);
        var canceled = debt.canceledOn();
        var isCanceledFirst = canceled != null && canceled.isBefore(forgotten);
        spans.add(debt.issuedOn(), isCanceledFirst ? canceled : forgotten);
    }

    private static void takeOverdue(Debt debt, Spans spans) {
        var overdueFrom = debt.effectiveDueOn().plusDays(1);
        var turns = debt.turns();
        for (int turn = 0; turn < turns.size(); turn++) {
            var from = turns.get(turn);
            var until = turn + 1 < turns.size() ? turns.get(turn + 1) : null;
            if (debt.open().get(turn) > 0) {
                spans.add(from.isBefore(overdueFrom) ? overdueFrom : from, until);
            }
        }
    }

    private void addTo(Cells into, int sign) {
        for (var group : counted.entrySet()) {
            group.getValue()
                    .changes()
                    .forEach((day, by) -> into.crowds().add(key(group.getKey(), day), sign, 0, by));
        }
        for (var group : delinquent.entrySet()) {
            group.getValue()
                    .changes()
                    .forEach((day, by) -> into.crowds().add(key(group.getKey(), day), sign, by, 0));
        }
    }

    private Key.Crowd key(Group group, LocalDate day) {
        return new Key.Crowd(customer.merchantId(), group.currency(), group.method(), day);
    }
}
