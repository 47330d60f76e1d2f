package io.emdia.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.http.Closing;

import org.junit.jupiter.api.Test;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.support.GenericApplicationContext;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

import java.time.Duration;

class StreamTests {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration RETRY = Duration.ofMillis(2_345);
    private static final long NOTHING_SEEN = -1;

    private final Closing closing = new Closing();

    @Test
    void aQuietStreamBeatsEveryFifteenSeconds() {
        StepVerifier.withVirtualTime(() -> documents(version(1), NOTHING_SEEN))
                .expectNextMatches(frame -> frame.id() == 1)
                .expectNoEvent(Duration.ofSeconds(15).minusMillis(1))
                .thenAwait(Duration.ofMillis(1))
                .expectNext(Frame.BEAT)
                .expectNoEvent(Duration.ofSeconds(15).minusMillis(1))
                .thenAwait(Duration.ofMillis(1))
                .expectNext(Frame.BEAT)
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void aStreamBeatsBeforeItsFirstDocument() {
        StepVerifier.withVirtualTime(() -> documents(Flux.never(), NOTHING_SEEN))
                .expectSubscription()
                .thenAwait(Duration.ofSeconds(15))
                .expectNext(Frame.BEAT)
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void theVersionAClientHasSeenIsNotSentAgain() {
        var documents = TestPublisher.<Frame>create();

        StepVerifier.withVirtualTime(() -> documents(documents.flux(), 41))
                .then(() -> documents.next(frame(41)))
                .expectNext(Frame.BEAT)
                .then(() -> documents.next(frame(42)))
                .expectNextMatches(frame -> frame.id() == 42)
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void aSlowClientSkipsToTheNewest() {
        var documents = TestPublisher.<Frame>create();

        StepVerifier.withVirtualTime(() -> documents(documents.flux(), NOTHING_SEEN), 0)
                .expectSubscription()
                .then(() -> documents.next(frame(1), frame(2), frame(3)))
                .expectNoEvent(Duration.ofMinutes(1))
                .thenRequest(1)
                .expectNextMatches(frame -> frame.id() == 3)
                .then(() -> documents.next(frame(4), frame(5)))
                .thenRequest(1)
                .expectNextMatches(frame -> frame.id() == 5)
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void aPlannedStopSaysWhenToComeBackAndEnds() {
        StepVerifier.withVirtualTime(() -> documents(version(1), NOTHING_SEEN))
                .expectNextMatches(frame -> frame.id() == 1)
                .then(this::close)
                .assertNext(
                        frame -> assertThat(Written.text(frame)).isEqualTo(Written.text(retry())))
                .verifyComplete();
    }

    @Test
    void aStreamEndsWithItsCredential() {
        Sinks.Empty<Void> ended = Sinks.empty();

        StepVerifier.withVirtualTime(
                        () -> stream().newest(version(1), NOTHING_SEEN, ended.asMono()))
                .expectNextCount(1)
                .then(ended::tryEmitEmpty)
                .verifyComplete();
    }

    @Test
    void aStreamEndsAfterHalfAnHour() {
        StepVerifier.withVirtualTime(() -> documents(version(1), NOTHING_SEEN))
                .expectNextCount(1)
                .thenAwait(Duration.ofMinutes(30).minusMillis(1))
                .expectNextCount(119)
                .thenAwait(Duration.ofMillis(1))
                .thenConsumeWhile(Frame.BEAT::equals)
                .verifyComplete();
    }

    @Test
    void noEventIsLeftOutHoweverSlowTheClient() {
        var events = Flux.range(1, 500).map(position -> frame(position));

        StepVerifier.withVirtualTime(() -> stream().all(events, Mono.never()), 0)
                .expectSubscription()
                .thenRequest(1)
                .expectNext(Frame.BEAT)
                .thenRequest(1)
                .expectNextMatches(frame -> frame.id() == 1)
                .thenRequest(499)
                .expectNextCount(498)
                .expectNextMatches(frame -> frame.id() == 500)
                .then(this::close)
                .thenRequest(1)
                .assertNext(
                        frame -> assertThat(Written.text(frame)).isEqualTo(Written.text(retry())))
                .verifyComplete();
    }

    @Test
    void cancelingAStreamCancelsWhatFeedsIt() {
        var documents = TestPublisher.<Frame>create();

        StepVerifier.withVirtualTime(() -> documents(documents.flux(), NOTHING_SEEN))
                .then(() -> documents.next(frame(1)))
                .expectNextCount(1)
                .thenCancel()
                .verify(PATIENCE);

        documents.assertCancelled();
    }

    private Flux<Frame> documents(Flux<Frame> documents, long seen) {
        return stream().newest(documents, seen, Mono.never());
    }

    private Stream stream() {
        return new Stream(Limits.DEFAULT, closing, () -> RETRY, Schedulers.parallel());
    }

    private void close() {
        closing.onApplicationEvent(new ContextClosedEvent(new GenericApplicationContext()));
    }

    private static Frame retry() {
        return Frame.retry(RETRY);
    }

    private static Flux<Frame> version(long version) {
        return Flux.concat(Flux.just(frame(version)), Flux.never());
    }

    private static Frame frame(long version) {
        return Frame.document(version, new byte[0]);
    }
}
