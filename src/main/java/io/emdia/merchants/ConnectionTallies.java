package io.emdia.merchants;

import org.jspecify.annotations.Nullable;

import reactor.core.publisher.Mono;

import java.time.Instant;
import java.util.List;

/** What the nodes counted at the doors of connections, kept so that it outlives them. */
public interface ConnectionTallies {

    /**
     * Adds what a node counted since its batch before.
     *
     * @param node no other node's name
     * @param batch greater than that of the node's batch before; the same again changes nothing
     */
    Mono<Void> add(String node, long batch, List<Count> counts);

    /** Puts together what nodes counted that have written nothing since an instant. */
    Mono<Void> fold(Instant silentSince);

    /**
     * @param refusedInARow since the last one that was accepted
     * @param lastRefusal a word for why
     */
    record Count(
            String merchantId,
            String connectionId,
            long accepted,
            long refused,
            long refusedInARow,
            @Nullable Instant lastAcceptedAt,
            @Nullable Instant lastRefusedAt,
            @Nullable String lastRefusal) {}
}
