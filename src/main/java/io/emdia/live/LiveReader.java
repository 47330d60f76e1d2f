package io.emdia.live;

import org.jspecify.annotations.Nullable;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SynchronousSink;

/**
 * What one client of the common stream is told next, decided only when it takes something: the
 * newest document if it has another one, then the event after the last it was told. Nothing queues
 * for a client that is slow; one that missed more events than are kept is told to begin anew.
 */
final class LiveReader {

    /** Events that a client begins with. */
    static final int NEWEST = 20;

    private enum Cause {
        NEWS,
        BEAT
    }

    private record Now(Frame document, Tail tail) {}

    private volatile @Nullable Now now;
    private Seen told;
    private boolean isOpen;

    LiveReader(Seen seen) {
        this.told = seen;
    }

    /**
     * @param documents as they come, {@link Frame#NO_DOCUMENT} while there is none
     */
    Flux<Frame> frames(Flux<Frame> documents, Flux<Tail> tails, Flux<Frame> beats) {
        var news = Flux.combineLatest(documents, tails, Now::new).map(this::learn);
        return Flux.merge(news, beats.map(_ -> Cause.BEAT))
                .onBackpressureLatest()
                .concatMap(this::untold, 0);
    }

    private Cause learn(Now newest) {
        now = newest;
        return Cause.NEWS;
    }

    /** All there is to tell by then; a cause that gave way to another one is served by it, too. */
    private Flux<Frame> untold(Cause cause) {
        return Flux.<Frame>generate(this::tell)
                .switchIfEmpty(cause == Cause.BEAT ? Mono.just(Frame.BEAT) : Mono.empty());
    }

    private void tell(SynchronousSink<Frame> sink) {
        var newest = now;
        var next = newest == null ? null : next(newest);
        if (next != null) {
            isOpen = true;
            sink.next(next);
        } else {
            sink.complete();
        }
    }

    private @Nullable Frame next(Now newest) {
        if (told.position() == Seen.NONE) {
            told = new Seen(Seen.NONE, newest.tail().before(NEWEST));
        }
        if (!newest.tail().continues(told.position())) {
            told = new Seen(Seen.NONE, newest.tail().before(NEWEST));
            return Frame.reset(told.id());
        }
        var document = newest.document();
        if (document != Frame.NO_DOCUMENT && document.id() != told.version()) {
            told = new Seen(document.id(), told.position());
            return document.as("kpis", told.id());
        }
        var event = newest.tail().after(told.position());
        if (event != null) {
            told = new Seen(told.version(), event.id());
            return event.as("happened", told.id());
        }
        return opening();
    }

    /** Who has all there is hears at once that it is connected. */
    private @Nullable Frame opening() {
        return isOpen ? null : Frame.BEAT;
    }
}
