package io.emdia.kpi;

import io.emdia.database.Query;
import io.emdia.database.Row;
import io.emdia.kpi.RevenueSums.Standings;
import io.r2dbc.spi.Readable;

import reactor.core.publisher.Mono;

import java.time.LocalDate;

/** Subscriptions by state, and the customers with revenue before each window. */
final class StandingCourse implements Course {

    private static final String SQL =
            """
            select day, %s from kpi_standing
             where merchant_id = $1 and currency = $2 and day <= $3
            """
                    .formatted(String.join(", ", Standing.COLUMNS));

    private final CourseScope scope;
    private final Timeline timeline;
    private final Curve standings;

    StandingCourse(CourseScope scope) {
        this.scope = scope;
        this.timeline = scope.timeline();
        this.standings = new Curve(timeline.size(), Standing.COLUMNS.size());
    }

    @Override
    public Mono<Void> read(CourseReading reading) {
        return CourseReading.each(
                Query.on(reading.unit(), SQL)
                        .with(reading.merchantId())
                        .with(scope.currency())
                        .with(timeline.lastEnd()),
                this::take);
    }

    private void take(Readable row) {
        add(Row.day(row, "day"), CourseReading.numbers(row, Standing.COLUMNS));
    }

    @Override
    public void add(Cells cells) {
        cells.standings()
                .each(
                        (key, moved) -> {
                            if (key.currency().equals(scope.currency())) {
                                add(key.day(), moved);
                            }
                        });
    }

    private void add(LocalDate day, long[] moved) {
        var states = moved.clone();
        states[Standing.PAYERS] = 0;
        standings.begin(timeline.from(day), states);
        var payers = new long[moved.length];
        payers[Standing.PAYERS] = moved[Standing.PAYERS];
        standings.begin(timeline.after(day), payers);
    }

    Standings next() {
        return Standing.standings(standings.next());
    }
}
