package io.emdia.kpi;

import io.emdia.kpi.CellSums.Attempts;
import io.emdia.kpi.CellSums.Balance;
import io.emdia.kpi.CellSums.Cohort;
import io.emdia.kpi.CellSums.Customers;
import io.emdia.kpi.CellSums.Flows;
import io.emdia.kpi.CellSums.Issued;
import io.emdia.kpi.CellSums.Received;
import io.emdia.ledger.Aging;

import java.math.BigInteger;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Sums cells in memory, as {@link CellReading} sums those that are stored. */
record CellSumming(Cells cells, Scope scope) {

    private static final int OPEN_AMOUNT = 0;
    private static final int OPEN_CHARGES = 1;

    CellSums sums() {
        return new CellSums(
                book(),
                doubtful(),
                opening(),
                cohort(),
                received(),
                issued(),
                customers(),
                attempts(),
                flows(),
                new RevenueSumming(cells, scope).sums());
    }

    private List<Balance> book() {
        var sums = new long[Aging.values().length][2];
        cells.due()
                .each(
                        (key, moved) -> {
                            if (isAsked(key, key.method()) && isPast(key.day())) {
                                add(sums[bucket(key.dueOn())], moved);
                            }
                        });
        return Arrays.stream(sums)
                .map(bucket -> new Balance(bucket[OPEN_AMOUNT], bucket[OPEN_CHARGES]))
                .toList();
    }

    private int bucket(LocalDate dueOn) {
        var late = ChronoUnit.DAYS.between(dueOn, scope.asOf());
        var reached = Aging.OVERDUE.stream().filter(aging -> late >= aging.daysMin()).count();
        return Math.toIntExact(reached);
    }

    private Balance doubtful() {
        var sums =
                sum(
                        cells.silent(),
                        2,
                        key ->
                                isAsked(key, key.method())
                                        && !key.dueOn().isAfter(scope.doubtfulTo())
                                        && isPast(key.day()));
        return new Balance(sums[OPEN_AMOUNT], sums[OPEN_CHARGES]);
    }

    private long opening() {
        var sums =
                sum(
                        cells.due(),
                        1,
                        key -> isAsked(key, key.method()) && key.day().isBefore(scope.start()));
        return sums[OPEN_AMOUNT];
    }

    private Cohort cohort() {
        var sums =
                sum(
                        cells.due(),
                        Balances.CUBE_SUMS.size(),
                        key ->
                                isAsked(key, key.method())
                                        && isWithin(key.dueOn(), scope.start(), scope.cohortEnd())
                                        && isPast(key.day()));
        return new Cohort(sums[2], sums[3], sums[4], sums[5], sums[6], sums[7]);
    }

    private record Lag(String method, int days) {}

    private List<Received> received() {
        var byLag = new HashMap<Lag, Received>();
        cells.receipts()
                .each(
                        (key, sums) -> {
                            if (isReceived(key)) {
                                var lag = new Lag(key.paymentMethod(), key.lagDays());
                                byLag.merge(lag, received(lag, sums), CellSumming::plus);
                            }
                        });
        return byLag.values().stream().filter(CellSumming::isAnything).toList();
    }

    /** Of a delta, an amount may stay where its days from issue move. */
    private static boolean isAnything(Received received) {
        return received.amount() != 0 || received.amountDaysFromIssue().signum() != 0;
    }

    private boolean isReceived(Key.Receipt key) {
        return isAsked(key, key.method())
                && isWithin(key.paidOn(), scope.start(), scope.end())
                && isPast(key.day());
    }

    private static Received received(Lag lag, long[] sums) {
        return new Received(lag.method(), lag.days(), sums[0], BigInteger.valueOf(sums[1]));
    }

    private static Received plus(Received one, Received other) {
        return new Received(
                one.method(),
                one.lagDays(),
                Math.addExact(one.amount(), other.amount()),
                one.amountDaysFromIssue().add(other.amountDaysFromIssue()));
    }

    private Issued issued() {
        return new Issued(
                issued(scope.start(), scope.end()),
                issued(scope.start(), scope.asOf()),
                issued(scope.salesStart(), scope.asOf()));
    }

    private long issued(LocalDate from, LocalDate to) {
        var sums =
                sum(
                        cells.issues(),
                        1,
                        key ->
                                isAsked(key, key.method())
                                        && isWithin(key.issuedOn(), from, to)
                                        && isPast(key.day()));
        return sums[0];
    }

    private Customers customers() {
        var method = scope.method() == null ? "" : scope.method().code();
        var sums =
                sum(
                        cells.crowds(),
                        2,
                        key ->
                                key.currency().equals(scope.currency())
                                        && key.method().equals(method)
                                        && isPast(key.day()));
        return new Customers(sums[0], sums[1]);
    }

    private Attempts attempts() {
        var byCode = new HashMap<String, long[]>();
        cells.attempts()
                .each(
                        (key, sums) -> {
                            if (isAsked(key, key.method()) && isInWindow(key.day())) {
                                add(byCode.computeIfAbsent(key.code(), _ -> new long[2]), sums);
                            }
                        });
        return Answers.sum(byCode.entrySet().stream().map(CellSumming::answers).toList());
    }

    private static Answers answers(Map.Entry<String, long[]> code) {
        return new Answers(code.getKey(), code.getValue()[0], code.getValue()[1]);
    }

    private Flows flows() {
        var sums =
                sum(cells.flows(), 4, key -> isAsked(key, key.method()) && isInWindow(key.day()));
        return new Flows(sums[0], sums[1], sums[2], sums[3]);
    }

    private static <K extends Key<K>> long[] sum(
            Deltas<K> cells, int columns, Predicate<K> isCounted) {
        var sums = new long[columns];
        cells.each(
                (key, moved) -> {
                    if (isCounted.test(key)) {
                        add(sums, moved);
                    }
                });
        return sums;
    }

    private static void add(long[] sums, long[] moved) {
        for (int at = 0; at < sums.length; at++) {
            sums[at] = Math.addExact(sums[at], moved[at]);
        }
    }

    private boolean isAsked(Key<?> key, String method) {
        var narrowed = scope.method();
        return key.currency().equals(scope.currency())
                && (narrowed == null || method.equals(narrowed.code()));
    }

    private boolean isPast(LocalDate day) {
        return !day.isAfter(scope.asOf());
    }

    private boolean isInWindow(LocalDate day) {
        return isWithin(day, scope.start(), scope.end());
    }

    private static boolean isWithin(LocalDate day, LocalDate from, LocalDate to) {
        return !day.isBefore(from) && !day.isAfter(to);
    }
}
