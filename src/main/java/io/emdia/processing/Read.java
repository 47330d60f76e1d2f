package io.emdia.processing;

import io.emdia.deliveries.LoggedDelivery;
import io.emdia.ledger.Ledger.Entry;

import java.util.List;

/** A delivery after its gateway has looked at it. */
sealed interface Read {

    LoggedDelivery logged();

    record Readable(LoggedDelivery logged, List<Entry> entries) implements Read {}

    /**
     * @param reason for a person; holds no personal data
     */
    record Unreadable(LoggedDelivery logged, String reason) implements Read {}
}
