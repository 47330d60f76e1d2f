package io.emdia.processing;

import io.emdia.gateways.Resource;
import io.emdia.ledger.Ledger.Entry;
import io.emdia.processing.Quarantine.Kept;

import org.jspecify.annotations.Nullable;

import reactor.core.publisher.Mono;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Looks through the quarantine; settles nothing. */
public interface QuarantineSearch {

    /** Above this every id is. */
    long OLDEST = Long.MIN_VALUE;

    /** Open ones below an id, the newest first. */
    Mono<List<Kept>> newest(String merchantId, QuarantineFilter filter, long below, int limit);

    /** The ids of open ones above an id, the oldest first. */
    Mono<List<Long>> oldest(String merchantId, QuarantineFilter filter, long above, int limit);

    /** How many open ones there are above an id. */
    Mono<Long> count(String merchantId, QuarantineFilter filter, long above);

    /** One of them, settled or not, with all that it holds; empty when there is none. */
    Mono<Inspected> inspect(String merchantId, long id);

    /**
     * What today's code reads in an open one, without applying it; empty when there is none. What
     * waits for an answer of its gateway cannot be read.
     */
    Mono<Tried> read(String merchantId, long id);

    /**
     * @param status what became of it, as in {@code open}
     * @param headers those its gateway asked to keep
     * @param query as it came, without secrets
     * @param body as it came: it may hold personal data
     * @param awaited what is asked of the gateway instead; null for a delivery
     */
    @SuppressWarnings("ArrayRecordComponent") // raw bytes, never compared
    record Inspected(
            Kept kept,
            String status,
            Instant keptAt,
            @Nullable Instant settledAt,
            Map<String, String> headers,
            String query,
            byte[] body,
            @Nullable Resource awaited) {}

    /** What reading one of them would say today. */
    sealed interface Tried {

        long id();

        record Readable(long id, List<Entry> entries) implements Tried {}

        record Unreadable(long id, String reason) implements Tried {}
    }
}
