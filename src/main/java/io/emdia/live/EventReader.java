package io.emdia.live;

import io.emdia.ledger.Events;
import io.emdia.ledger.Events.AppliedEvent;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.util.retry.Retry;

import java.time.Duration;
import java.util.List;

/**
 * Reads one merchant's events for one client, in order, from a position on; never more than a page
 * ahead of the client.
 */
final class EventReader {

    private static final Logger LOG = LoggerFactory.getLogger(EventReader.class);

    /** As long as the longest stream; after that its client comes again. */
    private static final int RETRIES_MAX = 1_800;

    private static final Duration RETRY_WAIT = Duration.ofSeconds(1);

    private final Events events;
    private final String merchantId;
    private final int page;
    private final Scheduler scheduler;
    private long position;

    EventReader(Events events, String merchantId, long after, int page, Scheduler scheduler) {
        this.events = events;
        this.merchantId = merchantId;
        this.position = after;
        this.page = page;
        this.scheduler = scheduler;
    }

    /** Everything after the position, then what comes; each event once. */
    Flux<AppliedEvent> follow(Flux<Long> changes) {
        return Flux.merge(changes, Flux.just(Changes.UNKNOWN))
                .onBackpressureLatest()
                .concatMap(_ -> unread(), 0)
                .checkpoint("events followed");
    }

    private Flux<AppliedEvent> unread() {
        return next().expand(read -> read.size() < page ? Mono.empty() : next())
                .concatMapIterable(read -> read, 1);
    }

    private Mono<List<AppliedEvent>> next() {
        return Mono.defer(() -> events.after(merchantId, position, page))
                .retryWhen(patiently())
                .publishOn(scheduler)
                .map(this::advance);
    }

    private List<AppliedEvent> advance(List<AppliedEvent> read) {
        if (!read.isEmpty()) {
            position = read.getLast().position();
        }
        return read;
    }

    private Retry patiently() {
        return Retry.fixedDelay(RETRIES_MAX, RETRY_WAIT)
                .scheduler(scheduler)
                .doBeforeRetry(
                        retry ->
                                LOG.warn(
                                        "events could not be read, trying again: {}",
                                        retry.failure().toString()));
    }
}
