package io.emdia.processing;

import static io.emdia.processing.LookupRig.await;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.ledger.Doubts;
import io.emdia.processing.StubApi.Reply;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import reactor.core.publisher.Mono;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** Which doubtful charges are asked for, and how often. */
class PollIntegrationTests {

    private static final Instant NOON = Instant.parse("2025-06-30T12:00:00Z");
    private static final Duration AGAIN_AFTER = Duration.ofHours(24);
    private static final Duration BACK_TO = Duration.ofDays(90);
    private static final int CHARGES_MAX = 4;
    private static final int CHARGES = 10;

    private final LookupRig rig = new LookupRig();
    private final LookupRig.Node node =
            rig.new Node(LookupRig.settings(Duration.ofMinutes(5), Duration.ofMinutes(5)));
    private final ListedDoubts doubts = new ListedDoubts();
    private Instant now = NOON;

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void everyDoubtfulChargeIsAskedForOnceADayAndSoManyARun() {
        var runner = runner();
        doubts.some(CHARGES);

        assertThat(IntStream.range(0, 6).map(_ -> run(runner))).containsExactly(4, 4, 2, 0, 0, 0);
        assertThat(rig.waiting()).isEqualTo(CHARGES);
        now = NOON.plus(AGAIN_AFTER).minusSeconds(1);
        assertThat(IntStream.range(0, 3).map(_ -> run(runner))).containsOnly(0);
        now = NOON.plus(AGAIN_AFTER);
        assertThat(IntStream.range(0, 3).map(_ -> run(runner)).sum()).isEqualTo(CHARGES);
    }

    @Test
    void nodesDoNotAskForTheSameCharge() {
        doubts.some(CHARGES_MAX);

        assertThat(run(runner())).isEqualTo(CHARGES_MAX);
        assertThat(run(runner())).isZero();
    }

    @Test
    void onlyConnectionsWithATokenAreAsked() {
        rig.connect("c1", null);
        doubts.some(CHARGES_MAX);

        assertThat(run(runner())).isZero();
        assertThat(doubts.questions).isEmpty();
    }

    @Test
    void theQuestionIsOfTheMerchantsDaysAndPatience() {
        run(runner());

        var last = LocalDate.parse("2025-06-30").minusDays(91);
        assertThat(doubts.questions)
                .containsExactly(
                        new Doubts.Question(
                                "acme",
                                "c1",
                                LocalDate.parse("2025-06-30"),
                                last.minusDays(BACK_TO.toDays()),
                                last));
    }

    @Test
    void whatIsAnsweredGoesToTheLog() {
        doubts.some(CHARGES_MAX);
        node.started();

        run(runner());
        await("all are answered", () -> rig.waiting() == 0);

        assertThat(rig.log.deliveries).hasSize(CHARGES_MAX);
    }

    @Test
    void aPollThatFailsIsGivenUpUntilTomorrow() {
        rig.api.behave(_ -> Reply.of(404, ""));
        doubts.some(CHARGES_MAX);
        node.started();

        run(runner());
        await("all were tried", () -> rig.waiting() == 0);

        assertThat(rig.api.asked()).hasSize(CHARGES_MAX);
        assertThat(node.open()).isEmpty();
    }

    @Test
    void aPollThatADeliveryAsksForTooIsNotGivenUp() {
        rig.api.behave(_ -> Reply.of(404, ""));
        doubts.some(1);
        run(runner());
        node.told("ch0");

        node.started();
        await("it is open", () -> !node.open().isEmpty());

        assertThat(rig.waiting()).isEqualTo(1);
    }

    private static int run(PollRunner runner) {
        return Objects.requireNonNull(runner.run().block(LookupRig.PATIENCE));
    }

    private PollRunner runner() {
        var settings =
                new PollSettings(
                        Duration.ofDays(1),
                        CHARGES_MAX,
                        AGAIN_AFTER,
                        Duration.ofMillis(1),
                        BACK_TO);
        return new PollRunner(
                List.of(new ThinGateway.Api()),
                () -> List.copyOf(rig.connections.values()),
                new Doubles.TwoMerchants(),
                doubts,
                new PollRows(rig.database, rig.rows, settings, () -> now),
                node.lookups,
                settings,
                () -> now);
    }

    /** Says what it is told to say, page by page. */
    private static final class ListedDoubts implements Doubts {

        private static final LocalDate DUE = LocalDate.parse("2025-03-01");

        final List<Question> questions = new ArrayList<>();
        private final List<Doubt> all = new ArrayList<>();

        void some(int many) {
            IntStream.range(0, many).forEach(n -> all.add(new Doubt("ch" + n, DUE)));
        }

        @Override
        public Mono<List<Doubt>> of(Question question, @Nullable Doubt after, int limit) {
            questions.add(question);
            var from = after == null ? 0 : all.indexOf(after) + 1;
            return Mono.just(all.stream().skip(from).limit(limit).toList());
        }
    }
}
