package io.emdia.kpi;

import io.emdia.database.Row;
import io.emdia.kpi.CellSums.Issued;
import io.r2dbc.spi.Readable;

import reactor.core.publisher.Mono;

import java.time.LocalDate;

/** Amounts issued in the window, which ends at the point, so that all three sums are one. */
final class IssueCourse implements Course {

    /** $4 is the last point's day, $5 the first window's start. */
    private static final String SQL =
            """
            select issued_on, greatest(issued_on, day) as day, sum(amount)::bigint as amount
              from kpi_issued
             where %s and issued_on between $5 and $4 and day <= $4
             group by 1, 2
            """
                    .formatted(CourseReading.ASKED);

    private final CourseScope scope;
    private final Timeline timeline;
    private final Curve issued;

    IssueCourse(CourseScope scope) {
        this.scope = scope;
        this.timeline = scope.timeline();
        this.issued = new Curve(timeline.size(), 1);
    }

    @Override
    public Mono<Void> read(CourseReading reading) {
        return CourseReading.each(
                reading.query(SQL).with(timeline.lastEnd()).with(timeline.firstStart()),
                this::take);
    }

    private void take(Readable row) {
        add(Row.day(row, "issued_on"), Row.day(row, "day"), Row.number(row, "amount"));
    }

    @Override
    public void add(Cells cells) {
        cells.issues().each(this::add);
    }

    private void add(Key.Issue key, long[] sums) {
        if (scope.isAsked(key, key.method())) {
            add(key.issuedOn(), key.day(), sums[0]);
        }
    }

    private void add(LocalDate issuedOn, LocalDate day, long amount) {
        var begins = day.isAfter(issuedOn) ? day : issuedOn;
        issued.add(timeline.from(begins), timeline.after(issuedOn), amount);
    }

    Issued next() {
        var amount = issued.next()[0];
        return new Issued(amount, amount, amount);
    }
}
