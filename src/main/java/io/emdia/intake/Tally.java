package io.emdia.intake;

import io.emdia.merchants.Connection;
import io.emdia.merchants.ConnectionTallies.Count;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what one connection was answered on this node, without a lock and without waiting. */
final class Tally {

    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicInteger inARow = new AtomicInteger();
    private volatile @Nullable Instant acceptedAt;
    private volatile @Nullable Last lastRefused;

    private record Last(Instant at, Refusal why) {}

    void accept(Instant at) {
        inARow.set(0);
        acceptedAt = at;
        var _ = accepted.incrementAndGet();
    }

    /**
     * @return how many in a row by now
     */
    int refuse(Instant at, Refusal why) {
        lastRefused = new Last(at, why);
        var _ = refused.incrementAndGet();
        return inARow.incrementAndGet();
    }

    /** Since the last 200. */
    int refusedInARow() {
        return inARow.get();
    }

    /** What was counted since the last time it was taken; null for nothing. */
    @Nullable Count take(Connection connection) {
        var came = accepted.getAndSet(0);
        var left = refused.getAndSet(0);
        if (came == 0 && left == 0) {
            return null;
        }
        var last = lastRefused;
        return new Count(
                connection.merchantId(),
                connection.id(),
                came,
                left,
                inARow.get(),
                acceptedAt,
                last == null ? null : last.at(),
                last == null ? null : last.why().word());
    }
}
