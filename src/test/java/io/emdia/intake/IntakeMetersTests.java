package io.emdia.intake;

import static io.emdia.intake.Sender.SECRET;
import static io.emdia.intake.Sender.signed;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

import java.util.Map;

/** What the intake's meters say, told from what it answered. */
class IntakeMetersTests {

    private static final byte[] BODY = "{}".getBytes(UTF_8);

    private final IntakeServer server = new IntakeServer(IntakeServer.settings(2000, 4000, 100));

    @BeforeEach
    void connect() {
        server.connect("c1", "standard", true, SECRET);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void countsWhatItAnswers() {
        post("c1", BODY).expectStatus().isOk();
        post("c1", Map.of(), BODY).expectStatus().isUnauthorized();
        post("c1", Map.of(), BODY).expectStatus().isUnauthorized();
        post("nobody", BODY).expectStatus().isNotFound();

        assertThat(count("accepted")).isEqualTo(1);
        assertThat(count("refused")).isEqualTo(2);
        assertThat(count("unknown_connection")).isEqualTo(1);
        assertThat(server.registry.get("emdia.webhook").timer().count()).isEqualTo(1);
        assertThat(refusals()).isEqualTo(2);
        post("c1", BODY).expectStatus().isOk();
        assertThat(refusals()).isZero();
    }

    @Test
    void everyAnswerButA200CountsAsARefusalOfItsConnection() {
        post("c1", Map.of(), BODY).expectStatus().isUnauthorized();
        post("c1", new byte[2 * 1024 * 1024]).expectStatus().isEqualTo(413);

        assertThat(refusals()).isEqualTo(2);
        var own = server.registry.get("emdia.connection.refused").tag("connection", "c1").gauge();
        assertThat(own.value()).isEqualTo(2);
        post("c1", BODY).expectStatus().isOk();
        assertThat(own.value()).isZero();
    }

    private double refusals() {
        var gauge = server.registry.get("emdia.connection.refusals").tag("gateway", "standard");
        return gauge.gauge().value();
    }

    private double count(String outcome) {
        var counters = server.registry.find("emdia.webhooks").tag("outcome", outcome).counters();
        return counters.stream().mapToDouble(counter -> counter.count()).sum();
    }

    private ResponseSpec post(String path, byte[] body) {
        return post(path, signed("msg_1", IntakeServer.NOW, body), body);
    }

    private ResponseSpec post(String path, Map<String, String> headers, byte[] body) {
        return server.client()
                .post()
                .uri("/webhooks/" + path)
                .headers(all -> headers.forEach(all::set))
                .bodyValue(body)
                .exchange();
    }
}
