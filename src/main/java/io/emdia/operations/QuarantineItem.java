package io.emdia.operations;

import io.emdia.processing.Quarantine.Kept;

import java.time.Instant;

/**
 * A kept delivery as a list shows it.
 *
 * @param recordedAt when the log took it
 * @param size bytes of the body
 */
record QuarantineItem(
        String id,
        String connectionId,
        String gateway,
        String reason,
        Instant recordedAt,
        long size) {

    static QuarantineItem of(Kept kept) {
        return new QuarantineItem(
                String.valueOf(kept.id()),
                kept.connectionId(),
                kept.gateway(),
                kept.reason(),
                kept.recordedAt(),
                kept.size());
    }
}
