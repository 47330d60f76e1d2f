package io.emdia.deliveries;

import io.emdia.database.Loopback;
import io.emdia.database.StartRefused;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.util.Map;
import java.util.stream.Stream;

/**
 * How an own Kafka is reached.
 *
 * @param bootstrapServers {@code host:port} of some brokers, with commas; empty for the embedded
 * @param properties passed to every client as they are, so that TLS and SASL can be set: the
 *     environment's {@code EMDIA_KAFKA_PROPERTIES_SECURITY_PROTOCOL} is {@code security.protocol}
 * @param allowPlaintext whether brokers on other machines may be spoken to without TLS
 * @param allowSingleCopy whether brokers on other machines may confirm what one of them has alone
 */
@ConfigurationProperties("emdia.kafka")
record KafkaSettings(
        @DefaultValue("") String bootstrapServers,
        @DefaultValue Map<String, String> properties,
        @DefaultValue("false") boolean allowPlaintext,
        @DefaultValue("false") boolean allowSingleCopy) {

    private static final String PLAINTEXT = "PLAINTEXT";

    /** Refused where a listener between here and there would read and change deliveries. */
    void requireEncryption() {
        var protocol = properties.getOrDefault("security.protocol", PLAINTEXT);
        if (protocol.endsWith(PLAINTEXT) && !allowPlaintext && !isNear()) {
            throw new StartRefused(
                    "Kafka is on another machine and would be spoken to without TLS: set"
                            + " emdia.kafka.properties.security.protocol=SASL_SSL, or"
                            + " emdia.kafka.allow-plaintext=true if the network is yours alone.");
        }
    }

    boolean mustHaveCopies() {
        return !allowSingleCopy && !isNear();
    }

    private boolean isNear() {
        return Stream.of(bootstrapServers.split(","))
                .map(server -> server.strip().replaceAll(":\\d+$", ""))
                .allMatch(Loopback::is);
    }

    /** Values may be passwords. */
    @Override
    public String toString() {
        return "KafkaSettings[" + bootstrapServers + ", " + properties.keySet() + "]";
    }
}
