package io.emdia.processing;

import io.emdia.deliveries.Consumption;
import io.emdia.deliveries.DeliveryLog;
import io.emdia.ledger.Backlog;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ProcessingConfiguration {

    @Bean
    Consumption consumption(
            DeliveryLog log,
            Pipeline pipeline,
            PipelineMeters meters,
            ProcessingSettings settings) {
        var consumption = log.consume(settings.group(), pipeline::process);
        meters.watchLag(consumption);
        return consumption;
    }

    @Bean
    Backlog backlog(Consumption consumption) {
        return consumption::lagRecords;
    }

    /**
     * Of the whole, not of readiness: a node whose consumer is stuck still takes deliveries, and
     * the watchdog mends it.
     */
    @Bean
    HealthIndicator pipelineHealthIndicator(Consumption consumption) {
        return () -> (consumption.isHealthy() ? Health.up() : Health.down()).build();
    }
}
