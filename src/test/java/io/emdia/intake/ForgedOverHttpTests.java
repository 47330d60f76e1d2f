package io.emdia.intake;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.emdia.gateways.Delivered;
import io.emdia.gateways.Forger;
import io.emdia.gateways.Scheme;
import io.emdia.gateways.Schemes;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.net.URI;
import java.net.URLEncoder;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What nobody may forge to a gateway's judge, nobody may forge over the wire either. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForgedOverHttpTests {

    private static final int SAMPLE = Integer.getInteger("emdia.forgeries.sent", 60);
    private static final long SEED = Long.getLong("seed", 7);
    private static final Set<Integer> REFUSALS = Set.of(401, 404, 413, 429);

    private final IntakeServer server = new IntakeServer(IntakeServer.settings(9999, 9999, 100));

    /** A published key would have to be asked for at its publisher's. */
    static List<Scheme> schemes() {
        return Schemes.all().stream().filter(scheme -> !scheme.way().equals("RS256")).toList();
    }

    @BeforeAll
    void sameClock() {
        assertThat(IntakeServer.NOW).isEqualTo(Schemes.NOW);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void noForgeryIsTaken(Scheme scheme) {
        var forger = new Forger(scheme, SEED);
        assertThat(answer(scheme, scheme.genuine().apply(1))).isEqualTo(200);
        var stored = server.log.deliveries.size();

        for (var made = 0; made < SAMPLE; made++) {
            var forged = forger.next();
            if (forged.at().equals(Schemes.NOW)) {
                assertThat(answer(scheme, forged)).as("forgery %d", made).isIn(REFUSALS);
            }
        }
        assertThat(server.log.deliveries).hasSize(stored);
    }

    private int answer(Scheme scheme, Delivered delivered) {
        var trust = delivered.trust();
        server.connect("c1", scheme.gateway(), true, trust.secrets(), trust.settings());
        return server.client()
                .post()
                .uri(URI.create("http://127.0.0.1:%d%s".formatted(server.port(), path(delivered))))
                .headers(
                        all -> delivered.headers().forEach((name, values) -> all.put(name, values)))
                .bodyValue(delivered.body())
                .exchange()
                .returnResult(Void.class)
                .getStatus()
                .value();
    }

    private static String path(Delivered delivered) {
        var pairs =
                delivered.query().entrySet().stream()
                        .flatMap(
                                one ->
                                        one.getValue().stream()
                                                .map(value -> pair(one.getKey(), value)))
                        .collect(Collectors.joining("&"));
        return "/webhooks/c1" + (pairs.isEmpty() ? "" : "?" + pairs);
    }

    private static String pair(String name, String value) {
        return name + "=" + URLEncoder.encode(value, UTF_8);
    }
}
