package io.emdia.ledger;

import io.emdia.facts.Fact;

import reactor.core.publisher.Mono;

import java.time.Instant;
import java.util.List;

/** The applied events of a merchant, in the order of their positions. */
public interface Events {

    /** Up to {@code limit} events after a position, ascending. */
    Mono<List<AppliedEvent>> after(String merchantId, long position, int limit);

    /**
     * @param position rises by one with every event of the merchant, in commit order
     * @param type the gateway's own name of its kind
     */
    record AppliedEvent(
            long position,
            String connectionId,
            String gateway,
            String eventId,
            String type,
            Instant timestamp,
            Instant recordedAt,
            List<Fact> facts) {}
}
