package io.emdia.ledger;

import io.emdia.facts.Event;

import reactor.core.publisher.Mono;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Applies events exactly once in effect, in any order. One call is one transaction; it is shielded
 * from cancellation and tried again by itself on serialization failures and lost connections.
 */
public interface Ledger {

    /**
     * @return what was applied, after the commit; an {@code R2dbcException} when PostgreSQL refused
     *     the content or stayed away (see {@code io.emdia.database.SqlFailure})
     */
    Mono<Applied> apply(List<Entry> batch);

    /**
     * @param recordedAt the log's timestamp of the delivery
     */
    record Entry(
            String merchantId,
            String connectionId,
            String gateway,
            Event event,
            Instant recordedAt) {}

    /**
     * @param merchants whose figures or events changed
     * @param types how many new events of which type
     * @param duplicates events that were known already
     */
    record Applied(Set<String> merchants, Map<String, Integer> types, int duplicates) {}
}
