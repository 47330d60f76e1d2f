package io.emdia.kpi;

import io.emdia.database.Query;
import io.emdia.database.Row;
import io.emdia.kpi.RevenueSums.Crossed;
import io.r2dbc.spi.Readable;

import reactor.core.publisher.Mono;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What became of payers over each window. Which of a payer's movements are in a window changes only
 * where one comes into it or leaves it, so each payer is looked at once for each run of points
 * between.
 */
final class CrossingCourse implements Course {

    private static final int CHURNED = 0;
    private static final int FORCED = 1;

    private static final String SQL =
            """
            select connection_id, customer_id, %s from kpi_mover
             where merchant_id = $1 and currency = $2 and day between $3 and $4
             order by day
            """
                    .formatted(MoverRows.COLUMNS);

    private final CourseScope scope;
    private final Timeline timeline;
    private final Map<Payer, List<Mover>> stored = new HashMap<>();
    private final Movers movers = new Movers();
    private final FractionCurve lost;
    private final FractionCurve gained;
    private final Curve counts;
    private boolean isFilled;

    CrossingCourse(CourseScope scope) {
        this.scope = scope;
        this.timeline = scope.timeline();
        this.lost = new FractionCurve(timeline.size());
        this.gained = new FractionCurve(timeline.size());
        this.counts = new Curve(timeline.size(), 2);
    }

    @Override
    public Mono<Void> read(CourseReading reading) {
        return CourseReading.each(
                Query.on(reading.unit(), SQL)
                        .with(reading.merchantId())
                        .with(scope.currency())
                        .with(timeline.firstStart())
                        .with(timeline.lastEnd()),
                row -> take(reading.merchantId(), row));
    }

    private void take(String merchantId, Readable row) {
        var payer =
                new Payer(
                        merchantId,
                        Row.text(row, "connection_id"),
                        Row.text(row, "customer_id"),
                        scope.currency());
        stored.computeIfAbsent(payer, _ -> new ArrayList<>()).add(MoverRows.mover(row));
    }

    @Override
    public void add(Cells cells) {
        cells.movers().addTo(movers);
    }

    Crossed next() {
        if (!isFilled) {
            stored.values().forEach(ofPayer -> fill(ofPayer, 1));
            movers.each(
                    (payer, ofPayer, count) -> {
                        if (payer.currency().equals(scope.currency())) {
                            fill(ofPayer, count);
                        }
                    });
            isFilled = true;
        }
        var sums = counts.next();
        return new Crossed(lost.next(), gained.next(), sums[CHURNED], sums[FORCED]);
    }

    private void fill(List<Mover> ofPayer, long count) {
        var turns = new TreeSet<Integer>();
        for (var mover : ofPayer) {
            turns.add(timeline.from(mover.day()));
            turns.add(timeline.after(mover.day()));
        }
        for (var from : turns) {
            var until = turns.higher(from);
            if (until != null) {
                fill(ofPayer, from, until, count);
            }
        }
    }

    /** In all windows of the run there are the same movements. */
    private void fill(List<Mover> ofPayer, int from, int until, long count) {
        var start = timeline.start(from);
        var end = timeline.end(from);
        var within =
                ofPayer.stream()
                        .filter(mover -> !mover.day().isBefore(start) && !mover.day().isAfter(end))
                        .toList();
        if (!within.isEmpty()) {
            var crossed = RevenueSumming.crossed(within).times(count);
            lost.add(from, until, crossed.lost());
            gained.add(from, until, crossed.gained());
            counts.add(from, until, crossed.churned(), crossed.forced());
        }
    }
}
