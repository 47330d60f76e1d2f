package io.emdia.merchants;

import com.fasterxml.jackson.annotation.JsonInclude;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * What came through a connection's door.
 *
 * @param accepted webhooks answered 200
 * @param refused webhooks answered anything else
 * @param consecutiveRefusals since the last 200
 * @param lastRefusal a word for why the last one was refused
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record Deliveries(
        long accepted,
        long refused,
        long consecutiveRefusals,
        @Nullable Instant lastAcceptedAt,
        @Nullable Instant lastRefusedAt,
        @Nullable String lastRefusal) {

    static final Deliveries NONE = new Deliveries(0, 0, 0, null, null, null);
}
