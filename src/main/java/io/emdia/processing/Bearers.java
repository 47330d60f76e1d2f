package io.emdia.processing;

import io.emdia.gateways.ApiCall.Grant;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The bearer tokens that gateways granted, one a connection, until shortly before they expire. */
@Component
final class Bearers {

    private static final Duration MARGIN = Duration.ofSeconds(30);

    /** Whatever a gateway says. */
    private static final Duration KEPT_MAX = Duration.ofHours(1);

    private final Map<String, Bearer> byConnection = new ConcurrentHashMap<>();
    private final InstantSource clock;

    Bearers(InstantSource clock) {
        this.clock = clock;
    }

    private record Bearer(Grant grant, String token, Instant until) {

        @Override
        public String toString() {
            return "Bearer";
        }
    }

    /** Null when there is none for this very grant that lasts. */
    @Nullable String find(String connectionId, Grant grant) {
        var known = byConnection.get(connectionId);
        return known != null
                        && known.grant().equals(grant)
                        && clock.instant().isBefore(known.until())
                ? known.token()
                : null;
    }

    void keep(String connectionId, Grant grant, String token, Duration lasts) {
        var kept = lasts.compareTo(KEPT_MAX) < 0 ? lasts : KEPT_MAX;
        byConnection.put(
                connectionId, new Bearer(grant, token, clock.instant().plus(kept).minus(MARGIN)));
    }

    /** The gateway does not accept it any more. */
    void forget(String connectionId, String token) {
        byConnection.computeIfPresent(
                connectionId, (_, known) -> known.token().equals(token) ? null : known);
    }
}
