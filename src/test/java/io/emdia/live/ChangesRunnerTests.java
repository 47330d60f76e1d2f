package io.emdia.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.live.ChangesRunner.Change;

import org.junit.jupiter.api.Test;

import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import java.time.Duration;

class ChangesRunnerTests {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final SpokenMarks marks = new SpokenMarks();
    private final ListedProgress progress = new ListedProgress();

    @Test
    void aMarkIsHeardAtOnce() {
        StepVerifier.withVirtualTime(this::changes)
                .then(() -> marks.speak("acme"))
                .expectNext(new Change("acme", Changes.UNKNOWN))
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void aLostMarkIsSeenByThePollOneSecondLater() {
        progress.moveTo("acme", 1);

        StepVerifier.withVirtualTime(this::changes)
                .thenAwait(Duration.ofSeconds(1))
                .expectNext(new Change("acme", 1))
                .then(() -> progress.moveTo("acme", 2))
                .thenAwait(Duration.ofSeconds(1))
                .expectNext(new Change("acme", 2))
                .expectNoEvent(Duration.ofSeconds(5))
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void aDatabaseThatIsAwayIsAskedAgain() {
        progress.moveTo("acme", 1);
        progress.failuresLeft = 3;

        StepVerifier.withVirtualTime(this::changes)
                .expectSubscription()
                .expectNoEvent(Duration.ofSeconds(3))
                .thenAwait(Duration.ofSeconds(1))
                .expectNext(new Change("acme", 1))
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void readersHearOnlyOfTheirOwnMerchant() {
        var changes = new Changes();

        StepVerifier.create(changes.of("acme").take(1))
                .then(() -> changes.tell("other", 7))
                .then(() -> changes.tell("acme", 8))
                .expectNext(8L)
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void aBusyReaderHoldsUpNobody() {
        var changes = new Changes();
        var busy = StepVerifier.create(changes.of("acme"), 0).expectSubscription();
        var verification = busy.thenCancel().verifyLater();

        StepVerifier.create(changes.of("acme").take(2))
                .then(() -> changes.tell("acme", 1))
                .then(() -> changes.tell("acme", 2))
                .expectNext(1L, 2L)
                .expectComplete()
                .verify(PATIENCE);
        assertThat(verification.verify(PATIENCE)).isLessThan(PATIENCE);
    }

    private Flux<Change> changes() {
        return new ChangesRunner(
                        marks, progress, new Changes(), Limits.DEFAULT, Schedulers.parallel())
                .changes();
    }
}
