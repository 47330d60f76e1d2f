package io.emdia.processing;

import static io.emdia.processing.LookupRig.await;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;

import io.emdia.processing.StubApi.Reply;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** How much is asked at once, how often, by how many nodes, and what none of it disturbs. */
class LookupBoundsIntegrationTests {

    private static final String NOT_THERE =
            "the payment cannot be fetched: the gateway answered 404";
    private static final Duration SOON = Duration.ofMillis(50);
    private static final Duration LATE = Duration.ofMinutes(10);
    private static final int RESOURCES = 40;

    private final LookupRig rig = new LookupRig();

    @AfterEach
    void close() {
        rig.close();
    }

    private LookupRig.Node node() {
        return rig.new Node(LookupRig.settings(SOON, Duration.ofMillis(200)));
    }

    /** Waits for an answer as long as a test may take. */
    private LookupRig.Node waitingNode() {
        return rig.new Node(LookupRig.settings(SOON, LATE, LookupRig.ANSWER_WHENEVER));
    }

    private static String[] ids(int many) {
        return IntStream.range(0, many).mapToObj(n -> "p" + n).toArray(String[]::new);
    }

    @Test
    void aBatchIsDoneWhileItsGatewayStillStalls() {
        var forEver = new CountDownLatch(1);
        rig.api.behave(call -> StubApi.paid(call).until(forEver));
        var node = waitingNode().started();

        node.told("p0");
        await("a call stalls", () -> !rig.api.calls.isEmpty());
        node.told(ids(RESOURCES));

        assertThat(rig.log.deliveries).isEmpty();
        assertThat(rig.waiting()).isEqualTo(RESOURCES);
        forEver.countDown();
        await("all are answered", () -> rig.waiting() == 0);
    }

    @Test
    void oneConnectionNeverTakesAllCallsAndAllNeverTakeMoreThanTheNode() {
        var answer = new CountDownLatch(1);
        rig.api.behave(call -> StubApi.paid(call).until(answer));
        for (var n = 1; n <= LookupRig.AT_ONCE; n++) {
            rig.connect("c" + n, "token" + n);
        }
        var node = waitingNode();
        for (var n = 1; n <= LookupRig.AT_ONCE; n++) {
            node.toldOf("c" + n, ids(RESOURCES / LookupRig.AT_ONCE));
        }
        node.started();

        await("as many as may be", () -> rig.api.calls.size() >= LookupRig.AT_ONCE);
        answer.countDown();
        await("all are answered", () -> rig.waiting() == 0);

        assertThat(rig.api.mostAtOnce.values()).allMatch(most -> most <= LookupRig.AT_ONCE_OF_ONE);
        assertThat(rig.api.mostAtOnce).containsValue(LookupRig.AT_ONCE_OF_ONE);
        assertThat(rig.api.mostAtOnceOfAll.get()).isEqualTo(LookupRig.AT_ONCE);
        assertThat(rig.log.deliveries).hasSize(RESOURCES);
    }

    @Test
    void aConnectionThatStallsDoesNotHoldUpAnother() {
        var forEver = new CountDownLatch(1);
        rig.connect("c2", "other");
        rig.api.behave(
                call ->
                        call.authorization().endsWith("other")
                                ? StubApi.paid(call)
                                : StubApi.paid(call).until(forEver));
        var node = node();
        node.told(ids(RESOURCES));
        node.toldOf("c2", ids(RESOURCES));
        node.started();

        await("the other is done", () -> rig.log.deliveries.size() >= RESOURCES);

        await("only the first waits", () -> rig.waiting() == RESOURCES);
        assertThat(rig.log.deliveries).allMatch(fetched -> fetched.connectionId().equals("c2"));
    }

    @Test
    void manyDeliveriesOfOneResourceAreOneCall() {
        var node = node();
        for (var n = 0; n < 3; n++) {
            node.told("p1", "p1 p1", "p1");
        }
        assertThat(rig.waiting()).isEqualTo(1);

        node.started();
        await("it is settled", () -> rig.waiting() == 0);

        assertThat(rig.api.asked()).containsExactly("p1");
    }

    @Test
    void whatIsToldWhileAGatewayAnswersIsAskedForOnceMoreAfterwards() {
        var answer = new CountDownLatch(1);
        rig.api.behave(call -> StubApi.paid(call).until(answer));
        var node = waitingNode().started();
        node.told("p1");
        await("it is asked", () -> rig.api.calls.size() == 1);

        node.told("p1", "p1");
        answer.countDown();
        await("it is settled", () -> rig.waiting() == 0);

        assertThat(rig.api.asked()).containsExactly("p1", "p1");
        assertThat(rig.api.mostAtOnceOfAll.get()).isEqualTo(1);
        assertThat(rig.log.deliveries).hasSize(2);
    }

    @Test
    void aGatewayThatGoesOnFailingIsLeftAloneUntilItMayHaveRecovered() {
        rig.api.behave(_ -> Reply.of(500, ""));
        var node = node().started();
        node.told(ids(RESOURCES));
        await("it is left alone", () -> rig.api.calls.size() >= LookupRig.CALLS_JUDGED);
        await("some stand open", () -> !node.open().isEmpty());

        var beginning = rig.api.calls.getFirst().nanos();
        await(
                "a probe",
                () -> Duration.ofNanos(last() - beginning).compareTo(LookupRig.LEFT_ALONE) > 0);
        var burst = rig.api.calls.stream().filter(call -> !isLater(call, beginning)).count();
        rig.api.behave(StubApi::paid);
        await("all are answered", () -> rig.waiting() == 0);

        assertThat(burst).isBetween((long) LookupRig.CALLS_JUDGED, 2L * LookupRig.CALLS_JUDGED);
        assertThat(rig.log.deliveries).hasSize(RESOURCES);
    }

    private long last() {
        return rig.api.calls.getLast().nanos();
    }

    private static boolean isLater(StubApi.Call call, long beginning) {
        return Duration.ofNanos(call.nanos() - beginning).compareTo(LookupRig.LEFT_ALONE) >= 0;
    }

    @Test
    void whatANodeWasAskingForWhenItDiedIsAskedForByAnother() {
        var forEver = new CountDownLatch(1);
        rig.api.behave(call -> StubApi.paid(call).until(forEver));
        var dying = node().started();
        dying.told("p1", "p2", "p3");
        await("it asks", () -> rig.api.calls.size() >= LookupRig.AT_ONCE_OF_ONE);

        dying.die();
        rig.api.behave(StubApi::paid);
        var other = node().started();
        await("another takes over", () -> rig.waiting() == 0);
        other.readTheLog();

        assertThat(rig.ledger.applied).contains("p1:paid", "p2:paid", "p3:paid");
        assertThat(other.open()).isEmpty();
    }

    @Test
    void nodesShareTheWorkAndNoneAsksTwice() {
        var one = waitingNode();
        one.told(ids(RESOURCES));
        one.started();
        waitingNode().started();

        await("all are answered", () -> rig.waiting() == 0);

        assertThat(rig.api.asked()).hasSize(RESOURCES).doesNotHaveDuplicates();
    }

    @Test
    void triesGetRarer() {
        rig.api.behave(_ -> Reply.of(404, ""));
        var node = rig.new Node(LookupRig.settings(Duration.ofMillis(200), LATE)).started();

        node.told("p1");
        await("four tries", () -> rig.api.calls.size() == 4);

        var calls = rig.api.calls;
        assertThat(Duration.ofNanos(calls.get(1).nanos() - calls.get(0).nanos()))
                .isGreaterThanOrEqualTo(Duration.ofMillis(100));
        assertThat(Duration.ofNanos(calls.get(3).nanos() - calls.get(2).nanos()))
                .isGreaterThanOrEqualTo(Duration.ofMillis(400));
    }

    @Test
    void whatNobodyNeedsIsGivenUpWhenItsGatewayNeverHasIt() {
        rig.api.behave(_ -> Reply.of(404, ""));
        var often = Duration.ofMillis(5);
        var node = rig.new Node(LookupRig.settings(often, often)).started();

        node.told("p1 maybe2");
        await("one is given up", () -> rig.waiting() == 1 && asked("maybe2") > 1);
        var asked = asked("maybe2");
        await("the other goes on", () -> asked("p1") > 2 * asked);

        assertThat(asked).isEqualTo(LookupRunner.REFUSALS_MAX + 1);
        assertThat(asked("maybe2")).isEqualTo(asked);
        assertThat(node.reasons()).containsExactly(NOT_THERE);
    }

    private long asked(String id) {
        return rig.api.asked().stream().filter(id::equals).count();
    }

    @Test
    void noCredentialAndNoIdIsEverLogged() {
        var heard = new ListAppender<ILoggingEvent>();
        heard.start();
        try (var _ = listening(heard)) {
            sayEverythingOnce();
        }

        var said = heard.list.stream().map(LookupBoundsIntegrationTests::whole).toList();
        assertThat(said).anyMatch(line -> line.contains("gateway thin"));
        assertThat(said).noneMatch(line -> line.contains(LookupRig.TOKEN));
        assertThat(said).noneMatch(line -> line.contains("secret-id"));
    }

    /** Everything of ours, and of the clients what the product lets through. */
    private static Listening listening(ListAppender<ILoggingEvent> heard) {
        var root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        var levels =
                Map.of(
                        "io.emdia", Level.TRACE,
                        "org.springframework.web", Level.DEBUG,
                        "org.springframework.web.reactive.function.client", Level.ERROR,
                        "reactor.netty.http.client", Level.ERROR);
        levels.forEach((name, level) -> ((Logger) LoggerFactory.getLogger(name)).setLevel(level));
        root.addAppender(heard);
        return () -> {
            root.detachAppender(heard);
            levels.keySet()
                    .forEach(name -> ((Logger) LoggerFactory.getLogger(name)).setLevel(null));
        };
    }

    private interface Listening extends AutoCloseable {

        @Override
        void close();
    }

    private static String whole(ILoggingEvent event) {
        var thrown = event.getThrowableProxy();
        return event.getFormattedMessage() + (thrown == null ? "" : thrown.getMessage());
    }

    private void sayEverythingOnce() {
        var replies =
                List.of(
                        Reply.of(500, ""),
                        Reply.of(401, ""),
                        Reply.of(200, "{"),
                        Reply.of(302, ""));
        var next = new AtomicInteger();
        rig.api.behave(
                call ->
                        next.get() < 4 * replies.size()
                                ? replies.get(next.getAndIncrement() % replies.size())
                                : StubApi.paid(call));
        var node = node().started();
        node.told("secret-id-1", "secret-id-2", "secret-id-3");
        await("all are answered", () -> rig.waiting() == 0);
        assertThat(node.open()).isEmpty();
    }
}
