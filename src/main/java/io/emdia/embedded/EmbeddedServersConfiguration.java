package io.emdia.embedded;

import io.emdia.database.DatabaseNamed;
import io.emdia.deliveries.BrokersNamed;

import org.springframework.boot.autoconfigure.condition.AllNestedConditions;
import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Off altogether where both servers are named elsewhere. */
@Configuration(proxyBeanMethods = false)
@Conditional(EmbeddedServersConfiguration.OneIsMissing.class)
class EmbeddedServersConfiguration {

    @Bean
    static EmbeddedServers embeddedServers(Environment environment) {
        return new EmbeddedServers(environment);
    }

    static final class OneIsMissing extends NoneNestedConditions {

        OneIsMissing() {
            super(ConfigurationPhase.PARSE_CONFIGURATION);
        }

        @Conditional(BothAreNamed.class)
        static class Complete {}
    }

    static final class BothAreNamed extends AllNestedConditions {

        BothAreNamed() {
            super(ConfigurationPhase.PARSE_CONFIGURATION);
        }

        @Conditional(DatabaseNamed.class)
        static class Database {}

        @Conditional(BrokersNamed.class)
        static class Kafka {}
    }
}
