package io.emdia.kpi;

import io.emdia.ledger.States;
import io.r2dbc.spi.Connection;

import org.jspecify.annotations.Nullable;

import reactor.core.publisher.Mono;

import java.util.ArrayList;
import java.util.List;
import java.util.Map.Entry;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * What is kept of customers as stored beside the same as recounted. All parts of a large merchant
 * would not fit into memory, so they are weighed first; of those customers that are off the parts
 * are then counted one by one.
 */
final class KeptComparison<K extends Key<K>> {

    /** More wrong rows than this are mended by auditing again. */
    private static final int LOOKED_INTO_MAX = 10_000;

    private static final int ROWS_A_PAGE = 500;
    private static final int MENDED_AT_ONCE = 100;

    private final KeptFamily<K> family;
    private final KeptRows rows;
    private final CellDrift drift;
    private final Cells into;
    private final BiConsumer<Owner, String> each;
    private final Weights<Owner> weights = new Weights<>();

    /** As stored, of the customers that are wrong; empty for a row that is missing. */
    private final SortedMap<Owner, String> wrong = new TreeMap<>();

    private final SortedMap<Owner, Deltas<K>> right = new TreeMap<>();

    /**
     * @param into takes the cells that the stored rows make
     * @param each is told of every stored row
     */
    KeptComparison(
            KeptFamily<K> family, CellDrift drift, Cells into, BiConsumer<Owner, String> each) {
        this.family = family;
        this.rows = KeptRows.of(family);
        this.drift = drift;
        this.into = into;
        this.each = each;
    }

    /** Takes the parts out of contributions, and weighs them. */
    void weigh(Cells contributed) {
        var parts = family.parts(contributed);
        parts.each((key, sums) -> weights.add(family.owner(key), key, 1, sums));
        parts.clear();
    }

    /** Once everything is weighed: which rows are wrong. */
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
        each.accept(owner, stored);
        family.addMade(owner, stored, into);
        family.each(owner, stored, (key, sums) -> weights.add(owner, key, -1, sums));
        if (weights.settle(owner)) {
            wrong.put(owner, stored);
        }
    }

    private void addMissing() {
        weights.off().forEach(owner -> wrong.put(owner, ""));
        weights.clear();
        wrong.keySet().stream()
                .limit(LOOKED_INTO_MAX)
                .forEach(owner -> right.put(owner, new Deltas<>()));
    }

    boolean isAllRight() {
        return wrong.isEmpty();
    }

    /** Takes the parts out of contributions, and counts those of the customers that are wrong. */
    void count(Cells contributed) {
        var parts = family.parts(contributed);
        parts.each(this::count);
        parts.clear();
    }

    private void count(K key, long[] sums) {
        var counted = right.get(family.owner(key));
        if (counted != null) {
            counted.add(key, 1, sums);
        }
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
        var parts = right.get(owner);
        drift.add(
                new CellDrift.Difference(
                        family.table(),
                        owner.columns(),
                        family.column(),
                        stored,
                        parts == null ? null : family.text(parts)));
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
        var cells = new Cells();
        missing.values().forEach(parts -> parts.addTo(family.parts(cells)));
        var customers = missing.keySet().stream().map(Owner::customer).distinct().toList();
        return states.hold(transaction, customers)
                .then(Mono.defer(() -> family.move(transaction, cells)))
                .then(Mono.defer(() -> CellProjection.move(transaction, CellFamily.LATER, cells)));
    }
}
