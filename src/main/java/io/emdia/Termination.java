package io.emdia;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import sun.misc.Signal;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Makes an asked-for stop end with exit code 0, where Java's own answer to a signal is 143 or 130,
 * and keeps any stop within its time.
 */
final class Termination {

    private static final Logger log = LoggerFactory.getLogger(Termination.class);

    /** Supervisors kill after ten seconds; ending by ourselves just before tells why in the log. */
    private static final Duration STOP_TIME_MAX = Duration.ofMillis(9_500);

    private static final int STOPPED = 0;
    private static final int HUNG = 1;

    private Termination() {}

    static void install() {
        Signal.handle(new Signal("TERM"), _ -> System.exit(STOPPED));
        Signal.handle(new Signal("INT"), _ -> System.exit(STOPPED));
        Runtime.getRuntime().addShutdownHook(new Thread(Termination::watch, "stop-deadline"));
    }

    /** Leaves the hook at once and goes on watching, so that a stop in time is not held up. */
    private static void watch() {
        Thread.ofPlatform().daemon().name("stop-deadline").start(Termination::haltWhenTimeIsUp);
    }

    private static void haltWhenTimeIsUp() {
        try {
            var _ = new CountDownLatch(1).await(STOP_TIME_MAX.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException early) {
            Thread.currentThread().interrupt();
        }
        log.error("The stop took over {}: ended by force, the next start recovers", STOP_TIME_MAX);
        Runtime.getRuntime().halt(HUNG);
    }
}
