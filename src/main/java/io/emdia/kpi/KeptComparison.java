package io.emdia.kpi;

import io.emdia.ledger.States;
import io.r2dbc.spi.Connection;

import org.jspecify.annotations.Nullable;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is kept of customers as stored beside the same as recounted. All parts of a large merchant
 * would not fit into memory, so of each customer only two sums are held at first in which every
 * part weighs by its key; of those whose sums differ the parts are then counted one by one.
 */
final class KeptComparison<K extends Key<K>> {

    /** More wrong rows than this are mended by auditing again. */
    static final int LOOKED_INTO_MAX = 10_000;

    private static final int ROWS_A_PAGE = 500;
    private static final int MENDED_AT_ONCE = 100;
    private static final long FIRST_SEED = 0x9E3779B97F4A7C15L;
    private static final long SECOND_SEED = 0xD1B54A32D192ED03L;

    private final KeptFamily<K> family;
    private final KeptRows rows;
    private final CellDrift drift;
    private final Cells made = new Cells();
    private final Map<Owner, long[]> weights = new HashMap<>();

    /** As stored, of the customers that are wrong; empty for a row that is missing. */
    private final SortedMap<Owner, String> wrong = new TreeMap<>();

    private final SortedMap<Owner, Deltas<K>> right = new TreeMap<>();

    KeptComparison(KeptFamily<K> family, CellDrift drift) {
        this.family = family;
        this.rows = KeptRows.of(family);
        this.drift = drift;
    }

    /** Takes the parts out of contributions, and weighs them. */
    void weigh(Cells contributed) {
        var parts = family.parts(contributed);
        parts.each((key, sums) -> weigh(family.owner(key), key, sums, 1));
        parts.clear();
    }

    private void weigh(Owner owner, K key, long[] sums, int sign) {
        var weight = weights.computeIfAbsent(owner, _ -> new long[2]);
        for (int at = 0; at < sums.length; at++) {
            var place = key.hashCode() * 31L + at;
            weight[0] += sign * sums[at] * mixed(place + FIRST_SEED);
            weight[1] += sign * sums[at] * mixed(place + SECOND_SEED);
        }
    }

    /** Spreads numbers that lie close over all of a long: the end of splitmix64. */
    private static long mixed(long number) {
        var mixed = (number ^ (number >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    /** Once everything is weighed: which rows are wrong, and which cells the stored ones make. */
    Mono<Void> compare(Connection snapshot, String merchantId, Pace pace) {
        return page(snapshot, merchantId, null, pace)
                .expand(last -> page(snapshot, merchantId, last, pace))
                .then(Mono.fromRunnable(this::addMissing));
    }

    /** The last owner of a full page; empty at the end. */
    private Mono<Owner> page(
            Connection snapshot, String merchantId, @Nullable Owner after, Pace pace) {
        return pace.page(rows.page(snapshot, merchantId, after, ROWS_A_PAGE))
                .doOnNext(page -> page.forEach(row -> compare(row.getKey(), row.getValue())))
                .filter(page -> page.size() == ROWS_A_PAGE)
                .map(page -> page.getLast().getKey());
    }

    private void compare(Owner owner, String stored) {
        family.addMade(owner, stored, made, 1);
        family.each(owner, stored, (key, sums) -> weigh(owner, key, sums, -1));
        var left = weights.remove(owner);
        if (left != null && isOff(left)) {
            wrong.put(owner, stored);
        }
    }

    private void addMissing() {
        weights.forEach(
                (owner, left) -> {
                    if (isOff(left)) {
                        wrong.put(owner, "");
                    }
                });
        weights.clear();
        wrong.keySet().stream()
                .limit(LOOKED_INTO_MAX)
                .forEach(owner -> right.put(owner, new Deltas<>()));
    }

    private static boolean isOff(long[] left) {
        return left[0] != 0 || left[1] != 0;
    }

    Cells made() {
        return made;
    }

    boolean isAllRight() {
        return wrong.isEmpty();
    }

    /** Takes the parts out of contributions, and counts those of the customers that are wrong. */
    void count(Cells contributed) {
        var parts = family.parts(contributed);
        parts.each(
                (key, sums) -> {
                    var counted = right.get(family.owner(key));
                    if (counted != null) {
                        counted.add(key, 1, sums);
                    }
                });
        parts.clear();
    }

    /** What is to be done about the wrong rows; tells them too. */
    List<Mend> mends(States states) {
        wrong.forEach(this::tell);
        var mends = new ArrayList<Mend>();
        var chunk = new TreeMap<Owner, Deltas<K>>();
        for (var one : right.entrySet()) {
            chunk.put(one.getKey(), missing(one));
            if (chunk.size() == MENDED_AT_ONCE || one.getKey().equals(right.lastKey())) {
                var some = new TreeMap<>(chunk);
                mends.add(transaction -> mend(transaction, states, some));
                chunk.clear();
            }
        }
        return mends;
    }

    private void tell(Owner owner, String stored) {
        var key = new LinkedHashMap<String, String>();
        key.put("connection_id", owner.connectionId());
        key.put("customer_id", owner.customerId());
        key.put("currency", owner.currency());
        var parts = right.get(owner);
        var recounted = parts == null ? null : family.plus("", parts);
        drift.add(
                new CellDrift.Difference(family.table(), key, family.column(), stored, recounted));
    }

    private Deltas<K> missing(Entry<Owner, Deltas<K>> counted) {
        var missing = counted.getValue();
        var stored = wrong.get(counted.getKey());
        if (stored != null) {
            family.each(counted.getKey(), stored, (key, sums) -> missing.add(key, -1, sums));
        }
        return missing;
    }

    private Mono<Void> mend(
            Connection transaction, States states, SortedMap<Owner, Deltas<K>> missing) {
        var customers = missing.keySet().stream().map(Owner::customer).distinct().toList();
        return states.hold(transaction, customers)
                .then(Mono.defer(() -> rows.load(transaction, missing.keySet())))
                .flatMap(stored -> mend(transaction, stored, missing));
    }

    private Mono<Void> mend(
            Connection transaction,
            Map<Owner, String> stored,
            SortedMap<Owner, Deltas<K>> missing) {
        var after = new TreeMap<Owner, String>();
        var moved = new Cells();
        missing.forEach(
                (owner, parts) -> {
                    var before = stored.getOrDefault(owner, "");
                    after.put(owner, family.plus(before, parts));
                    family.addMade(owner, before, moved, -1);
                    family.addMade(owner, family.plus(before, parts), moved, 1);
                });
        var netted = CellFamily.Netted.of(moved);
        return rows.write(transaction, after)
                .thenMany(Flux.fromIterable(family.made()))
                .concatMap(cells -> cells.move(transaction, netted))
                .then();
    }
}
