package io.emdia.merchants;

import com.fasterxml.jackson.annotation.JsonInclude;

import org.jspecify.annotations.Nullable;

import reactor.core.publisher.Mono;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What was applied of each connection, as whoever applies it knows. */
@FunctionalInterface
public interface AppliedByConnection {

    /** By connection id; one of which nothing was applied is missing. */
    Mono<Map<String, Applied>> of(String merchantId, List<String> connectionIds);

    /**
     * @param events that were told and not known before
     * @param lastEventAt when the newest of them happened; null where none says when
     * @param lastRecordedAt when the log took the newest delivery that brought one
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Applied(long events, @Nullable Instant lastEventAt, @Nullable Instant lastRecordedAt) {

        static final Applied NOTHING = new Applied(0, null, null);
    }
}
