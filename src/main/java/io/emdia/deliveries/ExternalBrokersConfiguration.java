package io.emdia.deliveries;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/** Uses the brokers that were named; where none are, the embedded one takes their place. */
@Configuration(proxyBeanMethods = false)
@Conditional(BrokersNamed.class)
class ExternalBrokersConfiguration {

    @Bean
    Brokers brokers(KafkaSettings settings) {
        settings.requireEncryption();
        return new ExternalBrokers(settings);
    }
}
