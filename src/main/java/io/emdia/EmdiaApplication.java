package io.emdia;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

import java.time.Clock;
import java.time.InstantSource;

/** Starts the product. The only place that names the system clock. */
@SpringBootApplication
@ConfigurationPropertiesScan
class EmdiaApplication {

    static void main(String[] arguments) {
        SpringApplication.run(EmdiaApplication.class, arguments);
    }

    @Bean
    InstantSource clock() {
        return Clock.systemUTC();
    }
}
