package io.emdia.processing;

import reactor.core.publisher.Mono;

import java.time.Instant;
import java.util.List;

/**
 * Deliveries that could not be applied, kept until somebody settles them, and what could not be
 * asked of a gateway, which is tried again until it can.
 */
public interface Quarantine {

    /** Below this every id is: where a list of the newest begins. */
    long NEWEST = Long.MAX_VALUE;

    /** The open ones of a merchant below an id, the newest first. */
    Mono<List<Kept>> list(String merchantId, long below, int limit);

    /**
     * Reads it again with today's code and applies it; the replay window of its signature plays no
     * part. Empty when there is no such open one.
     */
    Mono<Replay> replay(String merchantId, long id);

    /** Gives up on it; empty when there is no such open one. */
    Mono<Kept> discard(String merchantId, long id);

    /**
     * @param recordedAt when the log took it
     * @param size bytes of its body
     */
    record Kept(
            long id,
            String connectionId,
            String gateway,
            String reason,
            Instant recordedAt,
            long size) {}

    /** What became of another try. */
    sealed interface Replay {

        record Replayed(Kept kept) implements Replay {}

        /** It waits for an answer of its gateway, which is asked again at once. */
        record AskedAgain(Kept kept) implements Replay {}

        /**
         * @param reason why it still cannot be applied
         */
        record StillKept(String reason) implements Replay {}
    }
}
