package io.emdia.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.merchants.Connection;
import io.emdia.merchants.ConnectionTallies;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import reactor.core.publisher.Mono;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;

/** What is counted is written once, whatever becomes of the writing. */
class TallyRunnerTests {

    private static final Connection CONNECTION =
            new Connection("c1", "acme", "standard", List.of(), null, Map.of(), true);
    private static final int THREADS = 4;
    private static final int EACH = 1_000;
    private static final int TAKEN = 3;

    private final Admission admission = new Admission(IntakeServer.settings(2000, 4000, 100));
    private final Written written = new Written();
    private final TallyRunner runner =
            new TallyRunner(
                    admission,
                    written,
                    new TallySettings(
                            Duration.ofMillis(5), Duration.ofHours(1), Duration.ofSeconds(5)),
                    InstantSource.fixed(IntakeServer.NOW));

    @BeforeEach
    void start() {
        runner.start();
    }

    @AfterEach
    void stop() {
        runner.stop();
    }

    @Test
    void nothingIsWrittenWhereNothingCame() throws InterruptedException {
        count(1);
        Sender.until(() -> written.accepted("c1") == 1);

        assertThat(written.batches).hasSize(1);
    }

    @Test
    @Timeout(20)
    void whatManyThreadsCountWhileItIsTakenIsAllThere() throws InterruptedException {
        var counted = new LongAdder();
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            for (var thread = 0; thread < THREADS; thread++) {
                threads.execute(() -> countUntilTaken(counted));
            }
        }

        Sender.until(() -> written.accepted("c1") == counted.sum());
        assertThat(written.batches.size()).isGreaterThan(TAKEN);
    }

    /** So long that it is taken several times meanwhile, however fast the machine. */
    private void countUntilTaken(LongAdder counted) {
        do {
            count(EACH);
            counted.add(EACH);
        } while (written.batches.size() <= TAKEN);
    }

    /** The first answer is lost after the commit, as when a connection is cut. */
    @Test
    void whatWasWrittenWithoutAnAnswerIsNotAddedTwice() throws InterruptedException {
        written.loseAnswers = 3;
        count(1);
        Sender.until(() -> written.loseAnswers == 0);
        count(1);

        Sender.until(() -> written.accepted("c1") == 2);
    }

    @Test
    void whatCouldNotBeWrittenWaits() throws InterruptedException {
        written.away = true;
        count(3);
        Sender.until(() -> written.tried > 2);
        count(4);
        written.away = false;

        Sender.until(() -> written.accepted("c1") == 7);
    }

    @Test
    void theLastOfItIsWrittenAtTheStop() throws Exception {
        written.away = true;
        count(1);
        Sender.until(() -> written.tried > 0);
        count(1);
        written.away = false;
        var stopped = new CompletableFuture<Void>();

        runner.stop(() -> stopped.complete(null));
        stopped.join();

        assertThat(written.accepted("c1")).isEqualTo(2);
        assertThat(runner.isRunning()).isFalse();
    }

    private void count(int times) {
        var turnstile = admission.turnstileOf(CONNECTION);
        for (var index = 0; index < times; index++) {
            turnstile.accepted(IntakeServer.NOW);
        }
    }

    /** Adds as the table does: the same batch again changes nothing. */
    private static final class Written implements ConnectionTallies {

        final Set<Long> batches = ConcurrentHashMap.newKeySet();
        private final Map<String, Long> sums = new HashMap<>();
        private final Set<String> nodes = new HashSet<>();
        volatile boolean away;
        volatile int loseAnswers;
        volatile int tried;

        @Override
        public Mono<Void> add(String node, long batch, List<Count> counts) {
            return Mono.defer(() -> added(node, batch, counts));
        }

        private synchronized Mono<Void> added(String node, long batch, List<Count> counts) {
            tried++;
            nodes.add(node);
            assertThat(nodes).hasSize(1);
            if (away) {
                return Mono.error(new IllegalStateException("away"));
            }
            if (batches.add(batch)) {
                counts.forEach(
                        count -> sums.merge(count.connectionId(), count.accepted(), Long::sum));
            }
            if (loseAnswers > 0) {
                loseAnswers--;
                return Mono.error(new IllegalStateException("the answer is lost"));
            }
            return Mono.empty();
        }

        synchronized long accepted(String connection) {
            return sums.getOrDefault(connection, 0L);
        }

        @Override
        public Mono<Void> fold(Instant silentSince) {
            return Mono.empty();
        }
    }
}
