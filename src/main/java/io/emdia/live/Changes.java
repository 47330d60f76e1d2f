package io.emdia.live;

import org.springframework.stereotype.Component;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells whoever asked that a merchant's figures or events changed. Emits on the caller's thread,
 * which must always be the same one; keeps nothing for a reader that is busy.
 */
@Component
final class Changes {

    /** Stands for a version nobody has read yet. */
    static final long UNKNOWN = Long.MAX_VALUE;

    /** One for each merchant that ever had an audience here, so never more than merchants. */
    private final Map<String, Sinks.Many<Long>> byMerchant = new ConcurrentHashMap<>();

    /** The versions a merchant came to, {@link #UNKNOWN} where only the change is known. */
    Flux<Long> of(String merchantId) {
        return byMerchant
                .computeIfAbsent(merchantId, _ -> Sinks.many().multicast().<Long>directBestEffort())
                .asFlux();
    }

    void tell(String merchantId, long version) {
        var readers = byMerchant.get(merchantId);
        if (readers != null) {
            // Without a reader, or with all of them busy, there is nobody to tell.
            var _ = readers.tryEmitNext(version);
        }
    }
}
