package io.emdia.ledger;

import io.emdia.facts.Fact;
import io.emdia.facts.Ids;

import java.time.Instant;
import java.util.Comparator;

/**
 * A fact and which event told it.
 *
 * @param timestamp when what the event tells happened
 * @param index of the fact within its event
 */
record Told(String eventId, Instant timestamp, int index, Fact fact) {

    /** From the oldest to the newest by truth; arrival plays no part. */
    static final Comparator<Told> BY_TRUTH =
            Comparator.comparing(Told::timestamp)
                    .thenComparing(Told::eventId, Ids.BY_BYTES)
                    .thenComparing(Told::index);
}
