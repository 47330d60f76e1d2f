package io.emdia.processing;

import io.emdia.deliveries.LoggedDelivery;
import io.emdia.gateways.Lookup;
import io.emdia.ledger.Ledger.Entry;

import java.util.List;

/** A delivery after its gateway has looked at it. */
sealed interface Read {

    LoggedDelivery logged();

    /**
     * @param lookups what must be asked for besides
     */
    record Readable(LoggedDelivery logged, List<Entry> entries, List<Lookup> lookups)
            implements Read {}

    /**
     * @param reason for a person; holds no personal data
     */
    record Unreadable(LoggedDelivery logged, String reason) implements Read {}
}
