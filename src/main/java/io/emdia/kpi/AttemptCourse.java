package io.emdia.kpi;

import io.emdia.database.Row;
import io.emdia.kpi.CellSums.Attempts;
import io.emdia.kpi.CellSums.Decline;
import io.r2dbc.spi.Readable;

import reactor.core.publisher.Mono;

import java.time.LocalDate;
import java.util.List;

/** Attempts of the window; the declines of all codes are told as one. */
final class AttemptCourse implements Course {

    private static final String ANY_CODE = "";

    /** $4 is the last point's day, $5 the first window's start. */
    private static final String SQL =
            """
            select day, code = '' as is_approved, sum(attempts)::bigint as attempts,
                   sum(first_attempts)::bigint as first_attempts
              from kpi_attempt
             where %s and day between $5 and $4
             group by 1, 2
            """
                    .formatted(CourseReading.ASKED);

    private final CourseScope scope;
    private final Timeline timeline;

    /** Answered, first, first and approved, declined. */
    private final Curve attempts;

    AttemptCourse(CourseScope scope) {
        this.scope = scope;
        this.timeline = scope.timeline();
        this.attempts = new Curve(timeline.size(), 4);
    }

    @Override
    public Mono<Void> read(CourseReading reading) {
        return CourseReading.each(
                reading.query(SQL).with(timeline.lastEnd()).with(timeline.firstStart()),
                this::take);
    }

    private void take(Readable row) {
        add(
                Row.day(row, "day"),
                Row.truth(row, "is_approved"),
                Row.number(row, "attempts"),
                Row.number(row, "first_attempts"));
    }

    @Override
    public void add(Cells cells) {
        cells.attempts().each(this::add);
    }

    private void add(Key.Attempt key, long[] sums) {
        if (scope.isAsked(key, key.method())) {
            add(key.day(), key.code().equals(ChargeFlows.APPROVED), sums[0], sums[1]);
        }
    }

    private void add(LocalDate day, boolean isApproved, long count, long first) {
        attempts.add(
                timeline.from(day),
                timeline.after(day),
                count,
                first,
                isApproved ? first : 0,
                isApproved ? 0 : count);
    }

    Attempts next() {
        var sums = attempts.next();
        return new Attempts(sums[0], sums[1], sums[2], List.of(new Decline(ANY_CODE, sums[3])));
    }
}
