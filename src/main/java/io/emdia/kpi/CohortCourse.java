package io.emdia.kpi;

import io.emdia.database.Row;
import io.emdia.kpi.CellSums.Cohort;
import io.r2dbc.spi.Readable;

import org.jspecify.annotations.Nullable;

import reactor.core.publisher.Mono;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The charges with an effective due day in the window that is past. A cell counts from the day
 * after its due day or from its own, whichever is later, until the windows have left its due day
 * behind.
 */
final class CohortCourse implements Course {

    private static final List<String> COLUMNS =
            Balances.CUBE_SUMS.subList(Balances.OPEN.size(), Balances.CUBE_SUMS.size());

    /** $4 are due days, $5 for each the last point's day whose window still holds it. */
    private static final String SQL =
            """
            select begins, due_on, %s
              from (select due_on, greatest(due_on + 1, day) as begins, last, %s
                      from kpi_cube join unnest($4::date[], $5::date[]) as w(due_on, last)
                           using (due_on)
                     where %s) as cell
             where begins <= last
             group by grouping sets ((begins), (due_on))
            """
                    .formatted(
                            CourseReading.sums(COLUMNS),
                            String.join(", ", COLUMNS),
                            CourseReading.ASKED);

    private final CourseScope scope;
    private final Timeline timeline;
    private final Curve cohorts;

    CohortCourse(CourseScope scope) {
        this.scope = scope;
        this.timeline = scope.timeline();
        this.cohorts = new Curve(timeline.size(), COLUMNS.size());
    }

    @Override
    public Mono<Void> read(CourseReading reading) {
        var dueDays = new ArrayList<LocalDate>();
        var lasts = new ArrayList<LocalDate>();
        for (var day : timeline.firstStart().datesUntil(timeline.lastEnd()).toList()) {
            var last = last(day);
            if (last != null) {
                dueDays.add(day);
                lasts.add(last);
            }
        }
        return CourseReading.each(
                reading.query(SQL)
                        .with(dueDays.toArray(LocalDate[]::new))
                        .with(lasts.toArray(LocalDate[]::new)),
                this::take);
    }

    /** Null if no window holds the day that does not end with it. */
    private @Nullable LocalDate last(LocalDate dueOn) {
        var after = timeline.after(dueOn);
        var isHeld = timeline.from(dueOn.plusDays(1)) < after;
        return isHeld ? timeline.end(after - 1) : null;
    }

    private void take(Readable row) {
        var begins = Row.maybeDay(row, "begins");
        var sums = CourseReading.numbers(row, COLUMNS);
        if (begins != null) {
            cohorts.begin(timeline.from(begins), sums);
        } else {
            cohorts.end(timeline.after(Row.day(row, "due_on")), sums);
        }
    }

    @Override
    public void add(Cells cells) {
        cells.due().each(this::add);
    }

    private void add(Key.Due key, long[] sums) {
        if (scope.isAsked(key, key.method())) {
            var overdueOn = key.dueOn().plusDays(1);
            var begins = overdueOn.isAfter(key.day()) ? overdueOn : key.day();
            var cohort = Arrays.copyOfRange(sums, Balances.OPEN.size(), sums.length);
            cohorts.add(timeline.from(begins), timeline.after(key.dueOn()), cohort);
        }
    }

    Cohort next() {
        var sums = cohorts.next();
        return new Cohort(sums[0], sums[1], sums[2], sums[3], sums[4], sums[5]);
    }
}
