package io.emdia.deliveries;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Opens after so many consecutive failures; while open, one attempt at a time is let through as a
 * probe, so often and no more. Any success closes it.
 */
final class Breaker {

    private final int failuresMax;
    private final Duration probeEvery;
    private final InstantSource clock;

    private int failures;
    private Instant probeAfter = Instant.MIN;

    Breaker(int failuresMax, Duration probeEvery, InstantSource clock) {
        this.failuresMax = failuresMax;
        this.probeEvery = probeEvery;
        this.clock = clock;
    }

    synchronized Pass ask() {
        if (failures < failuresMax) {
            return Pass.FREE;
        }
        var now = clock.instant();
        if (now.isBefore(probeAfter)) {
            return Pass.REFUSED;
        }
        probeAfter = now.plus(probeEvery);
        return Pass.PROBE;
    }

    synchronized boolean isOpen() {
        return failures >= failuresMax;
    }

    synchronized void succeeded() {
        failures = 0;
    }

    synchronized void failed() {
        failures = Math.min(failures + 1, failuresMax);
        if (isOpen()) {
            probeAfter = clock.instant().plus(probeEvery);
        }
    }

    /** What an attempt may do. */
    enum Pass {
        FREE,
        PROBE,
        REFUSED
    }
}
