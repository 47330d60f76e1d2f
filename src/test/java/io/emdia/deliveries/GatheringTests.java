package io.emdia.deliveries;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

class GatheringTests {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int ITEMS_MAX = 4;
    private static final long WEIGHT_MAX = 100;
    private static final int LISTS = 20_000;

    private final TestPublisher<List<Integer>> polls = TestPublisher.create();
    private int asked;

    @Test
    void whatComesWhileTheReaderIsBusyIsReadInOneGo() {
        StepVerifier.create(gathered(), 1)
                .then(() -> polls.next(List.of(1)))
                .expectNext(List.of(1))
                .then(() -> polls.next(List.of(2)))
                .then(() -> polls.next(List.of(3, 4)))
                .thenRequest(1)
                .expectNext(List.of(2, 3, 4))
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void neverGivesMoreThanItsLimitAtOnceAndKeepsTheOrder() {
        StepVerifier.create(gathered(), 0)
                .then(() -> polls.next(List.of(1, 2, 3)))
                .then(() -> polls.next(List.of(4, 5, 6)))
                .thenRequest(1)
                .expectNext(List.of(1, 2, 3, 4))
                .thenRequest(1)
                .expectNext(List.of(5, 6))
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void readsAheadOnlyUntilItHoldsItsLimitOfItems() {
        StepVerifier.create(gathered(), 0)
                .expectSubscription()
                .then(() -> polls.next(List.of(1, 2, 3)))
                .then(() -> assertThat(asked).isEqualTo(2))
                .then(() -> polls.next(List.of(4)))
                .then(() -> assertThat(asked).isEqualTo(2))
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void readsAheadOnlyUntilItHoldsItsLimitOfWeight() {
        StepVerifier.create(gathered(), 0)
                .expectSubscription()
                .then(() -> polls.next(List.of((int) WEIGHT_MAX)))
                .then(() -> assertThat(asked).isEqualTo(1))
                .thenRequest(1)
                .expectNext(List.of((int) WEIGHT_MAX))
                .then(() -> assertThat(asked).isEqualTo(2))
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void passesTheSourcesErrorOnAtOnce() {
        StepVerifier.create(gathered(), 0)
                .then(() -> polls.next(List.of(1)))
                .then(() -> polls.error(new IllegalStateException("gone")))
                .expectErrorMessage("gone")
                .verify(PATIENCE);
    }

    @Test
    void cancelsItsSource() {
        StepVerifier.create(gathered(), 1).thenCancel().verify(PATIENCE);

        polls.assertCancelled();
    }

    @Test
    void losesAndDoublesNothingBetweenTwoThreads() {
        var numbers = IntStream.range(0, LISTS).boxed().toList();
        var seen = new ArrayList<Integer>();
        var source =
                Flux.fromIterable(numbers)
                        .map(List::of)
                        .concatWith(Flux.never())
                        .publishOn(Schedulers.parallel(), 1);

        StepVerifier.create(
                        Gathering.of(source, _ -> 1, new Gathering.Limits(ITEMS_MAX, WEIGHT_MAX))
                                .publishOn(Schedulers.single(), 1)
                                .filter(_ -> work() != Long.MAX_VALUE)
                                .doOnNext(seen::addAll)
                                .takeUntil(_ -> seen.size() == LISTS)
                                .then())
                .expectComplete()
                .verify(PATIENCE);
        assertThat(seen).isEqualTo(numbers);
    }

    /** Now and then longer than the other thread takes. */
    private static long work() {
        var random = ThreadLocalRandom.current();
        return random.ints(random.nextInt(50)).asLongStream().sum();
    }

    private Flux<List<Integer>> gathered() {
        var source = polls.flux().doOnRequest(more -> asked += Math.toIntExact(more));
        return Gathering.of(source, weight -> weight, new Gathering.Limits(ITEMS_MAX, WEIGHT_MAX));
    }
}
