package io.emdia.intake;

import static io.emdia.intake.Sender.SECRET;
import static io.emdia.intake.Sender.firstLine;
import static io.emdia.intake.Sender.problem;
import static io.emdia.intake.Sender.send;
import static io.emdia.intake.Sender.signed;
import static io.emdia.intake.Sender.unavailable;
import static io.emdia.intake.Sender.until;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.emdia.deliveries.LogPosition;
import io.emdia.deliveries.LogUnavailable;
import io.emdia.merchants.ConnectionDirectory.Lookup;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.support.StaticApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import java.util.HashSet;
import java.util.Map;

class WebhookIntakeTests {

    private static final String OLDER = "whsec_" + "A".repeat(40);
    private static final byte[] BODY =
            """
            {"type":"charge.restored","timestamp":"2025-06-10T12:00:00Z","data":{"charge_id":"h1"}}
            """
                    .getBytes(UTF_8);

    private IntakeServer server = new IntakeServer(IntakeServer.settings(2000, 4000, 100));

    @BeforeEach
    void connect() {
        server.connect("c1", "standard", true, SECRET);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void anAuthenticWebhookIsOnTheLogByteForByteBeforeThe200() {
        post("c1?a=1&b=2", BODY).expectStatus().isOk().expectBody().isEmpty();

        var delivery = server.log.deliveries.getFirst();
        assertThat(delivery.body()).isEqualTo(BODY);
        assertThat(delivery.merchantId()).isEqualTo("acme");
        assertThat(delivery.connectionId()).isEqualTo("c1");
        assertThat(delivery.gateway()).isEqualTo("standard");
        assertThat(delivery.headers()).containsExactly(Map.entry("webhook-id", "msg_1"));
        assertThat(delivery.query()).isEqualTo("a=1&b=2");
    }

    @Test
    void aDuplicateIsA200Again() {
        post("c1", BODY).expectStatus().isOk();
        post("c1", BODY).expectStatus().isOk();

        assertThat(server.log.deliveries).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not json",
                "{\"type\":\"unheard.of\"}",
                "{\"type\":\"charge.restored\"}"
            })
    void whatIsAuthenticButMeansNothingToUsIsA200(String body) {
        post("c1", body.getBytes(UTF_8)).expectStatus().isOk();

        assertThat(server.log.deliveries).hasSize(1);
    }

    @Test
    void everySecretOfARotationIsAccepted() {
        server.connect("c1", "standard", true, OLDER, SECRET);

        post("c1", BODY).expectStatus().isOk();
    }

    @Test
    void everyRefusalLooksTheSameAndLeavesNothing() {
        var answers = new HashSet<String>();
        var stale = IntakeServer.NOW.minusSeconds(301);
        answers.add(problem(post("c1", signed("msg_1", stale, BODY), BODY).expectStatus(), 401));
        answers.add(problem(post("c1", Map.of(), BODY).expectStatus(), 401));
        var headers = signed("msg_1", IntakeServer.NOW, BODY);
        for (var index = 0; index < BODY.length; index++) {
            var changed = BODY.clone();
            changed[index] ^= 1;
            answers.add(problem(post("c1", headers, changed).expectStatus(), 401));
        }

        assertThat(answers).hasSize(1);
        assertThat(server.log.deliveries).isEmpty();
    }

    @Test
    void aConnectionWithoutSecretsAcceptsNothing() {
        server.connect("c1", "standard", true);

        post("c1", BODY).expectStatus().isUnauthorized();
        assertThat(server.log.deliveries).isEmpty();
    }

    @Test
    void anUnknownOrDisabledConnectionIsA404() {
        server.connect("c2", "standard", false, SECRET);

        problem(post("nobody", BODY).expectStatus(), 404);
        problem(post("c2", BODY).expectStatus(), 404);
        assertThat(server.log.deliveries).isEmpty();
    }

    @Test
    void aConnectionThatCannotBeLookedUpIsA503() {
        server.connections.put("c9", new Lookup.CannotTell());

        unavailable(post("c9", BODY));
    }

    @Test
    void aBodyOverTheLimitIsA413HoweverItIsSent() {
        var largest = "x".repeat(16 * 1024).getBytes(UTF_8);
        var tooLarge = "x".repeat(16 * 1024 + 1).getBytes(UTF_8);

        post("c1", largest).expectStatus().isOk();
        problem(post("c1", tooLarge).expectStatus(), 413);
        problem(server.postChunked("c1", tooLarge).expectStatus(), 413);
        server.postChunked("c1", largest).expectStatus().isOk();
        assertThat(server.log.deliveries).hasSize(2);
    }

    @Test
    void overItsRateAConnectionIsA429AndTheOthersAreNot() {
        restart(IntakeServer.settings(1, 2, 100));
        server.connect("c2", "standard", true, SECRET);

        post("c1", BODY).expectStatus().isOk();
        post("c1", BODY).expectStatus().isOk();
        post("c1", BODY)
                .expectStatus()
                .isEqualTo(429)
                .expectHeader()
                .valueMatches("Retry-After", "1");
        post("c2", BODY).expectStatus().isOk();
    }

    @Test
    void aLogThatCannotTakeItIsA503() {
        server.log.answer = () -> Mono.error(new LogUnavailable("full"));
        unavailable(post("c1", BODY));

        server.log.answer = () -> Mono.error(new IllegalStateException("unforeseen"));
        unavailable(post("c1", BODY));

        server.log.answer = Mono::empty;
        unavailable(post("c1", BODY));

        server.log.answer =
                () -> {
                    throw new IllegalStateException("thrown");
                };
        unavailable(post("c1", BODY));
    }

    @Test
    void aPlannedStopIsA503() {
        server.closing.onApplicationEvent(new ContextClosedEvent(new StaticApplicationContext()));

        unavailable(post("c1", BODY));
    }

    @Test
    void tooManyUnderWayIsA503AtOnceAndPlacesAreGivenBack() throws Exception {
        restart(IntakeServer.settings(2000, 4000, 1));
        var position = Sinks.<LogPosition>one();
        server.log.answer = position::asMono;
        try (var first = send(server.port(), BODY, true)) {
            until(() -> server.log.asked() == 1);
            unavailable(post("c1", BODY));

            position.tryEmitValue(new LogPosition(0, 1)).orThrow();
            assertThat(firstLine(first)).contains("200");
        }
        post("c1", BODY).expectStatus().isOk();
        post("c1", BODY).expectStatus().isOk();
    }

    @Test
    void thereIsNoAnswerBeforeTheLogHasIt() throws Exception {
        var position = Sinks.<LogPosition>one();
        server.log.answer = position::asMono;
        try (var socket = send(server.port(), BODY, true)) {
            until(() -> server.log.asked() == 1);
            assertThat(socket.getInputStream().available()).isZero();

            position.tryEmitValue(new LogPosition(0, 1)).orThrow();
            assertThat(firstLine(socket)).contains("200");
        }
    }

    @Test
    void aSenderThatGoesAwayDoesNotStopTheAppend() throws Exception {
        var position = Sinks.<LogPosition>one();
        server.log.answer = position::asMono;
        try (var _ = send(server.port(), BODY, true)) {
            until(() -> server.log.asked() == 1);
        }
        until(() -> count("abandoned") == 1);

        position.tryEmitValue(new LogPosition(0, 1)).orThrow();
        assertThat(server.log.canceled).hasValue(0);
        assertThat(server.log.deliveries).hasSize(1);
    }

    @Test
    void aBodyThatStopsHalfWayLeavesNothing() throws Exception {
        restart(IntakeServer.settings(2000, 4000, 1));
        try (var _ = send(server.port(), BODY, false)) {
            until(() -> post("c1", BODY).returnResult(Void.class).getStatus().value() == 503);
        }
        until(() -> post("c1", BODY).returnResult(Void.class).getStatus().value() == 200);

        assertThat(server.log.deliveries).hasSize(1);
    }

    @Test
    void aPathEndingThatTheGatewayDoesNotUseIsUnknown() {
        post("c1/pix", BODY).expectStatus().isNotFound();
    }

    private double count(String outcome) {
        var counters = server.registry.find("emdia.webhooks").tag("outcome", outcome).counters();
        return counters.stream().mapToDouble(counter -> counter.count()).sum();
    }

    private void restart(IntakeSettings settings) {
        server.close();
        server = new IntakeServer(settings);
        connect();
    }

    private ResponseSpec post(String path, byte[] body) {
        return post(path, signed("msg_1", IntakeServer.NOW, body), body);
    }

    private ResponseSpec post(String path, Map<String, String> headers, byte[] body) {
        return server.client()
                .post()
                .uri("/webhooks/" + path)
                .headers(all -> headers.forEach(all::set))
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }
}
