package io.emdia.live;

import io.emdia.ledger.Events;
import io.emdia.ledger.Events.AppliedEvent;
import io.emdia.ledger.Progress;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.util.retry.Retry;

import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.util.List;

/**
 * Keeps one merchant's newest events for all who watch them: read once, encoded once. However many
 * came meanwhile, only the newest are read.
 */
final class TailReader {

    private static final Logger LOG = LoggerFactory.getLogger(TailReader.class);

    /** As long as the longest stream; after that its client comes again. */
    private static final int RETRIES_MAX = 1_800;

    private static final Duration RETRY_WAIT = Duration.ofSeconds(1);

    private final String merchantId;
    private final Events events;
    private final Progress progress;
    private final LiveSettings settings;
    private final Scheduler scheduler;
    private final JsonMapper json;
    private @Nullable Tail shown;

    TailReader(
            String merchantId,
            Events events,
            Progress progress,
            LiveSettings settings,
            Scheduler scheduler,
            JsonMapper json) {
        this.merchantId = merchantId;
        this.events = events;
        this.progress = progress;
        this.settings = settings;
        this.scheduler = scheduler;
        this.json = json;
    }

    /** The events as they are, then whenever there are more: at once after quiet, else each gap. */
    Flux<Tail> follow(Flux<Long> changes) {
        return Flux.merge(changes, Flux.just(Changes.UNKNOWN))
                .onBackpressureLatest()
                .concatMap(_ -> more(), 0)
                .checkpoint("newest events");
    }

    private Flux<Tail> more() {
        return Mono.defer(this::unread)
                .retryWhen(patiently())
                .publishOn(scheduler)
                .flatMapMany(this::show);
    }

    private Mono<List<AppliedEvent>> unread() {
        var before = shown;
        return before == null
                ? newest()
                : events.after(merchantId, before.position(), settings.eventsKept())
                        .flatMap(
                                read ->
                                        read.size() < settings.eventsKept()
                                                ? Mono.just(read)
                                                : newest());
    }

    private Mono<List<AppliedEvent>> newest() {
        return progress.of(merchantId)
                .map(state -> Math.max(0, state.position() - settings.eventsKept()))
                .flatMap(after -> events.after(merchantId, after, settings.eventsKept()));
    }

    private Flux<Tail> show(List<AppliedEvent> read) {
        var before = shown;
        if (before != null && read.isEmpty()) {
            return Flux.empty();
        }
        var frames = read.stream().map(event -> Tail.encoded(json, event)).toList();
        var tail = (before == null ? Tail.NONE : before).with(frames, settings.eventsKept());
        shown = tail;
        return Flux.just(tail).concatWith(Mono.delay(settings.gap(), scheduler).then(Mono.empty()));
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
