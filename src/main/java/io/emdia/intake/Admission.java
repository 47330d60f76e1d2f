package io.emdia.intake;

import io.emdia.http.Problem;
import io.emdia.merchants.Connection;
import io.emdia.merchants.ConnectionTallies.Count;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Decides before a body is read whether a webhook may come in now. Never waits: what is too much is
 * refused at once, and one connection cannot take all there is.
 */
@Component
final class Admission {

    private final IntakeSettings settings;
    private final LongSupplier nanoTime;
    private final Semaphore slots;
    private final Semaphore bytes;

    /** One for each connection that was ever called here: as many as there are connections. */
    private final Map<String, Turnstile> turnstiles = new ConcurrentHashMap<>();

    @Autowired
    Admission(IntakeSettings settings) {
        this(settings, System::nanoTime);
    }

    Admission(IntakeSettings settings, LongSupplier nanoTime) {
        this.settings = settings;
        this.nanoTime = nanoTime;
        this.slots = new Semaphore(settings.maxInFlight());
        this.bytes = new Semaphore(Math.toIntExact(settings.maxInFlightBytes().toBytes()));
    }

    /** One webhook's place between socket and log. */
    record Slot(Turnstile turnstile, int size) {}

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
        if (!slots.tryAcquire()) {
            turnstile.slots().release();
            throw busy();
        }
        if (!bytes.tryAcquire(size)) {
            turnstile.slots().release();
            slots.release();
            throw busy();
        }
        return new Slot(turnstile, size);
    }

    void leave(Slot slot) {
        bytes.release(slot.size());
        slots.release();
        slot.turnstile().slots().release();
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
        return new Turnstile(connection, rate, settings.maxInFlightOfOne());
    }

    private Problem busy() {
        return Problem.unavailable("too many webhooks are under way", settings.retryAfter());
    }
}
