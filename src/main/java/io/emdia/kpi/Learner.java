package io.emdia.kpi;

import io.r2dbc.spi.Connection;

import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Learns what events changed, in any order. */
interface Learner {

    /** An event that tells of several charges may be learned in several parts. */
    void learn(Happening happening, Delta delta);

    /** Whether it wants to hear of subscriptions too. */
    default boolean asksForSubscriptions() {
        return false;
    }

    /**
     * Reads what more is needed of the present, once all is learned.
     *
     * @param scheduler for what takes longer than to read it
     */
    default Mono<Void> complete(Connection unit, Scheduler scheduler) {
        return Mono.empty();
    }
}
