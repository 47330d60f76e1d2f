package io.emdia.deliveries;

import reactor.core.publisher.Mono;

import java.time.Duration;
import java.util.Map;

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
     * By partition, the offset below which everything was handled, as last asked of the broker;
     * none where nothing was handled yet.
     */
    Map<Integer, Long> handledBelow();

    /**
     * False when deliveries wait and none has been finished for longer than the watchdog's limit.
     */
    boolean isHealthy();
}
