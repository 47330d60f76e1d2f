package io.emdia.kpi;

import io.emdia.kpi.CellSums.Balance;
import io.emdia.kpi.CellSums.Cohort;
import io.emdia.kpi.CellSums.Customers;
import io.emdia.kpi.CellSums.Issued;
import io.emdia.kpi.CellSums.Received;
import io.emdia.ledger.Projection.Changes;

import java.math.BigInteger;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The tables of cells as maps, read as the SQL reads them. */
final class CellsInMemory {

    private final Cells all = new Cells();
    private final Deltas<Key.Crowd> crowds = new Deltas<>();
    private final Map<Debtor, DebtorEdges> debtors = new HashMap<>();

    void move(Changes changes) {
        var moved = CellProjection.netted(changes);
        addAll(moved.due(), all.due());
        addAll(moved.silent(), all.silent());
        addAll(moved.receipts(), all.receipts());
        addAll(moved.issues(), all.issues());
        moveCrowds(moved.edges().netted());
        addAll(moved.used(), all.used());
    }

    boolean isEmpty() {
        return all.due().netted().isEmpty()
                && all.silent().netted().isEmpty()
                && all.receipts().netted().isEmpty()
                && all.issues().netted().isEmpty()
                && crowds.netted().isEmpty()
                && debtors.values().stream().allMatch(kept -> kept.byMethod().isEmpty())
                && all.used().netted().isEmpty();
    }

    List<String> currencies() {
        return all.used().netted().keySet().stream().map(Key.Used::currency).toList();
    }

    CellSums sums(Scope scope) {
        return new CellSums(
                book(scope),
                doubtful(scope),
                cube(scope, scope.start().minusDays(1), _ -> true)[0],
                cohort(scope),
                received(scope),
                issued(scope),
                customers(scope));
    }

    private void moveCrowds(SortedMap<Key.Edge, long[]> edges) {
        DebtorRows.byDebtor(edges)
                .forEach(
                        (debtor, moves) -> {
                            var before = debtors.getOrDefault(debtor, DebtorEdges.NONE);
                            debtors.put(debtor, debtor.move(before, moves, crowds));
                        });
    }

    private static <K extends Key<K>> void addAll(Deltas<K> from, Deltas<K> into) {
        from.netted().forEach((key, sums) -> into.add(key, 1, sums));
    }

    private static boolean asked(Scope scope, String currency, String method) {
        var narrowed = scope.method();
        return currency.equals(scope.currency())
                && (narrowed == null || method.equals(narrowed.code()));
    }

    private long[] cube(Scope scope, LocalDate until, Predicate<Key.Due> where) {
        var sums = new long[8];
        for (var cell : all.due().netted().entrySet()) {
            var key = cell.getKey();
            var asked = asked(scope, key.currency(), key.method()) && where.test(key);
            if (asked && !key.day().isAfter(until)) {
                Arrays.setAll(sums, at -> sums[at] + cell.getValue()[at]);
            }
        }
        return sums;
    }

    private List<Balance> book(Scope scope) {
        var book = new ArrayList<Balance>();
        for (var bucket : Aging.values()) {
            var sums = cube(scope, scope.asOf(), key -> bucket(key, scope) == bucket);
            book.add(new Balance(sums[0], sums[1]));
        }
        return book;
    }

    private Balance doubtful(Scope scope) {
        var last = scope.asOf().minusDays(scope.doubtfulAfterDays() + 1L);
        var sums = new long[2];
        for (var cell : all.silent().netted().entrySet()) {
            var key = cell.getKey();
            var asked = asked(scope, key.currency(), key.method());
            if (asked && !key.dueOn().isAfter(last) && !key.day().isAfter(scope.asOf())) {
                Arrays.setAll(sums, at -> sums[at] + cell.getValue()[at]);
            }
        }
        return new Balance(sums[0], sums[1]);
    }

    private static Aging bucket(Key.Due key, Scope scope) {
        var late = ChronoUnit.DAYS.between(key.dueOn(), scope.asOf());
        return Arrays.stream(Aging.values())
                .filter(bucket -> bucket.daysMin() <= late)
                .reduce(Aging.NOT_DUE, (_, greater) -> greater);
    }

    private Cohort cohort(Scope scope) {
        var sums =
                cube(
                        scope,
                        scope.asOf(),
                        key -> within(key.dueOn(), scope.start(), scope.cohortEnd()));
        return new Cohort(sums[2], sums[3], sums[4], sums[5], sums[6], sums[7]);
    }

    private List<Received> received(Scope scope) {
        var byLag = new TreeMap<String, Received>();
        for (var cell : all.receipts().netted().entrySet()) {
            var key = cell.getKey();
            var asked = asked(scope, key.currency(), key.method());
            if (asked
                    && within(key.paidOn(), scope.start(), scope.end())
                    && !key.day().isAfter(scope.asOf())) {
                var name = key.paymentMethod() + " " + key.lagDays();
                byLag.merge(name, received(key, cell.getValue()), CellsInMemory::plus);
            }
        }
        return List.copyOf(byLag.values());
    }

    private static Received received(Key.Receipt key, long[] cell) {
        return new Received(
                key.paymentMethod(), key.lagDays(), cell[0], BigInteger.valueOf(cell[1]));
    }

    private static Received plus(Received one, Received other) {
        return new Received(
                one.method(),
                one.lagDays(),
                one.amount() + other.amount(),
                one.amountDaysFromIssue().add(other.amountDaysFromIssue()));
    }

    private Issued issued(Scope scope) {
        return new Issued(
                issued(scope, scope.start(), scope.end()),
                issued(scope, scope.start(), scope.asOf()),
                issued(scope, scope.salesStart(), scope.asOf()));
    }

    private long issued(Scope scope, LocalDate from, LocalDate to) {
        return all.issues().netted().entrySet().stream()
                .filter(cell -> asked(scope, cell.getKey().currency(), cell.getKey().method()))
                .filter(cell -> within(cell.getKey().issuedOn(), from, to))
                .filter(cell -> !cell.getKey().day().isAfter(scope.asOf()))
                .mapToLong(cell -> cell.getValue()[0])
                .sum();
    }

    private Customers customers(Scope scope) {
        var method = scope.method() == null ? "" : scope.method().code();
        var sums = new long[2];
        for (var cell : crowds.netted().entrySet()) {
            var key = cell.getKey();
            var asked = key.currency().equals(scope.currency()) && key.method().equals(method);
            if (asked && !key.day().isAfter(scope.asOf())) {
                Arrays.setAll(sums, at -> sums[at] + cell.getValue()[at]);
            }
        }
        return new Customers(sums[0], sums[1]);
    }

    private static boolean within(LocalDate day, LocalDate from, LocalDate to) {
        return !day.isBefore(from) && !day.isAfter(to);
    }
}
