package io.emdia.access;

import org.springframework.stereotype.Component;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** When each token was last used on this node, until it is written down. */
@Component
final class TokenUses {

    /** More are not noted until some are written: it is only a hint for people. */
    private static final int NOTED_MAX = 10_000;

    private final InstantSource clock;
    private final Map<String, Instant> uses = new ConcurrentHashMap<>();

    TokenUses(InstantSource clock) {
        this.clock = clock;
    }

    void note(String tokenId) {
        if (uses.size() < NOTED_MAX) {
            uses.put(tokenId, clock.instant());
        }
    }

    /** Those noted since the last time. */
    Map<String, Instant> take() {
        var taken = new HashMap<String, Instant>();
        for (var id : uses.keySet()) {
            var at = uses.remove(id);
            if (at != null) {
                taken.put(id, at);
            }
        }
        return taken;
    }
}
