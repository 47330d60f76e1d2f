package io.emdia.deliveries;

import java.time.Instant;

/**
 * A delivery as it stands on the log.
 *
 * @param recordedAt the log's own timestamp of it
 */
public record LoggedDelivery(Delivery delivery, LogPosition position, Instant recordedAt) {}
