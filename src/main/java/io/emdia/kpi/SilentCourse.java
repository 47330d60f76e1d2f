package io.emdia.kpi;

import io.emdia.database.Row;
import io.emdia.kpi.CellSums.Balance;
import io.r2dbc.spi.Readable;

import reactor.core.publisher.Mono;

import java.time.LocalDate;

/** What is long overdue without a word of the gateway since. */
final class SilentCourse implements Course {

    /** $4 is the last point's day; $5 how many days it takes. */
    private static final String SQL =
            """
            select day, sum(amount)::bigint as amount, sum(charges)::bigint as charges
              from (select due_on + $5 as day, silent_amount as amount, silent_charges as charges
                      from kpi_due
                     where %1$s and due_on + $5 <= $4
                    union all
                    select greatest(due_on + $5, day), open_amount, open_charges
                      from kpi_silent
                     where %1$s and greatest(due_on + $5, day) <= $4) as moved
             group by day
            having sum(amount) <> 0 or sum(charges) <> 0
            """
                    .formatted(CourseReading.ASKED);

    private final CourseScope scope;
    private final Timeline timeline;
    private final Curve doubtful;

    SilentCourse(CourseScope scope) {
        this.scope = scope;
        this.timeline = scope.timeline();
        this.doubtful = new Curve(timeline.size(), 2);
    }

    @Override
    public Mono<Void> read(CourseReading reading) {
        return CourseReading.each(
                reading.query(SQL).with(timeline.lastEnd()).with(days()), this::take);
    }

    private void take(Readable row) {
        doubtful.begin(
                timeline.from(Row.day(row, "day")),
                Row.number(row, "amount"),
                Row.number(row, "charges"));
    }

    private int days() {
        return scope.doubtfulAfterDays() + 1;
    }

    @Override
    public void add(Cells cells) {
        cells.silent().each(this::add);
    }

    private void add(Key.Due key, long[] sums) {
        if (scope.isAsked(key, key.method())) {
            doubtful.begin(timeline.from(day(key)), sums);
        }
    }

    private LocalDate day(Key.Due key) {
        var doubtfulOn = key.dueOn().plusDays(days());
        return doubtfulOn.isAfter(key.day()) ? doubtfulOn : key.day();
    }

    Balance next() {
        var sums = doubtful.next();
        return new Balance(sums[0], sums[1]);
    }
}
