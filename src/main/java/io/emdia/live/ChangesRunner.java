package io.emdia.live;

import static reactor.core.publisher.BufferOverflowStrategy.DROP_OLDEST;

import io.emdia.deliveries.Bulletin;
import io.emdia.deliveries.Bulletins;
import io.emdia.ledger.Progress;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Hears the marks of every node and, since a mark can be lost, reads the versions again every
 * second. Both come out of one thread.
 */
@Component
final class ChangesRunner implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ChangesRunner.class);

    /** Marks that wait while the thread is busy; more are dropped, and the next poll sees them. */
    private static final int MARKS_WAITING_MAX = 1_024;

    private final Bulletins bulletins;
    private final Progress progress;
    private final Changes changes;
    private final LiveSettings settings;
    private final Scheduler scheduler;
    private final Map<String, Long> versions = new HashMap<>();
    private Disposable running = Disposables.disposed();

    ChangesRunner(
            Bulletins bulletins,
            Progress progress,
            Changes changes,
            LiveSettings settings,
            Scheduler liveScheduler) {
        this.bulletins = bulletins;
        this.progress = progress;
        this.changes = changes;
        this.settings = settings;
        this.scheduler = liveScheduler;
    }

    /** Every change heard of or seen. */
    Flux<Change> changes() {
        return Flux.merge(marked(), moved()).publishOn(scheduler).checkpoint("changes");
    }

    private Flux<Change> marked() {
        return Flux.defer(() -> bulletins.marks().notes())
                .map(Bulletin.Note::key)
                .map(merchant -> new Change(merchant, Changes.UNKNOWN))
                .doOnError(failure -> LOG.error("marks are heard no more, only polls", failure))
                .onErrorComplete()
                .onBackpressureBuffer(MARKS_WAITING_MAX, _ -> {}, DROP_OLDEST);
    }

    private Flux<Change> moved() {
        return Flux.interval(settings.poll(), scheduler)
                .onBackpressureDrop()
                .concatMap(_ -> versions(), 1)
                .publishOn(scheduler)
                .concatMapIterable(this::news);
    }

    /** The database may be away for a while: the next second asks again. */
    private Mono<List<Progress.State>> versions() {
        return progress.all()
                .doOnError(failure -> LOG.debug("versions could not be read", failure))
                .onErrorComplete();
    }

    private List<Change> news(List<Progress.State> states) {
        return states.stream().filter(this::isNew).map(Change::to).toList();
    }

    private boolean isNew(Progress.State state) {
        var before = versions.put(state.merchantId(), state.version());
        return before == null || before != state.version();
    }

    @Override
    public void start() {
        running =
                changes()
                        .subscribe(
                                change -> changes.tell(change.merchantId(), change.version()),
                                failure -> LOG.error("no change is heard any more", failure));
    }

    @Override
    public void stop() {
        running.dispose();
    }

    @Override
    public boolean isRunning() {
        return !running.isDisposed();
    }

    /**
     * @param version {@link Changes#UNKNOWN} for a mark, which does not say it
     */
    record Change(String merchantId, long version) {

        static Change to(Progress.State state) {
            return new Change(state.merchantId(), state.version());
        }
    }
}
