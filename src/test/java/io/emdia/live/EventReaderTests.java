package io.emdia.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.ledger.Events;
import io.emdia.ledger.Events.AppliedEvent;

import org.junit.jupiter.api.Test;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

class EventReaderTests {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int PAGE = 10;

    private final ListedEvents events = new ListedEvents();
    private final TestPublisher<Long> changes = TestPublisher.create();

    @Test
    void replaysEverythingAfterAPositionThenFollows() {
        events.append(25);

        StepVerifier.withVirtualTime(() -> positions(3))
                .expectNextSequence(from(4, 25))
                .then(() -> events.append(12))
                .then(() -> changes.next(2L))
                .expectNextSequence(from(26, 37))
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void changesThatTellNothingNewRepeatNothing() {
        events.append(PAGE);

        StepVerifier.withVirtualTime(() -> positions(0))
                .expectNextSequence(from(1, PAGE))
                .then(() -> changes.next(1L, 1L, 1L))
                .expectNoEvent(Duration.ofSeconds(1))
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void readsNoFurtherAheadThanAPageOfASlowClient() {
        events.append(1_000);

        StepVerifier.withVirtualTime(() -> positions(0), 0)
                .expectSubscription()
                .thenRequest(1)
                .expectNext(1L)
                .then(() -> changes.next(1L, 2L))
                .then(() -> assertThat(events.pagesRead).isLessThanOrEqualTo(2))
                .thenRequest(999)
                .expectNextSequence(from(2, 1_000))
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void aDatabaseThatIsAwayLosesNoEvent() {
        events.append(5);
        events.failuresLeft = 3;

        StepVerifier.withVirtualTime(() -> positions(0))
                .expectSubscription()
                .thenAwait(Duration.ofSeconds(3))
                .expectNextSequence(from(1, 5))
                .thenCancel()
                .verify(PATIENCE);
    }

    private Flux<Long> positions(long after) {
        return new EventReader(events, "acme", after, PAGE, Schedulers.parallel())
                .follow(changes.flux())
                .map(AppliedEvent::position);
    }

    private static List<Long> from(long first, long last) {
        return java.util.stream.LongStream.rangeClosed(first, last).boxed().toList();
    }

    /** Events in a list, some failures first. */
    private static final class ListedEvents implements Events {

        private final List<AppliedEvent> all = new ArrayList<>();
        private int pagesRead;
        private int failuresLeft;

        private void append(int count) {
            for (int i = 0; i < count; i++) {
                var position = all.size() + 1L;
                all.add(
                        new AppliedEvent(
                                position,
                                "c1",
                                "standard",
                                "e" + position,
                                "payment.succeeded",
                                Instant.EPOCH,
                                Instant.EPOCH,
                                List.of()));
            }
        }

        @Override
        public Mono<List<AppliedEvent>> after(String merchantId, long position, int limit) {
            if (failuresLeft-- > 0) {
                return Mono.error(new IOException("away"));
            }
            pagesRead++;
            return Mono.just(
                    all.stream()
                            .filter(event -> event.position() > position)
                            .limit(limit)
                            .toList());
        }
    }
}
