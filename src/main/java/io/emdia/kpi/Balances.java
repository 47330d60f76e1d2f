package io.emdia.kpi;

import static java.time.temporal.ChronoUnit.DAYS;

import io.emdia.ledger.Aging;

import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * What the cube's deltas come to by day and by effective due day. What moves a charge before it is
 * k days overdue counts as k days overdue from then on, so it is kept by due day; what moves it
 * later counts from its own day on. The balance of any day is a sum of both, whatever the day.
 */
final class Balances {

    static final List<String> OPEN = List.of("open_amount", "open_charges");

    private static final List<String> COHORT =
            List.of(
                    "owed_amount",
                    "owed_charges",
                    "principal",
                    "charges",
                    "fell_amount",
                    "recovered_amount");

    /** Everything that is open is kept as both. */
    static final List<String> KINDS = List.of("amount", "charges");

    static final List<String> CUBE_SUMS = both(OPEN, COHORT);
    static final List<String> DAY_SUMS = both(OPEN, byFloor("after"));
    static final List<String> DUE_SUMS = both(byFloor("before"), COHORT);

    /** What is open of silent charges once they are overdue, beside the sums from the cube. */
    static final List<String> SILENT_SUMS = List.of("silent_amount", "silent_charges");

    static final List<String> DUE_COLUMNS = both(DUE_SUMS, SILENT_SUMS);

    private Balances() {}

    static Deltas<Key.Moved> byDay(SortedMap<Key.Due, long[]> cube) {
        var days = new Deltas<Key.Moved>();
        cube.forEach((key, sums) -> days.add(day(key), 1, daySums(lateDays(key), sums)));
        return days;
    }

    /**
     * @param silent what is open of silent charges, by the day that moved it
     */
    static Deltas<Key.Cohort> byDue(
            SortedMap<Key.Due, long[]> cube, SortedMap<Key.Due, long[]> silent) {
        var dues = new Deltas<Key.Cohort>();
        cube.forEach((key, sums) -> dues.add(due(key), 1, dueSums(lateDays(key), sums)));
        silent.forEach(
                (key, sums) -> {
                    if (!isLater(key)) {
                        dues.add(due(key), 1, silentSums(sums));
                    }
                });
        return dues;
    }

    /** What moves silent charges when they have been overdue for a while. */
    static Deltas<Key.Due> later(SortedMap<Key.Due, long[]> silent) {
        var later = new Deltas<Key.Due>();
        silent.forEach(
                (key, sums) -> {
                    if (isLater(key)) {
                        later.add(key, 1, sums);
                    }
                });
        return later;
    }

    private static boolean isLater(Key.Due key) {
        return lateDays(key) > 1;
    }

    private static long[] silentSums(long[] silent) {
        var sums = new long[DUE_COLUMNS.size()];
        System.arraycopy(silent, 0, sums, DUE_SUMS.size(), silent.length);
        return sums;
    }

    private static long lateDays(Key.Due key) {
        return DAYS.between(key.dueOn(), key.day());
    }

    private static Key.Moved day(Key.Due key) {
        return new Key.Moved(key.merchantId(), key.currency(), key.day(), key.method());
    }

    private static Key.Cohort due(Key.Due key) {
        return new Key.Cohort(key.merchantId(), key.currency(), key.dueOn(), key.method());
    }

    private static long[] daySums(long lateDays, long[] cube) {
        var sums = new long[DAY_SUMS.size()];
        System.arraycopy(cube, 0, sums, 0, OPEN.size());
        for (var floor : Aging.OVERDUE) {
            if (lateDays >= floor.daysMin()) {
                System.arraycopy(cube, 0, sums, floor.ordinal() * OPEN.size(), OPEN.size());
            }
        }
        return sums;
    }

    private static long[] dueSums(long lateDays, long[] cube) {
        var sums = new long[DUE_COLUMNS.size()];
        for (var floor : Aging.OVERDUE) {
            if (lateDays < floor.daysMin()) {
                System.arraycopy(cube, 0, sums, (floor.ordinal() - 1) * OPEN.size(), OPEN.size());
            }
        }
        var cohort = DUE_SUMS.size() - COHORT.size();
        System.arraycopy(cube, OPEN.size(), sums, cohort, COHORT.size());
        return sums;
    }

    private static List<String> byFloor(String side) {
        return Aging.OVERDUE.stream()
                .flatMap(floor -> KINDS.stream().map(kind -> column(side, floor, kind)))
                .toList();
    }

    /** As in {@code after_31_amount}. */
    static String column(String side, Aging floor, String kind) {
        return "%s_%d_%s".formatted(side, floor.daysMin(), kind);
    }

    private static List<String> both(List<String> first, List<String> then) {
        return Stream.concat(first.stream(), then.stream()).toList();
    }
}
