package io.emdia;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringApplication.AbandonedRunException;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;

import java.time.Clock;
import java.time.InstantSource;

/**
 * Starts the product. The only place that names the system clock. Beans are named with their
 * package, so that two capabilities may use the same word.
 */
@SpringBootApplication(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
@ConfigurationPropertiesScan
class EmdiaApplication {

    private static final int REFUSED = 1;

    static void main(String[] arguments) {
        Termination.install();
        try {
            SpringApplication.run(EmdiaApplication.class, arguments);
        } catch (AbandonedRunException builtAheadOfTime) {
            throw builtAheadOfTime;
        } catch (RuntimeException reported) {
            // Threads of a server that did start must not keep the process.
            System.exit(REFUSED);
        }
    }

    @Bean
    InstantSource clock() {
        return Clock.systemUTC();
    }
}
