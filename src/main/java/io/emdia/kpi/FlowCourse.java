package io.emdia.kpi;

import io.emdia.database.Row;
import io.emdia.kpi.CellSums.Flows;
import io.r2dbc.spi.Readable;

import reactor.core.publisher.Mono;

import java.time.LocalDate;
import java.util.List;

/** What went back in the window. */
final class FlowCourse implements Course {

    private static final List<String> COLUMNS =
            List.of("refunded_amount", "disputed_amount", "disputes", "card_payments");

    /** $4 is the last point's day, $5 the first window's start. */
    private static final String SQL =
            """
            select day, %s from kpi_flow
             where %s and day between $5 and $4
             group by day
            """
                    .formatted(CourseReading.sums(COLUMNS), CourseReading.ASKED);

    private final CourseScope scope;
    private final Timeline timeline;
    private final Curve flows;

    FlowCourse(CourseScope scope) {
        this.scope = scope;
        this.timeline = scope.timeline();
        this.flows = new Curve(timeline.size(), COLUMNS.size());
    }

    @Override
    public Mono<Void> read(CourseReading reading) {
        return CourseReading.each(
                reading.query(SQL).with(timeline.lastEnd()).with(timeline.firstStart()),
                this::take);
    }

    private void take(Readable row) {
        add(Row.day(row, "day"), CourseReading.numbers(row, COLUMNS));
    }

    @Override
    public void add(Cells cells) {
        cells.flows().each(this::add);
    }

    private void add(Key.Moved key, long[] sums) {
        if (scope.isAsked(key, key.method())) {
            add(key.day(), sums);
        }
    }

    private void add(LocalDate day, long[] sums) {
        flows.add(timeline.from(day), timeline.after(day), sums);
    }

    Flows next() {
        var sums = flows.next();
        return new Flows(sums[0], sums[1], sums[2], sums[3]);
    }
}
