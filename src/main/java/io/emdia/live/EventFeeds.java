package io.emdia.live;

import io.emdia.ledger.Events;
import io.emdia.ledger.Progress;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;

import tools.jackson.databind.json.JsonMapper;

/** A merchant's events for one client, from wherever it left off. */
@Component
final class EventFeeds {

    private final Events events;
    private final Progress progress;
    private final Changes changes;
    private final LiveSettings settings;
    private final Scheduler scheduler;
    private final JsonMapper json;

    EventFeeds(
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

    /**
     * @param after the last position the client has, null for whatever comes from now on; one that
     *     was never given (of another installation, say) means from now on, too
     */
    Flux<Frame> of(String merchantId, @Nullable Long after) {
        return progress.of(merchantId)
                .map(state -> after == null ? state.position() : Math.min(after, state.position()))
                .flatMapMany(from -> reader(merchantId, from).follow(changes.of(merchantId)))
                .map(event -> Tail.encoded(json, event));
    }

    private EventReader reader(String merchantId, long after) {
        return new EventReader(events, merchantId, after, settings.eventsPage(), scheduler);
    }
}
