package io.emdia.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

class FairSharesTests {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int AT_ONCE = 2;
    private static final int WAITING = 3;

    private final FairShares shares =
            new FairShares(AT_ONCE, WAITING, Duration.ofMillis(300), "too much");
    private final List<String> begun = new ArrayList<>();

    @Test
    void oneOwnerWaitsBehindItselfAndTheOthersDoNot() {
        var first = held("noisy", "n1");
        var _ = held("noisy", "n2");
        var _ = held("noisy", "n3");
        var quiet = held("quiet", "q1");

        assertThat(begun).containsExactly("n1", "n2", "q1");
        first.tryEmitEmpty();
        assertThat(begun).containsExactly("n1", "n2", "q1", "n3");
        quiet.tryEmitEmpty();
        assertThat(shares.owners()).isOne();
    }

    @Test
    void whoComesWhereTooManyWaitIsToldToComeAgain() {
        for (var number = 0; number < AT_ONCE + WAITING; number++) {
            var _ = held("noisy", "n" + number);
        }

        StepVerifier.create(shares.within("noisy", Runnable::run, Mono.empty()))
                .expectErrorSatisfies(FairSharesTests::isRefused)
                .verify(PATIENCE);
        StepVerifier.create(shares.within("quiet", Runnable::run, Mono.empty()))
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void whoWaitsTooLongIsToldToComeAgainAndLeavesTheLine() {
        var first = held("noisy", "n1");
        var _ = held("noisy", "n2");

        StepVerifier.create(shares.within("noisy", Runnable::run, work("late")))
                .expectErrorSatisfies(FairSharesTests::isRefused)
                .verify(PATIENCE);
        first.tryEmitEmpty();
        assertThat(begun).containsExactly("n1", "n2");
    }

    @Test
    void whoGoesAwayWhileItWaitsIsNotServed() {
        var first = held("noisy", "n1");
        var _ = held("noisy", "n2");
        shares.within("noisy", Runnable::run, work("gone")).subscribe().dispose();
        var _ = held("noisy", "n3");

        first.tryEmitEmpty();

        assertThat(begun).containsExactly("n1", "n2", "n3");
    }

    @Test
    void whatFailsOrIsCanceledMakesRoomToo() {
        for (var round = 0; round < 10 * AT_ONCE; round++) {
            shares.within("one", Runnable::run, Mono.never()).subscribe().dispose();
            shares.within("one", Runnable::run, Mono.error(new IllegalStateException()))
                    .onErrorComplete()
                    .subscribe();
        }

        assertThat(shares.owners()).isZero();
    }

    @Test
    void whoGoesAwayHoldsItsPlaceUntilWhatItBeganIsOver() {
        Sinks.Empty<Void> end = Sinks.empty();
        for (var number = 0; number < AT_ONCE; number++) {
            shares.toTheEnd("noisy", Runnable::run, end.asMono()).subscribe().dispose();
        }
        var _ = held("noisy", "next");

        assertThat(begun).isEmpty();
        end.tryEmitEmpty();
        assertThat(begun).containsExactly("next");
    }

    @Test
    void whoWorksKnowsWhoAsked() {
        var asked =
                Mono.deferContextual(
                        context -> Mono.<Void>fromRunnable(() -> begun.add(context.get("caller"))));

        StepVerifier.create(
                        shares.toTheEnd("one", Runnable::run, asked)
                                .contextWrite(context -> context.put("caller", "me")))
                .expectComplete()
                .verify(PATIENCE);
        assertThat(begun).containsExactly("me");
    }

    @Test
    void neverMoreThanAllowedAndNoneLostHoweverTheyCome() throws InterruptedException {
        var wide = new FairShares(AT_ONCE, 10_000, PATIENCE, "too much");
        var running = new AtomicInteger();
        var most = new AtomicInteger();
        var done = new AtomicInteger();
        var random = new Random(7);
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (var number = 0; number < 5_000; number++) {
                var goesAway = random.nextInt(4) == 0;
                var work = counted(running, most, done);
                var asked = wide.toTheEnd("one", threads, work);
                threads.execute(() -> ask(asked, goesAway));
            }
            var deadline = System.nanoTime() + PATIENCE.toNanos();
            while (wide.owners() > 0 || done.get() < 3_000) {
                assertThat(System.nanoTime()).isLessThan(deadline);
                Thread.sleep(5);
            }
        }
        assertThat(most.get()).isBetween(1, AT_ONCE);
        assertThat(running.get()).isZero();
    }

    private static void ask(Mono<Void> asked, boolean goesAway) {
        var underWay = asked.subscribe();
        if (goesAway) {
            underWay.dispose();
        }
    }

    private static Mono<Void> counted(
            AtomicInteger running, AtomicInteger most, AtomicInteger done) {
        return Mono.<Void>fromRunnable(
                        () -> most.accumulateAndGet(running.incrementAndGet(), Math::max))
                .then(Mono.<Void>fromRunnable(Thread::yield))
                .doOnTerminate(
                        () -> {
                            running.decrementAndGet();
                            done.incrementAndGet();
                        });
    }

    private Sinks.Empty<Void> held(String owner, String name) {
        Sinks.Empty<Void> end = Sinks.empty();
        shares.within(owner, Runnable::run, work(name).then(end.asMono())).subscribe();
        return end;
    }

    private Mono<Void> work(String name) {
        return Mono.fromRunnable(() -> begun.add(name));
    }

    private static void isRefused(Throwable failure) {
        assertThat(failure)
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.status().value()).isEqualTo(429));
    }
}
