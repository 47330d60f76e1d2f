package io.emdia.intake;

import io.emdia.http.Problem;
import io.emdia.merchants.Connection;
import io.emdia.merchants.ConnectionTallies.Count;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Decides before a body is read whether a webhook may come in now. Never waits: what is too much is
 * refused at once, and neither one connection nor one merchant with many can take all there is.
 */
@Component
final class Admission {

    private final IntakeSettings settings;
    private final LongSupplier nanoTime;
    private final Places all;

    /** One for each connection that was ever called here: as many as there are connections. */
    private final Map<String, Turnstile> turnstiles = new ConcurrentHashMap<>();

    /** One for each merchant of those. */
    private final Map<String, Places> shares = new ConcurrentHashMap<>();

    @Autowired
    Admission(IntakeSettings settings) {
        this(settings, System::nanoTime);
    }

    Admission(IntakeSettings settings, LongSupplier nanoTime) {
        this.settings = settings;
        this.nanoTime = nanoTime;
        this.all = new Places(settings.maxInFlight(), settings.maxInFlightBytes());
    }

    /** One webhook's place between socket and log. */
    final class Slot {

        private final Turnstile turnstile;
        private int size;

        private Slot(Turnstile turnstile, int size) {
            this.turnstile = turnstile;
            this.size = size;
        }

        /** A body of no announced length counts as the largest until it has been read. */
        void shrinkTo(int bytes) {
            var freed = size - bytes;
            size = bytes;
            all.giveBack(freed);
            turnstile.share().giveBack(freed);
        }

        void leave() {
            all.leave(size);
            turnstile.share().leave(size);
            turnstile.slots().release();
        }
    }

    /**
     * Takes a place, or throws the 429 or 503 that says when to come again.
     *
     * @param size bytes of the body as announced, at most {@code max-body}
     */
    Slot enter(Turnstile turnstile, int size) {
        var wait = turnstile.rate().take();
        if (wait.isPositive()) {
            throw Problem.tooMany("the connection is over its rate limit", wait);
        }
        if (!turnstile.slots().tryAcquire()) {
            throw busy();
        }
        if (!turnstile.share().enter(size)) {
            turnstile.slots().release();
            throw busy();
        }
        if (!all.enter(size)) {
            turnstile.share().leave(size);
            turnstile.slots().release();
            throw busy();
        }
        return new Slot(turnstile, size);
    }

    /** The longest row of refusals of any connection of a gateway. */
    int refusals(String gateway) {
        return turnstiles.values().stream()
                .filter(turnstile -> turnstile.connection().gateway().equals(gateway))
                .mapToInt(Turnstile::refusals)
                .max()
                .orElse(0);
    }

    /** What was counted at every turnstile since the last time. */
    List<Count> takeCounts() {
        return turnstiles.values().stream()
                .flatMap(one -> Stream.ofNullable(one.tally().take(one.connection())))
                .toList();
    }

    Turnstile turnstileOf(Connection connection) {
        return turnstiles.computeIfAbsent(connection.id(), _ -> turnstile(connection));
    }

    private Turnstile turnstile(Connection connection) {
        var rate = new TokenBucket(settings.rate(), settings.burst(), nanoTime);
        var share = shares.computeIfAbsent(connection.merchantId(), _ -> share());
        return new Turnstile(connection, rate, settings.maxInFlightOfOne(), share);
    }

    private Places share() {
        return new Places(settings.maxInFlightOfMerchant(), settings.maxInFlightBytesOfMerchant());
    }

    private Problem busy() {
        return Problem.unavailable("too many webhooks are under way", settings.retryAfter());
    }
}
