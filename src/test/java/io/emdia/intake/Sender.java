package io.emdia.intake;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.emdia.gateways.Digests;

import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.StatusAssertions;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

import java.io.IOException;
import java.net.Socket;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/** A gateway that signs Standard Webhooks, and what it expects of an answer. */
final class Sender {

    static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private Sender() {}

    static Map<String, String> signed(String id, Instant at, byte[] body) {
        var key = Base64.getDecoder().decode(SECRET.substring("whsec_".length()));
        var head = (id + "." + at.getEpochSecond() + ".").getBytes(UTF_8);
        var signature = Base64.getEncoder().encodeToString(Digests.hmacSha256(key, head, body));
        var headers = new LinkedHashMap<String, String>();
        headers.put("Webhook-Id", id);
        headers.put("WEBHOOK-TIMESTAMP", String.valueOf(at.getEpochSecond()));
        headers.put("webhook-signature", "v1," + signature);
        return headers;
    }

    /** Over a bare socket; without its last byte when it is not to be whole. */
    static Socket send(int port, byte[] body, boolean whole) throws IOException {
        var socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout((int) IntakeServer.PATIENCE.toMillis());
        var head = new StringBuilder("POST /webhooks/c1 HTTP/1.1\r\nHost: localhost\r\n");
        signed("msg_1", IntakeServer.NOW, body)
                .forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
        head.append("Content-Length: " + body.length + "\r\n\r\n");
        socket.getOutputStream().write(head.toString().getBytes(UTF_8));
        socket.getOutputStream().write(body, 0, whole ? body.length : body.length - 1);
        socket.getOutputStream().flush();
        return socket;
    }

    static String firstLine(Socket socket) throws IOException {
        var line = new StringBuilder();
        for (var read = socket.getInputStream().read();
                read > 0 && read != '\n';
                read = socket.getInputStream().read()) {
            line.append((char) read);
        }
        return line.toString();
    }

    static void until(BooleanSupplier holds) throws InterruptedException {
        var deadline = System.nanoTime() + IntakeServer.PATIENCE.toNanos();
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.sleep(5);
        }
    }

    static void unavailable(ResponseSpec response) {
        response.expectHeader().valueMatches("Retry-After", "[1-9][0-9]*");
        problem(response.expectStatus(), 503);
    }

    static String problem(StatusAssertions status, int expected) {
        EntityExchangeResult<String> result =
                status.isEqualTo(expected)
                        .expectHeader()
                        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                        .expectBody(String.class)
                        .returnResult();
        return Objects.requireNonNull(result.getResponseBody());
    }
}
