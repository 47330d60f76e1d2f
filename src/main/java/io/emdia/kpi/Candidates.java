package io.emdia.kpi;

import static io.emdia.kpi.Metric.Family.ISSUES;

import io.emdia.ledger.ChargeScan;
import io.emdia.ledger.ChargeScan.Condition;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which charges may add something to a metric: all that do and, perhaps, some more. It saves
 * reading the others and decides nothing.
 */
record Candidates(Metric metric, Scope scope) {

    ChargeScan of(String merchantId) {
        var method = scope.method();
        return new ChargeScan(
                merchantId, scope.currency(), method == null ? null : method.code(), conditions());
    }

    private List<Condition> conditions() {
        return metric.families().stream().flatMap(this::conditions).toList();
    }

    private Stream<Condition> conditions(Metric.Family family) {
        return switch (family) {
            case BOOK -> book();
            case SILENT -> Stream.of(Condition.open(scope.asOf()));
            case COHORT -> Stream.of(Condition.due(scope.start(), scope.cohortEnd()));
            case RECEIPTS, FLOWS -> Stream.of(moved());
            case ATTEMPTS -> Stream.of(moved(), Condition.tried(scope.start(), scope.end()));
            case ISSUES -> Stream.of(Condition.issued(issuedFrom(), scope.asOf()));
            case CUSTOMERS, REVENUE, CROSSINGS, STANDINGS ->
                    throw new IllegalArgumentException(metric + " is of no charges");
        };
    }

    /** An index of sales begins with what was open before the window. */
    private Stream<Condition> book() {
        var now = Condition.open(scope.asOf());
        return metric.families().contains(ISSUES)
                ? Stream.of(now, Condition.open(scope.start().minusDays(1)))
                : Stream.of(now);
    }

    private Condition moved() {
        return Condition.turned(scope.start(), scope.end());
    }

    private LocalDate issuedFrom() {
        var sales = scope.salesStart();
        return sales.isBefore(scope.start()) ? sales : scope.start();
    }
}
