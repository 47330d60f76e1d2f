package io.emdia.access;

import io.emdia.http.Problem;

import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;

/** Slows down whoever guesses: so many sign-ins a minute from one address. */
@Component
final class SignInThrottle {

    static final int ATTEMPTS_MAX = 10;
    static final Duration WINDOW = Duration.ofMinutes(1);

    private static final int ADDRESSES_MAX = 10_000;

    private record Attempts(Instant since, int count) {}

    private final InstantSource clock;
    private final ConcurrentHashMap<InetAddress, Attempts> byAddress = new ConcurrentHashMap<>();

    SignInThrottle(InstantSource clock) {
        this.clock = clock;
    }

    /** Counts an attempt; a 429 when there were too many. */
    void admit(ServerHttpRequest request) {
        var remote = request.getRemoteAddress();
        if (remote != null && remote.getAddress() != null) {
            admit(remote.getAddress());
        }
    }

    void admit(InetAddress address) {
        if (byAddress.size() >= ADDRESSES_MAX) {
            byAddress.values().removeIf(attempts -> isOver(attempts, clock.instant()));
        }
        var attempts = byAddress.merge(address, new Attempts(clock.instant(), 1), this::next);
        if (attempts.count() > ATTEMPTS_MAX) {
            throw Problem.tooMany("too many sign-ins from this address", WINDOW);
        }
    }

    private Attempts next(Attempts before, Attempts now) {
        return isOver(before, now.since()) ? now : new Attempts(before.since(), before.count() + 1);
    }

    private static boolean isOver(Attempts attempts, Instant now) {
        return !now.isBefore(attempts.since().plus(WINDOW));
    }
}
