package io.emdia.processing;

import io.emdia.deliveries.LoggedDelivery;
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
    private final PipelineMeters meters;
    private final Duration retryMax;

    Pipeline(
            DeliveryReader reader,
            Merchants merchants,
            Applying applying,
            Keeping quarantine,
            Lookups lookups,
            PipelineMeters meters,
            ProcessingSettings settings) {
        this.reader = reader;
        this.merchants = merchants;
        this.applying = applying;
        this.quarantine = quarantine;
        this.lookups = lookups;
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
        return Mono.fromCallable(() -> batch.stream().map(reader::read).toList())
                .flatMap(reads -> known(reads).map(known -> ofKnown(reads, known)));
    }

    private Mono<Set<String>> known(Collection<Read> reads) {
        var named = reads.stream().map(Pipeline::merchant).collect(Collectors.toSet());
        return Flux.fromIterable(named)
                .flatMap(merchants::find, LOOKUPS_AT_ONCE)
                .map(Merchant::id)
                .collect(Collectors.toSet());
    }

    private static String merchant(Read read) {
        return read.logged().delivery().merchantId();
    }

    private static List<Read> ofKnown(List<Read> reads, Set<String> known) {
        return reads.stream()
                .map(read -> known.contains(merchant(read)) ? read : lost(read))
                .toList();
    }

    private static Read lost(Read read) {
        return new Unreadable(read.logged(), "there is no merchant " + merchant(read));
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
