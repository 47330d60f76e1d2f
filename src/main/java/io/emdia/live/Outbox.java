package io.emdia.live;

import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * Writes one stream to one client, a piece at a time: the next one is asked for only when the
 * connection took the one before, so that what is pending stays the newest. Spring's own writer for
 * events asks for 32 ahead.
 */
final class Outbox {

    private final Duration stall;
    private final Scheduler scheduler;
    private final Consumer<Frame> written;
    private final Sinks.Empty<Void> givenUp = Sinks.empty();

    /**
     * @param stall after this a client that took nothing is given up
     * @param written hears of each piece as it is handed to the connection
     */
    Outbox(Duration stall, Scheduler scheduler, Consumer<Frame> written) {
        this.stall = stall;
        this.scheduler = scheduler;
        this.written = written;
    }

    @SuppressWarnings("NestedPublishers")
    /** Ends with the stream, or with an error when the client takes nothing any more. */
    Mono<Void> send(Flux<Frame> frames, ServerHttpResponse response) {
        headers(response.getHeaders());
        return response.writeAndFlushWith(groups(frames, response.bufferFactory()))
                .takeUntilOther(givenUp.asMono());
    }

    private static void headers(HttpHeaders headers) {
        headers.setContentType(MediaType.TEXT_EVENT_STREAM);
        headers.set(HttpHeaders.CACHE_CONTROL, "no-store, no-transform");
        headers.set("X-Accel-Buffering", "no");
    }

    @SuppressWarnings("NestedPublishers") // what a response that flushes piece by piece takes
    Flux<Publisher<DataBuffer>> groups(Flux<Frame> frames, DataBufferFactory buffers) {
        return frames.concatMap(frame -> inTurn(frame, buffers), 0);
    }

    @SuppressWarnings("NestedPublishers")
    private Flux<Publisher<DataBuffer>> inTurn(Frame frame, DataBufferFactory buffers) {
        Sinks.Empty<Publisher<DataBuffer>> taken = Sinks.empty();
        Publisher<DataBuffer> group =
                Flux.defer(() -> Flux.just(frame.in(buffers)))
                        .doOnComplete(() -> written.accept(frame))
                        .doFinally(_ -> taken.tryEmitEmpty());
        return Flux.just(group).concatWith(inTime(taken.asMono()));
    }

    private <T> Mono<T> inTime(Mono<T> taken) {
        return taken.timeout(stall, giveUp(), scheduler);
    }

    private <T> Mono<T> giveUp() {
        return Mono.fromRunnable(givenUp::tryEmitEmpty);
    }
}
