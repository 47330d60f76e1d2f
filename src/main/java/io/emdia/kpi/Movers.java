package io.emdia.kpi;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** The movements of payers as they are now; of each payer all or, where it has none, nothing. */
final class Movers {

    private final Map<Payer, List<Mover>> byPayer = new HashMap<>();

    /** In the place of what was known of the payer. */
    void put(Payer payer, List<Mover> movers) {
        byPayer.put(payer, List.copyOf(movers));
    }

    /** Replaces what others know of the same payers. */
    void addTo(Movers others) {
        others.byPayer.putAll(byPayer);
    }

    /** In no order; of each payer in the order of the days. */
    void each(BiConsumer<Payer, List<Mover>> payer) {
        byPayer.forEach(payer);
    }

    /** In the order of the payers. */
    SortedMap<Payer, List<Mover>> sorted() {
        return new TreeMap<>(byPayer);
    }
}
