package io.emdia.deliveries;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import java.util.Map;

class KafkaSettingsTests {

    private static final Map<String, Object> VARIABLES =
            Map.of(
                    "EMDIA_KAFKA_BOOTSTRAP_SERVERS", "a:9093,b:9093",
                    "EMDIA_KAFKA_PROPERTIES_SECURITY_PROTOCOL", "SASL_SSL",
                    "EMDIA_KAFKA_PROPERTIES_SASL_JAAS_CONFIG", "login password=\"secret\"");

    @Test
    void everyClientGetsWhatTheEnvironmentSays() {
        var brokers = new ExternalBrokers(bound());

        assertThat(brokers.clientProperties())
                .containsEntry("bootstrap.servers", "a:9093,b:9093")
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("sasl.jaas.config", "login password=\"secret\"");
        assertThat(brokers.isSingle()).isFalse();
    }

    @Test
    void aPasswordIsNotPrinted() {
        assertThat(bound()).asString().contains("a:9093").doesNotContain("secret");
    }

    private static KafkaSettings bound() {
        var environment = new StandardEnvironment();
        var sources = environment.getPropertySources();
        sources.stream().map(source -> source.getName()).toList().forEach(sources::remove);
        sources.addFirst(new MapPropertySource("none", Map.of()));
        sources.addFirst(new SystemEnvironmentPropertySource("systemEnvironment", VARIABLES));
        ConfigurationPropertySources.attach(environment);
        return Binder.get(environment).bind("emdia.kafka", KafkaSettings.class).get();
    }
}
