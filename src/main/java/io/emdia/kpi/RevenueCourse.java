package io.emdia.kpi;

import io.emdia.database.Query;
import io.emdia.database.Row;
import io.emdia.kpi.RevenueSums.Billed;
import io.r2dbc.spi.Readable;

import reactor.core.publisher.Mono;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Recurring revenue and its movements, whatever the method. */
final class RevenueCourse implements Course {

    private static final int NOW = 0;
    private static final int OPENING = 1;
    private static final int MOVED = 2;
    private static final int COLUMNS = MOVED + Movement.values().length;

    private static final String SQL =
            """
            select day, billed_by, interval_count, %s from kpi_revenue
             where merchant_id = $1 and currency = $2 and day <= $3
            """
                    .formatted(String.join(", ", Movement.COLUMNS));

    private final CourseScope scope;
    private final Timeline timeline;
    private final SortedMap<Rhythm, Curve> byRhythm = new TreeMap<>();

    RevenueCourse(CourseScope scope) {
        this.scope = scope;
        this.timeline = scope.timeline();
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
        var count = Math.toIntExact(Row.number(row, "interval_count"));
        add(
                Row.day(row, "day"),
                Rhythm.of(Row.text(row, "billed_by"), count),
                CourseReading.numbers(row, Movement.COLUMNS));
    }

    @Override
    public void add(Cells cells) {
        cells.revenue()
                .each(
                        (key, moved) -> {
                            if (key.currency().equals(scope.currency())) {
                                add(key.day(), key.rhythm(), moved);
                            }
                        });
    }

    private void add(LocalDate day, Rhythm rhythm, long[] moved) {
        var curve = byRhythm.computeIfAbsent(rhythm, _ -> new Curve(timeline.size(), COLUMNS));
        var change = Arrays.stream(moved).reduce(0, Math::addExact);
        var now = new long[COLUMNS];
        now[NOW] = change;
        curve.begin(timeline.from(day), now);
        var opening = new long[COLUMNS];
        opening[OPENING] = change;
        curve.begin(timeline.after(day), opening);
        var window = new long[COLUMNS];
        System.arraycopy(moved, 0, window, MOVED, moved.length);
        curve.add(timeline.from(day), timeline.after(day), window);
    }

    /** A point stands at the end of its window. */
    List<Billed> next() {
        return byRhythm.entrySet().stream()
                .map(rhythm -> billed(rhythm.getKey(), rhythm.getValue().next()))
                .toList();
    }

    private static Billed billed(Rhythm rhythm, long[] sums) {
        return new Billed(
                rhythm,
                sums[NOW],
                sums[OPENING],
                sums[NOW],
                Arrays.stream(sums).skip(MOVED).boxed().toList());
    }
}
