package io.emdia.deliveries;

import org.jspecify.annotations.Nullable;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Short notes that every node hears, the sender included. */
public interface Bulletin {

    /** Posts a note; a null value withdraws the key on a bulletin that keeps its notes. */
    Mono<Void> post(String key, byte @Nullable [] value);

    /**
     * Every note from now on; on a bulletin that keeps its notes, first the newest of each key.
     * Ends only when canceled; survives the broker's absence.
     */
    Flux<Note> notes();

    /**
     * Completes once all notes that stood when it was asked have been emitted by {@link #notes}.
     */
    Mono<Void> caughtUp();

    /** One note. */
    @SuppressWarnings("ArrayRecordComponent") // raw bytes, never compared
    record Note(String key, byte @Nullable [] value) {}
}
