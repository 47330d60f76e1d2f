package io.emdia.kpi;

import io.emdia.database.Row;
import io.emdia.kpi.CellSums.Balance;
import io.emdia.ledger.Aging;
import io.r2dbc.spi.Readable;

import reactor.core.publisher.Mono;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What is open, and for how long it has been overdue. */
final class BookCourse implements Course {

    private static final List<String> BEFORE = Balances.DUE_SUMS.subList(0, floors());

    /** $4 is the last point's day; what is older than $5 counts at every point. */
    private static final String MOVED =
            """
            select greatest(day, $5) as day, %s from kpi_day
             where %s and day <= $4
             group by 1
            """
                    .formatted(CourseReading.sums(Balances.DAY_SUMS), CourseReading.ASKED);

    private static final String DUE =
            """
            select greatest(due_on, $5) as day, %s from kpi_due
             where %s and due_on < $4
             group by 1
            """
                    .formatted(CourseReading.sums(BEFORE), CourseReading.ASKED);

    private final CourseScope scope;
    private final Timeline timeline;
    private final Curve opening;

    /** By the least days overdue, all that is open first. */
    private final List<Curve> levels;

    BookCourse(CourseScope scope) {
        this.scope = scope;
        this.timeline = scope.timeline();
        this.opening = new Curve(timeline.size(), 1);
        this.levels =
                Arrays.stream(Aging.values()).map(_ -> new Curve(timeline.size(), 2)).toList();
    }

    private static int floors() {
        return Aging.OVERDUE.size() * Balances.KINDS.size();
    }

    @Override
    public Mono<Void> read(CourseReading reading) {
        return CourseReading.each(
                        reading.query(MOVED)
                                .with(timeline.lastEnd())
                                .with(timeline.firstStart().minusDays(1)),
                        this::takeMoved)
                .then(Mono.defer(() -> readDue(reading)));
    }

    private Mono<Void> readDue(CourseReading reading) {
        var longest = Aging.OVERDUE.getLast().daysMin();
        return CourseReading.each(
                reading.query(DUE)
                        .with(timeline.lastEnd())
                        .with(timeline.firstEnd().minusDays(longest)),
                this::takeDue);
    }

    private void takeMoved(Readable row) {
        var day = Row.day(row, "day");
        var sums = CourseReading.numbers(row, Balances.DAY_SUMS);
        opening.begin(timeline.after(day), sums[0]);
        for (int level = 0; level < levels.size(); level++) {
            begin(level, day, sums[2 * level], sums[2 * level + 1]);
        }
    }

    private void takeDue(Readable row) {
        var dueOn = Row.day(row, "day");
        var sums = CourseReading.numbers(row, BEFORE);
        for (var floor : Aging.OVERDUE) {
            var at = 2 * (floor.ordinal() - 1);
            begin(floor.ordinal(), dueOn.plusDays(floor.daysMin()), sums[at], sums[at + 1]);
        }
    }

    @Override
    public void add(Cells cells) {
        cells.due().each(this::add);
    }

    private void add(Key.Due key, long[] sums) {
        if (!scope.isAsked(key, key.method())) {
            return;
        }
        opening.begin(timeline.after(key.day()), sums[0]);
        begin(0, key.day(), sums[0], sums[1]);
        for (var floor : Aging.OVERDUE) {
            var reached = key.dueOn().plusDays(floor.daysMin());
            var from = reached.isAfter(key.day()) ? reached : key.day();
            begin(floor.ordinal(), from, sums[0], sums[1]);
        }
    }

    private void begin(int level, LocalDate from, long amount, long charges) {
        levels.get(level).begin(timeline.from(from), amount, charges);
    }

    /** One for each bucket: what lies between two levels. */
    List<Balance> balances() {
        var balances = new ArrayList<Balance>();
        var atLeast = levels.getFirst().next();
        for (var level : levels.subList(1, levels.size())) {
            var longer = level.next();
            balances.add(new Balance(atLeast[0] - longer[0], atLeast[1] - longer[1]));
            atLeast = longer;
        }
        balances.add(new Balance(atLeast[0], atLeast[1]));
        return balances;
    }

    /** Open the day before the window. */
    long opening() {
        return opening.next()[0];
    }
}
