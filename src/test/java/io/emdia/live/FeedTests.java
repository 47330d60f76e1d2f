package io.emdia.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.emdia.http.Problem;

import org.junit.jupiter.api.Test;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

class FeedTests {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration GAP = Duration.ofMillis(100);

    private final AtomicLong version = new AtomicLong(1);
    private final AtomicInteger computed = new AtomicInteger();
    private final TestPublisher<Long> changes = TestPublisher.create();

    @Test
    void theWholeDocumentComesAtOnce() {
        StepVerifier.withVirtualTime(this::frames)
                .expectNextMatches(frame -> frame.id() == 1)
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void aChangeAfterQuietIsShownAtOnce() {
        StepVerifier.withVirtualTime(this::frames)
                .expectNextCount(1)
                .expectNoEvent(GAP)
                .then(() -> change(2))
                .expectNextMatches(frame -> frame.id() == 2)
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void manyChangesInATenthOfASecondAreShownAsTheNewest() {
        StepVerifier.withVirtualTime(this::frames)
                .expectNextCount(1)
                .then(() -> change(2))
                .then(() -> change(3))
                .then(() -> change(4))
                .expectNoEvent(GAP.minusMillis(1))
                .thenAwait(Duration.ofMillis(1))
                .expectNextMatches(frame -> frame.id() == 4)
                .expectNoEvent(Duration.ofSeconds(1))
                .thenCancel()
                .verify(PATIENCE);

        assertThat(computed).hasValue(2);
    }

    @Test
    void aSecondHoldsNoMoreThanTenDocuments() {
        var restless =
                Flux.defer(
                        () ->
                                Flux.interval(Duration.ofMillis(1), Schedulers.parallel())
                                        .map(_ -> version.incrementAndGet()));

        StepVerifier.withVirtualTime(
                        () ->
                                feed(this::document)
                                        .frames(restless)
                                        .take(Duration.ofSeconds(10), Schedulers.parallel())
                                        .count())
                .thenAwait(Duration.ofSeconds(10))
                .assertNext(count -> assertThat(count).isBetween(95L, 100L))
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void aVersionAlreadyShownIsNotComputedAgain() {
        StepVerifier.withVirtualTime(this::frames)
                .expectNextCount(1)
                .thenAwait(GAP)
                .then(() -> changes.next(1L))
                .expectNoEvent(Duration.ofSeconds(1))
                .thenCancel()
                .verify(PATIENCE);

        assertThat(computed).hasValue(1);
    }

    @Test
    void aMarkWithoutAChangeShowsNothing() {
        StepVerifier.withVirtualTime(this::frames)
                .expectNextCount(1)
                .thenAwait(GAP)
                .then(() -> changes.next(Changes.UNKNOWN))
                .expectNoEvent(Duration.ofSeconds(1))
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void withoutDemandNothingIsComputedButTheNewestWaits() {
        StepVerifier.withVirtualTime(this::frames, 0)
                .expectSubscription()
                .then(() -> change(2))
                .then(() -> change(3))
                .then(() -> assertThat(computed).hasValue(0))
                .thenRequest(1)
                .expectNextMatches(frame -> frame.id() == 3)
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void aFailureIsTriedAgainWithoutEndingTheStream() {
        var broken = new AtomicInteger(3);

        StepVerifier.withVirtualTime(
                        () ->
                                feed(() ->
                                                broken.getAndDecrement() > 0
                                                        ? Mono.error(new IOException("away"))
                                                        : document())
                                        .frames(changes.flux()))
                .expectSubscription()
                .expectNoEvent(Duration.ofMillis(2_999))
                .thenAwait(Duration.ofMillis(1))
                .expectNextCount(1)
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void aRefusalEndsTheStreamWithIt() {
        StepVerifier.withVirtualTime(
                        () ->
                                feed(() -> Mono.error(Problem.invalid("currency", "must be told")))
                                        .frames(changes.flux()))
                .expectError(Problem.class)
                .verify(PATIENCE);
    }

    @Test
    void aLimitThatMakesNoSenseIsRefusedByName() {
        assertThatThrownBy(() -> Limits.with(Map.of("emdia.live.gap", "0s")))
                .hasRootCauseMessage("emdia.live.gap must be positive, was PT0S");
    }

    private Flux<Frame> frames() {
        return feed(this::document).frames(changes.flux());
    }

    private static Feed feed(Documents documents) {
        return new Feed(documents, GAP, Schedulers.parallel());
    }

    private Mono<Frame> document() {
        computed.incrementAndGet();
        return Mono.just(Frame.document(version.get(), new byte[0]));
    }

    private void change(long to) {
        version.set(to);
        changes.next(to);
    }
}
