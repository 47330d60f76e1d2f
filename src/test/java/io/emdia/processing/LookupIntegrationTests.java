package io.emdia.processing;

import static io.emdia.processing.LookupRig.await;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.processing.Quarantine.Replay.AskedAgain;
import io.emdia.processing.StubApi.Reply;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

class LookupIntegrationTests {

    private static final Duration SOON = Duration.ofMillis(50);
    private static final Duration LATE = Duration.ofMinutes(10);

    private final LookupRig rig = new LookupRig();

    @AfterEach
    void close() {
        rig.close();
    }

    private LookupRig.Node node() {
        return rig.new Node(LookupRig.settings(SOON, Duration.ofSeconds(3)));
    }

    /** Waits very long after a failed try. */
    private LookupRig.Node patientNode() {
        return rig.new Node(LookupRig.settings(LATE, LATE));
    }

    @Test
    void aThinDeliveryIsAskedForAndItsAnswerGoesTheWayOfEveryDelivery() {
        var node = node().started();

        node.told("p1", "p2 p3");
        await("three answers", () -> rig.log.deliveries.size() == 3);
        node.readTheLog();

        assertThat(rig.ledger.applied).containsExactlyInAnyOrder("p1:paid", "p2:paid", "p3:paid");
        await("nothing waits", () -> rig.waiting() == 0);
        assertThat(node.open()).isEmpty();
        assertThat(rig.tried("fetched")).isEqualTo(3);
        assertThat(rig.api.calls)
                .allMatch(call -> call.authorization().equals("Bearer " + LookupRig.TOKEN));
    }

    @Test
    void whatAnAnswerNamesIsAskedForInTurnButNotForEver() {
        rig.api.behave(
                call -> Reply.of(200, seeing(call.id(), call.id().equals("p1") ? "p2" : "p1")));
        var node = node().started();

        node.told("p1");
        for (var read = 0; read < Hops.MAX; read++) {
            var answered = read + 1;
            await("one more answer", () -> rig.log.deliveries.size() == answered);
            await("it is settled", () -> rig.waiting() == 0);
            node.readTheLogAfter(read);
        }

        assertThat(rig.api.asked()).containsExactly("p1", "p2", "p1", "p2", "p1", "p2");
        assertThat(rig.waiting()).isZero();
    }

    private static String seeing(String id, String other) {
        return "{\"id\":\"%s\",\"see\":\"%s\"}".formatted(id, other);
    }

    @Test
    void aGatewayThatFailsIsAskedUntilItAnswers() {
        rig.api.behave(_ -> Reply.of(500, "no"));
        var node = node().started();

        node.told("p1");
        await("it is open", () -> !node.open().isEmpty());

        assertThat(node.reasons())
                .containsExactly("the payment cannot be fetched: the gateway answered 500");
        assertThat(rig.log.deliveries).isEmpty();

        rig.api.behave(StubApi::paid);
        await("it is settled", () -> rig.waiting() == 0);

        assertThat(rig.log.deliveries).hasSize(1);
        assertThat(node.open()).isEmpty();
        assertThat(rig.tried("failed")).isPositive();
    }

    @Test
    void aGatewayThatStallsIsGivenUpInTimeAndAskedAgain() {
        var forEver = new CountDownLatch(1);
        rig.api.behave(call -> StubApi.paid(call).until(forEver));
        var node = node().started();

        node.told("p1");
        await("it is open", () -> !node.open().isEmpty());

        assertThat(node.reasons())
                .containsExactly(
                        "the payment cannot be fetched: the gateway did not answer in time");
        rig.api.behave(StubApi::paid);
        await("it is settled", () -> rig.waiting() == 0);
        assertThat(rig.log.deliveries).hasSize(1);
    }

    @Test
    void aGatewayThatSetsALimitIsLeftAloneAsLongAsItSays() {
        var limited = new AtomicInteger();
        rig.api.behave(
                call ->
                        limited.getAndIncrement() == 0
                                ? Reply.of(429, "").with("Retry-After", "1")
                                : StubApi.paid(call));
        var node = node().started();

        node.told("p1");
        await("it is open", () -> !node.open().isEmpty());
        assertThat(node.reasons()).singleElement().asString().endsWith("answered 429");
        node.told("p2");
        await("both are answered", () -> rig.log.deliveries.size() == 2);

        var calls = rig.api.calls;
        assertThat(calls).hasSize(3);
        assertThat(Duration.ofNanos(calls.get(1).nanos() - calls.get(0).nanos()))
                .isGreaterThanOrEqualTo(Duration.ofMillis(950));
        assertThat(rig.tried("limited")).isEqualTo(1);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "another id, the answer cannot be read: id must be the one that was asked for",
        "not JSON, the answer cannot be read: body must be a JSON object",
        "huge, the gateway's answer is too long",
        "elsewhere, the gateway answered 302",
        "nothing, the answer cannot be read: id must be the one that was asked for",
        "unknown, the gateway answered 404"
    })
    void aLieIsKeptAsideWithItsReasonUntilTheTruthIsTold(String lie, String reason) {
        rig.api.behave(_ -> lie(lie));
        var node = node().started();

        node.told("p1");
        await("it is open", () -> !node.open().isEmpty());

        assertThat(node.reasons()).containsExactly("the payment cannot be fetched: " + reason);
        assertThat(rig.log.deliveries).isEmpty();
        assertThat(rig.api.asked()).containsOnly("p1");
        rig.api.behave(StubApi::paid);
        await("it is settled", () -> rig.waiting() == 0);
        assertThat(rig.log.deliveries).hasSize(1);
    }

    private Reply lie(String lie) {
        return switch (lie) {
            case "another id" -> Reply.of(200, "{\"id\":\"p2\",\"state\":\"paid\"}");
            case "not JSON" -> Reply.of(200, "<html>");
            case "huge" -> Reply.of(200, "\"" + "x".repeat(LookupRig.ANSWER_MAX) + "\"");
            case "elsewhere" ->
                    Reply.of(302, "").with("Location", rig.api.baseUrl() + "/payments/elsewhere");
            case "nothing" -> Reply.of(204, "");
            case "unknown" -> Reply.of(404, "{}");
            default -> throw new IllegalArgumentException(lie);
        };
    }

    @Test
    void credentialsThatAreRefusedAreTriedAgainAndNewOnesAreUsed() {
        rig.api.behave(call -> paidFor(call, "Bearer new"));
        var node = node().started();

        node.told("p1");
        await("it is open", () -> !node.open().isEmpty());
        assertThat(node.reasons()).singleElement().asString().endsWith("answered 401");

        rig.connect("c1", "new");
        await("it is settled", () -> rig.waiting() == 0);
        assertThat(rig.log.deliveries).hasSize(1);
    }

    @Test
    void withoutATokenWhatIsNeededWaitsForOneAndTheRestIsDropped() {
        rig.connect("c1", null);
        var node = patientNode().started();

        node.told("p1 maybe2");
        await("one is open", () -> rig.waiting() == 1 && !node.open().isEmpty());
        assertThat(node.reasons()).containsExactly("the connection has no api_token");
        assertThat(rig.tried("dropped")).isEqualTo(1);
        assertThat(rig.api.calls).isEmpty();

        rig.connect("c1", LookupRig.TOKEN);
        await("it is settled", () -> rig.waiting() == 0);
        assertThat(rig.log.deliveries).hasSize(1);
    }

    @Test
    void aReplayAsksAtOnce() {
        rig.api.behave(_ -> Reply.of(500, "no"));
        var node = patientNode().started();
        node.told("p1");
        await("it is open", () -> !node.open().isEmpty());
        rig.api.behave(StubApi::paid);

        var replay =
                node.quarantine
                        .replay("acme", node.open().getFirst().id())
                        .block(LookupRig.PATIENCE);

        assertThat(replay).isInstanceOf(AskedAgain.class);
        await("it is settled", () -> rig.waiting() == 0);
        assertThat(rig.log.deliveries).hasSize(1);
    }

    @Test
    void whatIsDiscardedIsAskedForNoMore() {
        rig.api.behave(_ -> Reply.of(404, ""));
        var node = patientNode().started();
        node.told("p1");
        await("it is open", () -> !node.open().isEmpty());

        node.quarantine.discard("acme", node.open().getFirst().id()).block(LookupRig.PATIENCE);

        assertThat(rig.waiting()).isZero();
        rig.api.behave(StubApi::paid);
        node.told("p1");
        await("a newer delivery asks anew", () -> rig.log.deliveries.size() == 1);
    }

    @Test
    void theLogBeingAwayOnlyPutsItOff() {
        rig.log.away = true;
        var node = node().started();
        node.told("p1");
        await("it was answered", () -> !rig.api.calls.isEmpty());

        rig.log.away = false;
        await("it is settled", () -> rig.waiting() == 0);
        assertThat(rig.log.deliveries).hasSize(1);
    }

    @Test
    void aTokenIsGrantedOnceAndAnewWhenItIsRefused() {
        var granted = new AtomicInteger();
        var valid = new AtomicReference<>("Bearer t1");
        rig.api.behave(
                call -> call.id().equals("token") ? granting(granted) : paidFor(call, valid.get()));
        rig.connect("c1", LookupRig.TOKEN, "granted");
        var node = node().started();

        node.told("p1");
        await("the first", () -> rig.log.deliveries.size() == 1);
        node.told("p2");
        await("the second", () -> rig.log.deliveries.size() == 2);
        assertThat(granted).hasValue(1);

        valid.set("Bearer t2");
        node.told("p3");
        await("the third", () -> rig.log.deliveries.size() == 3);
        assertThat(granted).hasValue(2);
        assertThat(node.open()).isEmpty();
        var login = rig.api.calls.getFirst();
        assertThat(login.method()).isEqualTo("POST");
        assertThat(login.authorization()).startsWith("Basic ");
        assertThat(Collections.frequency(rig.api.asked(), "token")).isEqualTo(2);
    }

    private static Reply granting(AtomicInteger granted) {
        var body = "{\"access_token\":\"t%d\",\"expires_in\":3600}";
        return Reply.of(200, body.formatted(granted.incrementAndGet()));
    }

    private static Reply paidFor(StubApi.Call call, String authorization) {
        return call.authorization().equals(authorization) ? StubApi.paid(call) : Reply.of(401, "");
    }
}
