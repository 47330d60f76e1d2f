package io.emdia.merchants;

import io.emdia.deliveries.Bulletin;
import io.emdia.deliveries.Bulletins;
import io.emdia.deliveries.LogUnavailable;

import org.jspecify.annotations.Nullable;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Bulletins in memory that keep every note; posting can be made to fail. */
public final class ListBulletin implements Bulletin, Bulletins {

    public final List<Note> posted = new CopyOnWriteArrayList<>();
    volatile boolean isAway;
    private final Sinks.Many<Note> notes = Sinks.many().replay().all();

    @Override
    public Mono<Void> post(String key, byte @Nullable [] value) {
        return Mono.fromRunnable(() -> keep(new Note(key, value)));
    }

    @Override
    public Flux<Note> notes() {
        return notes.asFlux();
    }

    @Override
    public Mono<Void> caughtUp() {
        return isAway ? Mono.error(new LogUnavailable("away")) : Mono.empty();
    }

    @Override
    public Bulletin connections() {
        return this;
    }

    @Override
    public Bulletin marks() {
        throw new UnsupportedOperationException("merchants post no marks");
    }

    private synchronized void keep(Note note) {
        if (isAway) {
            throw new LogUnavailable("away");
        }
        posted.add(note);
        notes.tryEmitNext(note).orThrow();
    }
}
