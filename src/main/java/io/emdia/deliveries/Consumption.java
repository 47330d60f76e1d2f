package io.emdia.deliveries;

import reactor.core.publisher.Mono;

import java.time.Duration;

/** A running consumer of the log. */
public interface Consumption {

    void start();

    /** Takes no further batch, finishes and commits the one under way, then closes. */
    Mono<Void> drain(Duration deadline);

    /**
     * Deliveries on the whole log that this group has not committed, as last asked of the broker.
     */
    long lagRecords();

    /**
     * False when deliveries wait and none has been finished for longer than the watchdog's limit.
     */
    boolean isHealthy();
}
