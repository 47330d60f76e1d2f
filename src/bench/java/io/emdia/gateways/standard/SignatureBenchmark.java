package io.emdia.gateways.standard;

import io.emdia.ProductClient;
import io.emdia.gateways.Arrival;
import io.emdia.gateways.Trust;
import io.emdia.gateways.Verdict;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What it costs to judge one webhook of 300 bytes under one secret. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 10, time = 2)
@Measurement(iterations = 5, time = 2)
public class SignatureBenchmark {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final String BODY =
            "{\"type\":\"payment.succeeded\",\"data\":\"%s\"}".formatted("x".repeat(255));
    private static final String KEY = "a-key-of-thirty-two-bytes-or-so!";

    private final StandardGateway gateway = new StandardGateway();
    private final List<String> secrets =
            List.of(
                    "whsec_"
                            + Base64.getEncoder()
                                    .encodeToString(KEY.getBytes(StandardCharsets.UTF_8)));
    private final Arrival arrival = arrival();

    private static Arrival arrival() {
        var timestamp = Long.toString(NOW.getEpochSecond());
        var signature = ProductClient.signature("evt_1", timestamp, BODY);
        return new Arrival(
                Map.of(
                        "webhook-id", List.of("evt_1"),
                        "webhook-timestamp", List.of(timestamp),
                        "webhook-signature", List.of(signature)),
                Map.of(),
                BODY.getBytes(StandardCharsets.UTF_8));
    }

    @Benchmark
    public Verdict judgeOneSignature() {
        return gateway.authenticate(arrival, Trust.in(secrets, Map.of()), NOW);
    }
}
