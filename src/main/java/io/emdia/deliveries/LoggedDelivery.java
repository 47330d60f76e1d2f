package io.emdia.deliveries;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * A delivery as it stands on the log.
 *
 * @param recordedAt the log's own timestamp of it
 * @param sealed what could not be opened, as it came; the delivery says nothing then
 */
@SuppressWarnings("ArrayRecordComponent") // raw bytes, never compared
public record LoggedDelivery(
        Delivery delivery, LogPosition position, Instant recordedAt, byte @Nullable [] sealed) {

    public LoggedDelivery(Delivery delivery, LogPosition position, Instant recordedAt) {
        this(delivery, position, recordedAt, null);
    }
}
