package io.emdia.deliveries;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Notices a consumer that has gone silent although deliveries wait for it. */
final class Watch {

    private final InstantSource clock;
    private final Duration silenceMax;
    private final Duration handlingMax;

    private Instant progressed;
    private boolean handling;
    private boolean waiting;

    Watch(InstantSource clock, LogSettings.ConsumerSettings settings) {
        this.clock = clock;
        this.silenceMax = settings.silenceMax();
        this.handlingMax = settings.handlingMax();
        this.progressed = clock.instant();
    }

    /** A consumer was made anew. */
    synchronized void began() {
        progressed = clock.instant();
        handling = false;
    }

    synchronized void took() {
        progressed = clock.instant();
        handling = true;
    }

    synchronized void finished() {
        progressed = clock.instant();
        handling = false;
    }

    /**
     * @param lag deliveries that wait on the consumer's own partitions
     */
    synchronized void looked(long lag) {
        waiting = lag > 0;
        if (!waiting && !handling) {
            progressed = clock.instant();
        }
    }

    /** Whether the consumer should be made anew. */
    synchronized boolean isStalled() {
        return waiting && silence().compareTo(handling ? handlingMax : silenceMax) > 0;
    }

    synchronized boolean isHealthy() {
        return !waiting || silence().compareTo(silenceMax) <= 0;
    }

    private Duration silence() {
        return Duration.between(progressed, clock.instant());
    }
}
