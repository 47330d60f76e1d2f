package io.emdia.live;

import io.emdia.http.Closing;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import java.time.Duration;
import java.util.function.Supplier;

/** What one client is sent around its documents or events: beats, an end, a goodbye. */
final class Stream {

    private static final Frame NOTHING_YET = Frame.retry(Duration.ZERO);

    private final LiveSettings settings;
    private final Closing closing;
    private final Supplier<Duration> retry;
    private final Scheduler scheduler;

    /**
     * @param retry how long a client waits before it comes back after a planned stop; spread, so
     *     that not all come back at once
     */
    Stream(LiveSettings settings, Closing closing, Supplier<Duration> retry, Scheduler scheduler) {
        this.settings = settings;
        this.closing = closing;
        this.retry = retry;
        this.scheduler = scheduler;
    }

    /**
     * The newest document, however slow the client: one that was not asked for yet gives way to a
     * newer one.
     *
     * @param seen the version the client has; it gets a beat in its place
     */
    Flux<Frame> newest(Flux<Frame> documents, long seen, Mono<Void> ended) {
        return documents
                .map(frame -> frame.id() == seen ? Frame.BEAT : frame)
                .startWith(NOTHING_YET)
                .switchMap(this::withBeats)
                .transform(frames -> bounded(frames, ended))
                .checkpoint("document stream");
    }

    /** Every event in order, none left out; a beat opens the stream. */
    Flux<Frame> all(Flux<Frame> events, Mono<Void> ended) {
        return events.startWith(Frame.BEAT)
                .mergeWith(beats())
                .transform(frames -> bounded(frames, ended))
                .checkpoint("event stream");
    }

    /** Documents and events together: the newest document, and each event after what was seen. */
    Flux<Frame> together(Flux<Frame> documents, Flux<Tail> tails, Seen seen, Mono<Void> ended) {
        return new LiveReader(seen)
                .frames(documents, tails, beats())
                .transform(frames -> bounded(frames, ended))
                .checkpoint("live stream");
    }

    private Flux<Frame> bounded(Flux<Frame> frames, Mono<Void> ended) {
        return frames.takeUntilOther(ended)
                .takeUntilOther(Mono.delay(settings.longest(), scheduler))
                .takeUntilOther(closing.begun())
                .concatWith(goodbye());
    }

    private Mono<Frame> goodbye() {
        return Mono.fromSupplier(() -> Frame.retry(retry.get())).filter(_ -> closing.hasBegun());
    }

    private Flux<Frame> withBeats(Frame frame) {
        return frame == NOTHING_YET ? beats() : beats().startWith(frame);
    }

    private Flux<Frame> beats() {
        return Flux.interval(settings.heartbeat(), scheduler)
                .onBackpressureDrop()
                .map(_ -> Frame.BEAT);
    }
}
