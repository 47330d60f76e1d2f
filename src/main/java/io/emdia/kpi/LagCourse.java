package io.emdia.kpi;

import io.emdia.database.Row;
import io.emdia.kpi.CellSums.Received;
import io.r2dbc.spi.Readable;

import reactor.core.publisher.Mono;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Cash received in the window by the days from the effective due day, of which the median is told:
 * all of it as if received at its median. From point to point only what enters and leaves the
 * window is added, so a point costs as much as there are different lags.
 */
final class LagCourse implements Receipts {

    /** Whatever the methods of payment, which no single figure is by. */
    private static final String ANY_METHOD = "";

    /**
     * One row for all receipts that count from a day on; what there is several times of one lag
     * adds up where it is taken. $4 is the last point's day, $5 the first window's start.
     */
    private static final String LAGS =
            """
            select paid_on, greatest(paid_on, day) as day,
                   array_agg(lag_days) as lags, array_agg(amount) as amounts
              from kpi_receipt
             where %s and paid_on between $5 and $4 and day <= $4
             group by 1, 2
            """
                    .formatted(CourseReading.ASKED);

    private final CourseScope scope;
    private final Timeline timeline;
    private final List<Taken> taken = new ArrayList<>();
    private final List<Step> steps;
    private int[] lags = {};
    private long[] amounts = {};
    private long total;
    private int next;

    LagCourse(CourseScope scope) {
        this.scope = scope;
        this.timeline = scope.timeline();
        this.steps = IntStream.range(0, timeline.size()).mapToObj(_ -> new Step()).toList();
    }

    /** As it was read: whoever reads it has no time to look at it. */
    private record Taken(LocalDate paidOn, LocalDate day, Integer[] lags, Long[] amounts) {}

    /** What a point has more, or less, of some lags than the one before. */
    private static final class Step {

        private static final int FEW = 16;

        private int[] lags = new int[FEW];
        private long[] amounts = new long[FEW];
        private int size;

        void add(int lag, long amount) {
            if (size == lags.length) {
                lags = Arrays.copyOf(lags, 2 * size);
                amounts = Arrays.copyOf(amounts, 2 * size);
            }
            lags[size] = lag;
            amounts[size] = amount;
            size++;
        }

        IntStream lags() {
            return Arrays.stream(lags, 0, size);
        }
    }

    @Override
    public Mono<Void> read(CourseReading reading) {
        return CourseReading.each(
                reading.query(LAGS).with(timeline.lastEnd()).with(timeline.firstStart()),
                row -> taken.add(taken(row)));
    }

    private static Taken taken(Readable row) {
        return new Taken(
                Row.day(row, "paid_on"),
                Row.day(row, "day"),
                Objects.requireNonNull(row.get("lags", Integer[].class)),
                Objects.requireNonNull(row.get("amounts", Long[].class)));
    }

    @Override
    public void add(Cells cells) {
        cells.receipts().each(this::add);
    }

    private void add(Key.Receipt key, long[] sums) {
        if (scope.isAsked(key, key.method())) {
            var day = key.day().isAfter(key.paidOn()) ? key.day() : key.paidOn();
            var lags = new Integer[] {key.lagDays()};
            taken.add(new Taken(key.paidOn(), day, lags, new Long[] {sums[0]}));
        }
    }

    @Override
    public List<Received> next() {
        if (next == 0) {
            begin();
        }
        var step = steps.get(next++);
        for (int at = 0; at < step.size; at++) {
            var found = Arrays.binarySearch(lags, step.lags[at]);
            amounts[found] = Math.addExact(amounts[found], step.amounts[at]);
            total = Math.addExact(total, step.amounts[at]);
        }
        return total > 0
                ? List.of(new Received(ANY_METHOD, median(), total, BigInteger.ZERO))
                : List.of();
    }

    private void begin() {
        taken.forEach(this::place);
        lags = steps.stream().flatMapToInt(Step::lags).distinct().sorted().toArray();
        amounts = new long[lags.length];
    }

    private void place(Taken some) {
        var from = timeline.from(some.day());
        var until = timeline.after(some.paidOn());
        if (from >= until) {
            return;
        }
        for (int at = 0; at < some.lags().length; at++) {
            steps.get(from).add(some.lags()[at], some.amounts()[at]);
            if (until < steps.size()) {
                steps.get(until).add(some.lags()[at], -some.amounts()[at]);
            }
        }
    }

    /** As {@link Lags#median}, of which there is one as long as there is a total. */
    private int median() {
        long reached = 0;
        for (int at = 0; at < lags.length; at++) {
            reached = Math.addExact(reached, amounts[at]);
            if (reached >= total - reached) {
                return lags[at];
            }
        }
        throw new IllegalStateException("half of " + total + " was never reached");
    }
}
