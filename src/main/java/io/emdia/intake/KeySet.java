package io.emdia.intake;

import org.jspecify.annotations.Nullable;

import reactor.core.publisher.Mono;

import java.security.PublicKey;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One published set, as it was last read. Whoever misses a key joins the refresh that is under way,
 * or the last one while that is recent, so a flood of unknown keys asks once.
 */
final class KeySet {

    /** How a refresh ended. */
    enum Answer {
        READ,
        AWAY
    }

    /**
     * @param answer the same for everybody who asks while this is the latest
     */
    private record Attempt(Instant at, Mono<Answer> answer) {}

    private record Known(Map<String, PublicKey> keys, Instant readAt) {}

    private final KeySetSettings settings;
    private final AtomicReference<@Nullable Attempt> latest = new AtomicReference<>();
    private volatile @Nullable Known known;
    private volatile boolean away;

    KeySet(KeySetSettings settings) {
        this.settings = settings;
    }

    /** Null also for a key that is due to be read again, unless that has just failed. */
    @Nullable PublicKey find(String id, Instant now) {
        var read = known;
        if (read == null) {
            return null;
        }
        var staleAt = read.readAt().plus(settings.staleAfter());
        var isServed = now.isBefore(staleAt) || isServedStale(staleAt, now);
        return isServed ? read.keys().get(id) : null;
    }

    private boolean isServedStale(Instant staleAt, Instant now) {
        return away
                && wasAskedLately(now)
                && now.isBefore(staleAt.plus(settings.servedWhileAway()));
    }

    private boolean wasAskedLately(Instant now) {
        return now.isBefore(askedAt().plus(settings.refreshEvery()));
    }

    /** Reads the set, or tells how the latest reading of it ended or is going to end. */
    Mono<Answer> refreshed(Mono<Map<String, PublicKey>> set, Instant now) {
        var last = latest.get();
        if (last != null && wasAskedLately(now)) {
            return last.answer();
        }
        var next = new Attempt(now, attempt(set, now));
        return latest.compareAndSet(last, next)
                ? next.answer()
                : Objects.requireNonNull(latest.get()).answer();
    }

    private Mono<Answer> attempt(Mono<Map<String, PublicKey>> set, Instant now) {
        return set.map(keys -> read(keys, now))
                .onErrorResume(_ -> Mono.fromSupplier(this::failed))
                .cache();
    }

    private Answer read(Map<String, PublicKey> keys, Instant now) {
        known = new Known(keys, now);
        away = false;
        return Answer.READ;
    }

    private Answer failed() {
        away = true;
        return Answer.AWAY;
    }

    /** When it was last asked for; long ago when never. */
    Instant askedAt() {
        var last = latest.get();
        return last == null ? Instant.EPOCH : last.at();
    }
}
