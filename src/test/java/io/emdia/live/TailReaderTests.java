package io.emdia.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

class TailReaderTests {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration GAP = Duration.ofMillis(100);
    private static final int KEPT = 50;

    private final ListedProgress progress = new ListedProgress();
    private final Happened events = new Happened("acme", progress);
    private final TestPublisher<Long> changes = TestPublisher.create();

    @Test
    void aMerchantWithoutEventsHasAnEmptyTailAtOnce() {
        StepVerifier.withVirtualTime(this::tails)
                .expectNext(Tail.NONE)
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void theNewestAreReadAtOnceAndWhatComesIsJoined() {
        events.append(1_000);

        StepVerifier.withVirtualTime(this::tails)
                .assertNext(tail -> holds(tail, 951, 1_000))
                .then(() -> events.append(3))
                .thenAwait(GAP)
                .then(() -> changes.next(2L))
                .assertNext(tail -> holds(tail, 954, 1_003))
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void aFloodIsNotReadThroughButSkipped() {
        events.append(10);

        StepVerifier.withVirtualTime(this::tails)
                .assertNext(tail -> holds(tail, 1, 10))
                .thenAwait(GAP)
                .then(() -> events.append(100_000))
                .then(() -> changes.next(2L))
                .assertNext(tail -> holds(tail, 99_961, 100_010))
                .thenCancel()
                .verify(PATIENCE);

        assertThat(events.pagesRead).isLessThanOrEqualTo(3);
    }

    @Test
    void changesWithinAGapAreReadTogether() {
        events.append(1);

        StepVerifier.withVirtualTime(this::tails)
                .expectNextCount(1)
                .then(() -> events.append(1))
                .then(() -> changes.next(2L))
                .then(() -> events.append(1))
                .then(() -> changes.next(3L))
                .expectNoEvent(GAP.minusMillis(1))
                .thenAwait(Duration.ofMillis(1))
                .assertNext(tail -> holds(tail, 1, 3))
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void aChangeWithoutEventsShowsNothing() {
        events.append(1);

        StepVerifier.withVirtualTime(this::tails)
                .expectNextCount(1)
                .thenAwait(GAP)
                .then(() -> changes.next(2L))
                .expectNoEvent(Duration.ofSeconds(1))
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void aDatabaseThatIsAwayLosesNoEvent() {
        events.append(5);
        events.failuresLeft = 3;

        StepVerifier.withVirtualTime(this::tails)
                .expectSubscription()
                .expectNoEvent(Duration.ofSeconds(3).minusMillis(1))
                .thenAwait(Duration.ofMillis(1))
                .assertNext(tail -> holds(tail, 1, 5))
                .thenCancel()
                .verify(PATIENCE);
    }

    private Flux<Tail> tails() {
        return new TailReader(
                        "acme",
                        events,
                        progress,
                        Limits.with(Map.of("emdia.live.events-kept", KEPT)),
                        Schedulers.parallel(),
                        new JsonMapper())
                .follow(changes.flux());
    }

    private static void holds(Tail tail, long first, long last) {
        assertThat(tail.position()).isEqualTo(last);
        assertThat(tail.frames().stream().map(Frame::id).toList())
                .isEqualTo(LongStream.rangeClosed(first, last).boxed().toList())
                .isNotEqualTo(List.of());
    }
}
