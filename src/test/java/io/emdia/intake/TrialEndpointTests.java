package io.emdia.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.deliveries.LogUnavailable;
import io.emdia.merchants.ConnectionDirectory.Lookup;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient.BodyContentSpec;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

import reactor.core.publisher.Mono;

import java.util.List;
import java.util.Map;

/** A trial goes through the door that webhooks go through. */
class TrialEndpointTests {

    private static final int BURST = 2;

    private final IntakeServer server = new IntakeServer(IntakeServer.settings(1, BURST, 100));

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void isOnTheLogAndCountedLikeAnyWebhook() {
        server.connect("c1", "vindi", true, "a-secret-of-the-url-1");

        answer(post("acme", "c1"), true, 200);

        assertThat(server.log.deliveries)
                .singleElement()
                .satisfies(
                        delivery -> {
                            assertThat(delivery.merchantId()).isEqualTo("acme");
                            assertThat(delivery.query()).doesNotContain("a-secret");
                        });
        assertThat(server.admission.takeCounts())
                .singleElement()
                .satisfies(
                        count -> {
                            assertThat(count.accepted()).isEqualTo(1);
                            assertThat(count.lastAcceptedAt()).isEqualTo(IntakeServer.NOW);
                        });
    }

    @Test
    void saysWhyTheDoorIsShut() {
        server.connect("c1", "standard", true, Sender.SECRET);
        server.log.answer = () -> Mono.error(new LogUnavailable("away"));
        answer(post("acme", "c1"), false, 503).jsonPath("$.detail").isNotEmpty();
        answer(post("acme", "c1"), false, 503);

        answer(post("acme", "c1"), false, 429);

        var count = server.admission.takeCounts().getFirst();
        assertThat(count.refused()).isEqualTo(BURST + 1);
        assertThat(count.refusedInARow()).isEqualTo(BURST + 1);
        assertThat(count.lastRefusal()).isEqualTo("rate");
    }

    @Test
    void isRefusedWhereOnlyTheGatewayCanSign() {
        server.connect("c1", "pagarme", true, List.of(), Map.of());

        Sender.problem(post("acme", "c1").expectStatus(), 422);

        assertThat(server.log.deliveries).isEmpty();
        assertThat(server.admission.takeCounts()).isEmpty();
    }

    @Test
    void doesNotExistForAnotherMerchant() {
        server.connect("c1", "standard", true, Sender.SECRET);

        Sender.problem(post("globex", "c1").expectStatus(), 404);
        Sender.problem(post("acme", "c2").expectStatus(), 404);
        server.connections.put("c3", new Lookup.CannotTell());
        Sender.problem(post("acme", "c3").expectStatus(), 503);

        assertThat(server.log.deliveries).isEmpty();
    }

    private static BodyContentSpec answer(ResponseSpec response, boolean accepted, int status) {
        return response.expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.accepted")
                .isEqualTo(accepted)
                .jsonPath("$.status")
                .isEqualTo(status);
    }

    private ResponseSpec post(String merchant, String connection) {
        return server.client()
                .post()
                .uri("/v1/merchants/{m}/connections/{c}/test", merchant, connection)
                .header("Authorization", "Bearer of-the-caller")
                .exchange();
    }
}
