package io.emdia.deliveries;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.util.Map;

/**
 * How an own Kafka is reached.
 *
 * @param bootstrapServers {@code host:port} of some brokers, with commas; empty for the embedded
 * @param properties passed to every client as they are, so that TLS and SASL can be set: the
 *     environment's {@code EMDIA_KAFKA_PROPERTIES_SECURITY_PROTOCOL} is {@code security.protocol}
 */
@ConfigurationProperties("emdia.kafka")
record KafkaSettings(
        @DefaultValue("") String bootstrapServers, @DefaultValue Map<String, String> properties) {

    /** Values may be passwords. */
    @Override
    public String toString() {
        return "KafkaSettings[" + bootstrapServers + ", " + properties.keySet() + "]";
    }
}
