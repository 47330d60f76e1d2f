package io.emdia.ledger;

/** How much is on the log that the ledger has not seen. */
@FunctionalInterface
public interface Backlog {

    /** Deliveries of all merchants not applied yet, as last asked of the broker. */
    long records();
}
