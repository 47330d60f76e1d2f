package io.emdia.ledger;

import org.jspecify.annotations.Nullable;

import reactor.core.publisher.Mono;

import java.util.List;

/**
 * A merchant's facts folded again, beside what is stored of them. Looking writes and locks nothing:
 * each page is one snapshot, and in every snapshot a stored state is the fold of the facts in it,
 * since the ledger commits both together.
 */
public interface Refolds {

    /** From the first charge to the last subscription; a page without a {@code last} is the end. */
    Mono<Page> page(String merchantId, @Nullable Place after, int limit);

    /**
     * Folds and writes these anew as if something was told of them: all that depends on it moves.
     */
    Mono<Void> mend(String merchantId, List<Place> places);

    /**
     * @param kind {@code charge} or {@code subscription}, which is its table too
     */
    record Place(String kind, String connectionId, String id) {}

    /**
     * @param mistakes one for each column that is not what the facts come to
     * @param changes what folding anew would change
     * @param last null when nothing comes after
     */
    record Page(
            int charges,
            int subscriptions,
            List<Mistake> mistakes,
            Projection.Changes changes,
            @Nullable Place last) {}

    /** Null stands for nothing: a row that is missing, a charge that does not count. */
    record Mistake(Place place, String column, @Nullable String stored, @Nullable String folded) {}
}
