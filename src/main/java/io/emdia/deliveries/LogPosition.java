package io.emdia.deliveries;

/** Where a delivery stands on the log. */
public record LogPosition(int partition, long offset) {}
