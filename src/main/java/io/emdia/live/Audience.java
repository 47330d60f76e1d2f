package io.emdia.live;

import io.emdia.http.Problem;

import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the open streams of this node and turns away those beyond its limits. */
@Component
final class Audience {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final LiveSettings settings;
    private final AtomicInteger inAll = new AtomicInteger();
    private final Map<String, Integer> byMerchant = new ConcurrentHashMap<>();

    Audience(LiveSettings settings, LiveMeters meters) {
        this.settings = settings;
        meters.clients(inAll);
    }

    /** Takes a place, to be given back by {@link #leave}; a 429 or 503 when there is none. */
    void enter(String merchantId) {
        if (inAll.incrementAndGet() > settings.maxStreams()) {
            inAll.decrementAndGet();
            throw Problem.unavailable(
                    "This node streams to as many clients as it may", RETRY_AFTER);
        }
        if (byMerchant.merge(merchantId, 1, Integer::sum) > settings.maxStreamsPerMerchant()) {
            leave(merchantId);
            throw Problem.tooMany(
                    "The merchant has "
                            + settings.maxStreamsPerMerchant()
                            + " open streams, which is as many as it may",
                    RETRY_AFTER);
        }
    }

    void leave(String merchantId) {
        byMerchant.computeIfPresent(merchantId, (_, open) -> open == 1 ? null : open - 1);
        inAll.decrementAndGet();
    }

    int open() {
        return inAll.get();
    }
}
