package io.emdia.deliveries;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A broker that accepts connections and never answers, which is worse than one that is gone. */
class KafkaAwayIntegrationTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Delivery DELIVERY =
            new Delivery("acme", "c1", "standard", Map.of(), "", new byte[1000]);

    @Test
    void noAppendIsPendingForMoreThanTwoSecondsAndSoonEachIsRefusedAtOnce() throws IOException {
        try (var silent = new ServerSocket(0);
                var kafka = KafkaLog.on(new SilentBroker(silent.getLocalPort()), Map.of())) {
            var slowest =
                    Flux.range(0, 3_000).flatMap(_ -> failing(kafka), 3_000).reduce(Math::max);
            StepVerifier.create(slowest)
                    .assertNext(
                            nanos ->
                                    assertThat(Duration.ofNanos(nanos))
                                            .isLessThan(Duration.ofSeconds(2)))
                    .expectComplete()
                    .verify(PATIENCE);

            StepVerifier.create(failing(kafka).repeat(99).collectSortedList())
                    .assertNext(
                            nanos ->
                                    assertThat(TimeUnit.NANOSECONDS.toMillis(nanos.get(95)))
                                            .isLessThan(50))
                    .expectComplete()
                    .verify(PATIENCE);
        }
    }

    /** How long it took to be refused, in nanoseconds. */
    private static Mono<Long> failing(KafkaLog kafka) {
        return Mono.defer(() -> failing(kafka, System.nanoTime()));
    }

    private static Mono<Long> failing(KafkaLog kafka, long began) {
        return kafka.log()
                .append("k", DELIVERY)
                .map(_ -> Long.MAX_VALUE)
                .onErrorResume(
                        LogUnavailable.class,
                        _ -> Mono.fromCallable(() -> System.nanoTime() - began));
    }

    private record SilentBroker(int port) implements Brokers {

        @Override
        public Map<String, Object> clientProperties() {
            return Map.of("bootstrap.servers", "127.0.0.1:" + port);
        }

        @Override
        public boolean isSingle() {
            return true;
        }
    }
}
