package io.emdia.intake;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Allows a rate on average and a burst after a pause. Without locks: its whole state is the time at
 * which the bucket would be full again.
 */
final class TokenBucket {

    private final long nanosPerToken;
    private final long nanosPerBurst;
    private final LongSupplier nanoTime;
    private final AtomicLong fullAt;

    /**
     * @param nanoTime a clock that never steps back, as {@link System#nanoTime()}
     */
    TokenBucket(int ratePerSecond, int burst, LongSupplier nanoTime) {
        this.nanosPerToken = Math.max(1, TimeUnit.SECONDS.toNanos(1) / ratePerSecond);
        this.nanosPerBurst = nanosPerToken * burst;
        this.nanoTime = nanoTime;
        this.fullAt = new AtomicLong(nanoTime.getAsLong());
    }

    /** Takes one token. Zero when there was one, else how long until there is. */
    Duration take() {
        while (true) {
            var now = nanoTime.getAsLong();
            var before = fullAt.get();
            var after = (before - now > 0 ? before : now) + nanosPerToken;
            var missing = after - now - nanosPerBurst;
            if (missing > 0) {
                return Duration.ofNanos(missing);
            }
            if (fullAt.compareAndSet(before, after)) {
                return Duration.ZERO;
            }
        }
    }
}
