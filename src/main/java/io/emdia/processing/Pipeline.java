package io.emdia.processing;

import io.emdia.deliveries.LoggedDelivery;
import io.emdia.keys.MerchantKey;
import io.emdia.keys.MerchantKeys;
import io.emdia.merchants.Merchant;
import io.emdia.merchants.Merchants;
import io.emdia.processing.Read.Readable;
import io.emdia.processing.Read.Unreadable;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One batch of the log, read and applied. Completes only when every delivery of it is in the ledger
 * or kept aside, and what must be asked for is put by; until then it goes on trying, so that
 * nothing is kept aside only because the database was away.
 */
@Component
final class Pipeline {

    private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);
    private static final Duration BACKOFF = Duration.ofMillis(100);
    private static final int LOOKUPS_AT_ONCE = 8;

    private final DeliveryReader reader;
    private final Merchants merchants;
    private final Applying applying;
    private final Keeping quarantine;
    private final Lookups lookups;
    private final MerchantKeys keys;
    private final PipelineMeters meters;
    private final Duration retryMax;

    Pipeline(
            DeliveryReader reader,
            Merchants merchants,
            Applying applying,
            Keeping quarantine,
            Lookups lookups,
            MerchantKeys keys,
            PipelineMeters meters,
            ProcessingSettings settings) {
        this.reader = reader;
        this.merchants = merchants;
        this.applying = applying;
        this.quarantine = quarantine;
        this.lookups = lookups;
        this.keys = keys;
        this.meters = meters;
        this.retryMax = settings.retryMax();
    }

    Mono<Void> process(List<LoggedDelivery> batch) {
        return read(batch).flatMap(this::settle).retryWhen(forEver()).checkpoint("batch");
    }

    /** Reads with today's code; the merchant is looked up, whatever the delivery says. */
    Mono<Read> read(LoggedDelivery logged) {
        return read(List.of(logged)).map(List::getFirst);
    }

    private Mono<List<Read>> read(List<LoggedDelivery> batch) {
        return known(batch)
                .flatMap(keys::of)
                .map(keys -> batch.stream().map(logged -> read(logged, keys)).toList());
    }

    private Mono<Set<String>> known(Collection<LoggedDelivery> batch) {
        var named = batch.stream().map(Pipeline::merchant).collect(Collectors.toSet());
        return Flux.fromIterable(named)
                .flatMap(merchants::find, LOOKUPS_AT_ONCE)
                .map(Merchant::id)
                .collect(Collectors.toSet());
    }

    private static String merchant(LoggedDelivery logged) {
        return logged.delivery().merchantId();
    }

    private Read read(LoggedDelivery logged, Map<String, MerchantKey> keys) {
        var key = keys.get(merchant(logged));
        return key == null
                ? new Unreadable(logged, "there is no merchant " + merchant(logged))
                : reader.read(logged, key);
    }

    private Mono<Void> settle(List<Read> reads) {
        var readable = new ArrayList<Readable>();
        var unreadable = new ArrayList<Unreadable>();
        for (var read : reads) {
            switch (read) {
                case Readable some -> readable.add(some);
                case Unreadable none -> unreadable.add(none);
            }
        }
        return Flux.fromIterable(unreadable)
                .concatMap(kept -> quarantine.keep(kept.logged(), kept.reason()))
                .then(Mono.defer(() -> lookups.putBy(readable)))
                .then(Mono.defer(() -> applying.apply(readable)));
    }

    private Retry forEver() {
        return Retry.backoff(Long.MAX_VALUE, BACKOFF)
                .maxBackoff(retryMax)
                .doBeforeRetry(this::tell);
    }

    private void tell(Retry.RetrySignal signal) {
        meters.retried();
        LOG.warn("A batch waits and is tried again: {}", signal.failure().toString());
    }
}
