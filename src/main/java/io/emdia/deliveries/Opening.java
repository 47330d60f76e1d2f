package io.emdia.deliveries;

import io.emdia.database.Scope;
import io.emdia.keys.MerchantKey;
import io.emdia.keys.MerchantKeys;
import io.emdia.keys.Unopened;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Opens a batch of the log. The keys of its merchants are there first: from memory, or else from
 * the database, for which it waits. What does not open comes out sealed, so that it can be kept
 * aside.
 */
final class Opening {

    private static final Logger LOG = LoggerFactory.getLogger(Opening.class);
    private static final Duration BACKOFF = Duration.ofMillis(100);
    private static final Duration BACKOFF_MAX = Duration.ofSeconds(5);

    private final MerchantKeys keys;

    Opening(MerchantKeys keys) {
        this.keys = keys;
    }

    Mono<List<LoggedDelivery>> of(List<? extends ConsumerRecord<String, byte[]>> batch) {
        var merchants =
                batch.stream()
                        .filter(RecordLayout::isSealed)
                        .map(RecordLayout::merchant)
                        .filter(Scope::canName)
                        .collect(Collectors.toUnmodifiableSet());
        return Mono.defer(() -> keys(merchants))
                .retryWhen(forEver())
                .map(ready -> opened(batch, ready))
                .checkpoint("opening a batch of the log");
    }

    private static List<LoggedDelivery> opened(
            List<? extends ConsumerRecord<String, byte[]>> batch, Map<String, MerchantKey> keys) {
        return batch.stream()
                .map(record -> RecordLayout.from(record, keys.get(RecordLayout.merchant(record))))
                .toList();
    }

    /** Those that the master key opens. */
    private Mono<Map<String, MerchantKey>> keys(Collection<String> merchants) {
        return keys.of(merchants).onErrorResume(Unopened.class, _ -> oneByOne(merchants));
    }

    private Mono<Map<String, MerchantKey>> oneByOne(Collection<String> merchants) {
        return Flux.fromIterable(merchants)
                .concatMap(merchant -> keys.of(merchant).onErrorResume(Unopened.class, this::tell))
                .collectMap(MerchantKey::merchantId);
    }

    private <T> Mono<T> tell(Unopened shut) {
        LOG.error("Deliveries are kept aside sealed: {}", shut.getMessage());
        return Mono.empty();
    }

    private static Retry forEver() {
        return Retry.backoff(Long.MAX_VALUE, BACKOFF)
                .maxBackoff(BACKOFF_MAX)
                .doBeforeRetry(
                        signal ->
                                LOG.warn(
                                        "A batch waits for its merchants' keys: {}",
                                        signal.failure().toString()));
    }
}
