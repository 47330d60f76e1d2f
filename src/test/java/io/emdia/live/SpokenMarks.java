package io.emdia.live;

import io.emdia.deliveries.Bulletin;
import io.emdia.deliveries.Bulletins;

import org.jspecify.annotations.Nullable;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Marks a test speaks. */
final class SpokenMarks implements Bulletins, Bulletin {

    private final Sinks.Many<Note> notes = Sinks.many().multicast().directBestEffort();

    void speak(String merchantId) {
        notes.tryEmitNext(new Note(merchantId, null)).orThrow();
    }

    @Override
    public Bulletin connections() {
        throw new UnsupportedOperationException("live hears marks only");
    }

    @Override
    public Bulletin marks() {
        return this;
    }

    @Override
    public Mono<Void> post(String key, byte @Nullable [] value) {
        return Mono.fromRunnable(() -> speak(key));
    }

    @Override
    public Flux<Note> notes() {
        return notes.asFlux();
    }

    @Override
    public Mono<Void> caughtUp() {
        return Mono.empty();
    }
}
