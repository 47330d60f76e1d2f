package io.emdia.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.faults.FaultProxy.Direction;
import io.emdia.faults.Weather.Flow;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * PostgreSQL and the broker stopped, slowed down, cut and frozen under load. A 200 stays a promise,
 * and nobody has to help afterwards. {@code -Demdia.outage.fault} makes each fault longer.
 */
class OutageIntegrationTests {

    private static final long SEED = Long.getLong("seed", 20_260_101);
    private static final Duration POSTGRES_AWAY = Duration.ofSeconds(20);
    private static final Duration BROKER_AWAY = Duration.ofSeconds(10);
    private static final Duration FAULT =
            Duration.parse(System.getProperty("emdia.outage.fault", "PT6S"));
    private static final Duration WARM = Duration.ofSeconds(1);
    private static final Duration RESUMED_WITHIN = Duration.ofSeconds(15);
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(2);
    private static final Duration AT_ONCE = Duration.ofMillis(250);
    private static final Duration LATE = Duration.ofSeconds(2);
    private static final Duration JITTER = Duration.ofMillis(500);
    private static final long NARROW_BYTES_PER_SECOND = 16_000;
    private static final long BYTES_BEFORE_A_BREAK = 3_000;
    private static final int LOST_ANSWERS = 5;
    private static final int REFUSALS_MIN = 50;

    @TempDir private static Path folder;

    private static Rig rig;

    @BeforeAll
    static void start() {
        rig = Rig.start(folder, SEED);
    }

    @AfterAll
    static void nothingIsLostOrCountedTwice() {
        try (var whole = rig) {
            whole.reckon();
        }
    }

    @Test
    void everyWebhookIsAcceptedWhilePostgresIsAway() {
        post();
        var answers = rig.gateways.answersFromNow();
        rig.postgres.stop();
        Rig.pause(POSTGRES_AWAY);
        rig.postgres.start();
        resumes("PostgreSQL was away: " + answers);

        assertThat(answers.byStatus()).containsOnlyKeys(200);
    }

    @Test
    void everyWebhookIsRefusedSoonWhileTheBrokerIsAway() {
        post();
        rig.kafka.stop();
        var answers = rig.gateways.answersFromNow();
        Rig.pause(BROKER_AWAY);
        var whileAway = answers.toString();

        assertThat(answers.byStatus()).as(whileAway).containsOnlyKeys(503);
        assertThat(answers.count(503)).as(whileAway).isGreaterThan(REFUSALS_MIN);
        assertThat(answers.withoutATime()).isZero();
        assertThat(answers.slowest(100)).as(whileAway).isLessThan(ANSWERED_WITHIN);
        assertThat(answers.slowest(50)).as(whileAway).isLessThan(AT_ONCE);
        rig.kafka.start();
        resumes("the broker was away: " + whileAway);
    }

    private enum Fault {
        LATE_BOTH_WAYS(proxy -> proxy.set(Weather.late(LATE, JITTER))),
        FROZEN(proxy -> proxy.set(Weather.of(Flow.FROZEN))),
        FROZEN_ANSWERS(proxy -> proxy.set(Direction.DOWN, Weather.of(Flow.FROZEN))),
        BLACK_HOLE(proxy -> proxy.set(Weather.of(Flow.SWALLOWED))),
        BROKEN_OFF(proxy -> proxy.breakAfter(BYTES_BEFORE_A_BREAK)),
        NARROW(proxy -> proxy.set(Weather.narrow(NARROW_BYTES_PER_SECOND)));

        private final Consumer<FaultProxy> begin;

        Fault(Consumer<FaultProxy> begin) {
            this.begin = begin;
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void resumesAloneAfterAFaultBeforePostgres(Fault fault) {
        post();
        var answers = rig.gateways.answersFromNow();
        fault.begin.accept(rig.beforePostgres);
        Rig.pause(FAULT);
        rig.heal();
        resumes(fault + " before PostgreSQL: " + answers);

        assertThat(answers.byStatus()).containsOnlyKeys(200);
    }

    @Test
    void aCommitWhoseAnswerIsLostCountsOnce() {
        post();
        var before = rig.beforePostgres.answersLost();
        rig.beforePostgres.loseAnswersTo("COMMIT", LOST_ANSWERS);
        Rig.await(
                "answers were lost",
                FAULT,
                () -> rig.beforePostgres.answersLost() == before + LOST_ANSWERS);
        rig.heal();
        resumes("commits without an answer");
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void resumesAloneAfterAFaultBeforeTheBroker(Fault fault) {
        post();
        var answers = rig.gateways.answersFromNow();
        fault.begin.accept(rig.beforeKafka);
        Rig.pause(FAULT);
        rig.heal();
        resumes(fault + " before the broker: " + answers);

        assertThat(answers.byStatus().keySet()).isSubsetOf(200, 503);
        assertThat(answers.slowest(100)).as(answers.toString()).isLessThan(ANSWERED_WITHIN);
    }

    private static void post() {
        rig.gateways.resume();
        Rig.pause(WARM);
    }

    /** Without any help webhooks are accepted and applied, and figures can be read. */
    private static void resumes(String after) {
        var accepted = rig.gateways.acknowledged().size();
        var applied = rig.applied();
        var took =
                Rig.await(
                        "resumed, " + after,
                        RESUMED_WITHIN,
                        () ->
                                rig.gateways.acknowledged().size() > accepted
                                        && rig.applied() > applied
                                        && rig.canBeRead());
        System.out.printf("%s; resumed after %d ms%n", after, took.toMillis());
        rig.drain();
    }
}
