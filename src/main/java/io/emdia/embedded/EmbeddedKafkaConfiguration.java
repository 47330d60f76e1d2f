package io.emdia.embedded;

import io.emdia.deliveries.Brokers;
import io.emdia.deliveries.BrokersNamed;

import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/** Where no other Kafka is named, the log is kept by the embedded one. */
@Configuration(proxyBeanMethods = false)
@Conditional(EmbeddedKafkaConfiguration.NoneNamed.class)
class EmbeddedKafkaConfiguration {

    private static final String SEAT = "emdia";

    @Bean
    Brokers embeddedBrokers(EmbeddedServers servers) {
        return new EmbeddedBrokers(servers.kafka(), SEAT);
    }

    static final class NoneNamed extends NoneNestedConditions {

        NoneNamed() {
            super(ConfigurationPhase.PARSE_CONFIGURATION);
        }

        @Conditional(BrokersNamed.class)
        static class Named {}
    }
}
