package io.emdia.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;

import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

import java.time.Duration;
import java.util.ArrayList;

@SuppressWarnings("NestedPublishers") // what a response that flushes piece by piece takes
class OutboxTests {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Test
    void asksForTheNextPieceOnlyOnceTheLastWasTaken() {
        var frames = TestPublisher.<Frame>create();
        var groups = new ArrayList<Flux<?>>();

        StepVerifier.withVirtualTime(
                        () ->
                                outbox(new ArrayList<>())
                                        .groups(frames.flux(), new DefaultDataBufferFactory())
                                        .doOnNext(group -> groups.add(Flux.from(group))))
                .then(frames::assertWasSubscribed)
                .then(() -> frames.assertMinRequested(1))
                .then(() -> frames.next(Frame.BEAT))
                .expectNextCount(1)
                .then(() -> assertNothingAskedOf(frames))
                .then(
                        () ->
                                StepVerifier.create(groups.getFirst())
                                        .expectNextCount(1)
                                        .verifyComplete())
                .then(() -> frames.next(Frame.BEAT))
                .expectNextCount(1)
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void tellsOfEachPieceThatWasHandedOver() {
        var written = new ArrayList<Frame>();
        var response = new MockServerHttpResponse();
        var frame = Frame.document(1, "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8));

        StepVerifier.create(outbox(written).send(Flux.just(frame, Frame.BEAT), response))
                .expectComplete()
                .verify(PATIENCE);

        assertThat(written).containsExactly(frame, Frame.BEAT);
        assertThat(response.getBodyAsString().block(PATIENCE))
                .isEqualTo("event: kpis\nid: 1\ndata: {}\n\n:\n\n");
        assertThat(response.getHeaders().getFirst(HttpHeaders.CACHE_CONTROL))
                .isEqualTo("no-store, no-transform");
        assertThat(response.getHeaders().getFirst("X-Accel-Buffering")).isEqualTo("no");
    }

    @Test
    void aClientThatTakesNothingIsGivenUp() {
        var response = new MockServerHttpResponse();
        response.setWriteHandler(OutboxTests::takeNothing);

        StepVerifier.withVirtualTime(
                        () ->
                                outbox(new ArrayList<>())
                                        .send(Flux.just(Frame.BEAT, Frame.BEAT), response))
                .expectSubscription()
                .expectNoEvent(Duration.ofSeconds(59))
                .thenAwait(Duration.ofSeconds(1))
                .expectComplete()
                .verify(PATIENCE);
    }

    /** A connection that is open but takes no byte. */
    private static Mono<Void> takeNothing(Flux<DataBuffer> body) {
        body.subscribe(
                new BaseSubscriber<>() {
                    @Override
                    protected void hookOnSubscribe(Subscription subscription) {
                        // asks for nothing
                    }
                });
        return Mono.never();
    }

    private static void assertNothingAskedOf(TestPublisher<Frame> frames) {
        frames.assertMaxRequested(1);
    }

    private static Outbox outbox(ArrayList<Frame> written) {
        return new Outbox(Duration.ofSeconds(60), Schedulers.parallel(), written::add);
    }
}
