package io.emdia.intake;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

import java.util.List;
import java.util.Map;

/** Webhooks that are signed with keys which their gateway publishes. */
class PublishedKeysIntakeTests {

    private static final String HEADER = "X-Webhook-Asymmetric-Signature";
    private static final String LOGIN = "hook-user:hook-pass-0001";
    private static final int FLOOD = 50;
    private static final byte[] BODY =
            "{\"id\":\"hook_1\",\"type\":\"card.created\",\"created_at\":\"2026-03-01T13:00:00Z\"}"
                    .getBytes(UTF_8);

    private final IntakeServer server = new IntakeServer(IntakeServer.settings(2000, 4000, 100));
    private final KeyPublisher publisher = new KeyPublisher();

    @BeforeEach
    void connect() {
        var settings = Map.of("key_set_url", publisher.set().toString());
        server.connect("signed", "pagarme", true, List.of(), settings);
        server.connect("both", "pagarme", true, List.of(LOGIN), settings);
        publisher.publish("one");
    }

    @AfterEach
    void stop() {
        server.close();
        publisher.close();
    }

    @Test
    void theFirstWebhookReadsTheKeysAndIsAccepted() {
        post("signed", publisher.header("one", BODY), null).expectStatus().isOk();
        post("signed", publisher.header("one", BODY), null).expectStatus().isOk();

        assertThat(server.log.deliveries).hasSize(2);
        assertThat(publisher.asked).hasValue(1);
    }

    @Test
    void aForgedSignatureIsRefused() {
        post("signed", publisher.header("one", KeyPublisher.bytes("else")), null)
                .expectStatus()
                .isUnauthorized();

        assertThat(server.log.deliveries).isEmpty();
    }

    @Test
    void aFloodOfUnknownKeysAsksOnceAndIsRefused() {
        var genuine = publisher.header("one", BODY);
        for (var index = 0; index < FLOOD; index++) {
            post("signed", genuine.replace("kid=one", "kid=forged" + index), null)
                    .expectStatus()
                    .isUnauthorized();
        }

        assertThat(publisher.asked).hasValue(1);
        post("signed", genuine, null).expectStatus().isOk();
    }

    @Test
    void whileTheKeysCannotBeReadTheGatewayMustComeAgain() {
        publisher.status = 500;

        Sender.unavailable(post("signed", publisher.header("one", BODY), null));
        assertThat(server.log.deliveries).isEmpty();
    }

    @Test
    void withoutASecretOnlyTheSignatureCounts() {
        post("signed", null, LOGIN).expectStatus().isUnauthorized();
        post("signed", null, null).expectStatus().isUnauthorized();

        assertThat(publisher.asked).hasValue(0);
    }

    @Test
    void withASecretBothMustHoldWhereBothAreSent() {
        var genuine = publisher.header("one", BODY);

        post("both", null, LOGIN).expectStatus().isOk();
        post("both", genuine, LOGIN).expectStatus().isOk();
        post("both", genuine, null).expectStatus().isUnauthorized();
        post("both", genuine, "hook-user:other-pass").expectStatus().isUnauthorized();
        post("both", publisher.header("one", KeyPublisher.bytes("else")), LOGIN)
                .expectStatus()
                .isUnauthorized();
    }

    @Test
    void aLoginThatIsWrongAsksNobodyForKeys() {
        post("both", publisher.header("one", BODY), "hook-user:other-pass")
                .expectStatus()
                .isUnauthorized();

        assertThat(publisher.asked).hasValue(0);
    }

    private ResponseSpec post(
            String connection, @Nullable String signature, @Nullable String login) {
        return server.client()
                .post()
                .uri("/webhooks/" + connection)
                .headers(headers -> set(headers, signature, login))
                .bodyValue(BODY)
                .exchange();
    }

    private static void set(
            HttpHeaders headers, @Nullable String signature, @Nullable String login) {
        if (signature != null) {
            headers.set(HEADER, signature);
        }
        if (login != null) {
            var cut = login.indexOf(':');
            headers.setBasicAuth(login.substring(0, cut), login.substring(cut + 1));
        }
    }
}
