package io.emdia;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.emdia.database.StartRefused;

import org.junit.jupiter.api.Test;

import java.util.Map;

/** What is unsafe on another machine is refused at the start. */
class StartRefusedIntegrationTests {

    @Test
    void kafkaWithoutTlsIsRefusedElsewhere() {
        assertRefused(
                Map.of("emdia.kafka.bootstrap-servers", "127.0.0.1:1,broker.example:9092"),
                "Kafka",
                "without TLS");
        assertRefused(
                Map.of(
                        "emdia.kafka.bootstrap-servers", "broker.example:9092",
                        "emdia.kafka.properties.security.protocol", "SASL_PLAINTEXT"),
                "Kafka",
                "without TLS");
    }

    private static void assertRefused(Map<String, String> settings, String... told) {
        assertThatThrownBy(() -> RunningProduct.start(settings).close())
                .rootCause()
                .isInstanceOf(StartRefused.class)
                .hasMessageContainingAll(told)
                .hasMessageEndingWith(".");
    }
}
