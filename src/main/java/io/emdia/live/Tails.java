package io.emdia.live;

import io.emdia.ledger.Events;
import io.emdia.ledger.Progress;

import org.springframework.stereotype.Component;

import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;

import tools.jackson.databind.json.JsonMapper;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The newest events of each merchant that somebody watches. */
@Component
final class Tails {

    private final Events events;
    private final Progress progress;
    private final Changes changes;
    private final LiveSettings settings;
    private final Scheduler scheduler;
    private final JsonMapper json;

    /** One for each merchant that is watched now. */
    private final Map<String, Flux<Tail>> watched = new ConcurrentHashMap<>();

    Tails(
            Events events,
            Progress progress,
            Changes changes,
            LiveSettings settings,
            Scheduler liveScheduler,
            JsonMapper json) {
        this.events = events;
        this.progress = progress;
        this.changes = changes;
        this.settings = settings;
        this.scheduler = liveScheduler;
        this.json = json;
    }

    /** The newest events at once, then whenever there are more. */
    Flux<Tail> of(String merchantId) {
        return Flux.defer(() -> watched.computeIfAbsent(merchantId, this::open));
    }

    /** Shared while anybody watches. */
    private Flux<Tail> open(String merchantId) {
        return Flux.defer(() -> reader(merchantId).follow(changes.of(merchantId)))
                .doFinally(_ -> watched.remove(merchantId))
                .replay(1)
                .refCount();
    }

    private TailReader reader(String merchantId) {
        return new TailReader(merchantId, events, progress, settings, scheduler, json);
    }
}
