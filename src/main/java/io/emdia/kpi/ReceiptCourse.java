package io.emdia.kpi;

import io.emdia.database.Row;
import io.emdia.kpi.CellSums.Received;
import io.r2dbc.spi.Readable;

import reactor.core.publisher.Mono;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Cash received in the window: of two kinds, late and others, however many days. Only a median
 * needs every lag apart, see {@link LagCourse}.
 */
final class ReceiptCourse implements Receipts {

    /** Whatever the methods of payment, which no single figure is by. */
    private static final String ANY_METHOD = "";

    private static final int IN_TIME = 0;
    private static final int LATE = 1;

    /** $4 is the last point's day, $5 the first window's start. */
    private static final String SUMS =
            """
            select paid_on, greatest(paid_on, day) as day, lag_days > 0 as is_late,
                   sum(amount)::bigint as amount, sum(amount::numeric * lag_days) as from_due,
                   sum(amount_days_from_issue) as from_issue
              from kpi_receipt
             where %s and paid_on between $5 and $4 and day <= $4
             group by 1, 2, 3
            """
                    .formatted(CourseReading.ASKED);

    private final CourseScope scope;
    private final Timeline timeline;
    private final List<Map<Integer, Paid>> steps;
    private final Map<Integer, Paid> sums = new HashMap<>();
    private int next;

    ReceiptCourse(CourseScope scope) {
        this.scope = scope;
        this.timeline = scope.timeline();
        this.steps =
                IntStream.range(0, timeline.size())
                        .<Map<Integer, Paid>>mapToObj(_ -> new HashMap<>())
                        .toList();
    }

    /** Exact, however large. */
    private record Paid(BigInteger amount, BigInteger fromDue, BigInteger fromIssue) {

        Paid plus(Paid other) {
            return new Paid(
                    amount.add(other.amount),
                    fromDue.add(other.fromDue),
                    fromIssue.add(other.fromIssue));
        }

        Paid negated() {
            return new Paid(amount.negate(), fromDue.negate(), fromIssue.negate());
        }

        boolean isNothing() {
            return amount.signum() == 0 && fromDue.signum() == 0 && fromIssue.signum() == 0;
        }
    }

    @Override
    public Mono<Void> read(CourseReading reading) {
        return CourseReading.each(
                reading.query(SUMS).with(timeline.lastEnd()).with(timeline.firstStart()),
                this::takeSums);
    }

    private void takeSums(Readable row) {
        var paid =
                new Paid(
                        BigInteger.valueOf(Row.number(row, "amount")),
                        Row.exact(row, "from_due").toBigIntegerExact(),
                        Row.exact(row, "from_issue").toBigIntegerExact());
        var kind = Row.truth(row, "is_late") ? LATE : IN_TIME;
        add(Row.day(row, "paid_on"), Row.day(row, "day"), kind, paid);
    }

    @Override
    public void add(Cells cells) {
        cells.receipts().each(this::add);
    }

    private void add(Key.Receipt key, long[] sums) {
        if (scope.isAsked(key, key.method())) {
            var late = key.lagDays() > 0 ? LATE : IN_TIME;
            add(key.paidOn(), key.day(), late, paid(key.lagDays(), sums[0], sums[1]));
        }
    }

    private static Paid paid(int lagDays, long amount, long fromIssue) {
        var exact = BigInteger.valueOf(amount);
        return new Paid(
                exact, exact.multiply(BigInteger.valueOf(lagDays)), BigInteger.valueOf(fromIssue));
    }

    private void add(LocalDate paidOn, LocalDate day, int lag, Paid paid) {
        var from = timeline.from(day.isAfter(paidOn) ? day : paidOn);
        var until = timeline.after(paidOn);
        if (from < until) {
            steps.get(from).merge(lag, paid, Paid::plus);
            if (until < steps.size()) {
                steps.get(until).merge(lag, paid.negated(), Paid::plus);
            }
        }
    }

    /** One for each of the two kinds. */
    @Override
    public List<Received> next() {
        steps.get(next++).forEach((lag, paid) -> sums.merge(lag, paid, Paid::plus));
        sums.values().removeIf(Paid::isNothing);
        var received = new ArrayList<Received>();
        sums.forEach((lag, paid) -> received.add(received(lag, paid)));
        return received;
    }

    private static Received received(int lag, Paid paid) {
        return new Received(
                ANY_METHOD, lag, paid.amount().longValueExact(), paid.fromDue(), paid.fromIssue());
    }
}
