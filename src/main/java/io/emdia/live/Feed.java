package io.emdia.live;

import io.emdia.http.Problem;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.util.retry.Retry;

import java.time.Duration;

/**
 * The documents of one question, computed once for all who watch: at once after quiet, otherwise
 * one each gap. Changes that come while one is computed are answered by the next.
 */
final class Feed {

    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);

    /** As long as the longest stream; after that its client asks anew. */
    private static final int RETRIES_MAX = 1_800;

    private static final Duration RETRY_WAIT = Duration.ofSeconds(1);
    private static final long NONE = -1;

    private final Documents documents;
    private final Duration gap;
    private final Scheduler scheduler;
    private long shown = NONE;

    Feed(Documents documents, Duration gap, Scheduler scheduler) {
        this.documents = documents;
        this.gap = gap;
        this.scheduler = scheduler;
    }

    /**
     * Every version that was computed, each once, on the scheduler given; honours demand by leaving
     * out what is not the newest.
     */
    Flux<Frame> frames(Flux<Long> changes) {
        return Flux.merge(changes, Flux.just(Changes.UNKNOWN))
                .onBackpressureLatest()
                .concatMap(this::answer, 0)
                .checkpoint("feed");
    }

    private Flux<Frame> answer(long version) {
        if (version <= shown) {
            return Flux.empty();
        }
        return compute().publishOn(scheduler).flatMapMany(this::show);
    }

    private Mono<Frame> compute() {
        return Mono.defer(documents::now).retryWhen(patiently());
    }

    private Flux<Frame> show(Frame frame) {
        if (frame.id() == shown) {
            return Flux.empty();
        }
        shown = frame.id();
        return Flux.just(frame).concatWith(Mono.delay(gap, scheduler).then(Mono.empty()));
    }

    private Retry patiently() {
        return Retry.fixedDelay(RETRIES_MAX, RETRY_WAIT)
                .filter(failure -> !(failure instanceof Problem))
                .scheduler(scheduler)
                .doBeforeRetry(
                        retry ->
                                LOG.warn(
                                        "a document could not be computed, trying again: {}",
                                        retry.failure().toString()));
    }
}
