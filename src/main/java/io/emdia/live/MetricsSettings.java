package io.emdia.live;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * @param maxMerchants merchants exported one by one; the rest are summed as {@code _other}
 * @param look how often changed figures are looked for
 * @param longest figures are computed again after so long even when nothing changed
 */
@ConfigurationProperties("emdia.metrics")
record MetricsSettings(
        @DefaultValue("200") int maxMerchants,
        @DefaultValue("5s") Duration look,
        @DefaultValue("1m") Duration longest) {

    MetricsSettings {
        if (maxMerchants < 0) {
            throw new IllegalArgumentException(
                    "emdia.metrics.max-merchants must not be negative, was " + maxMerchants);
        }
        if (!look.isPositive() || !longest.isPositive()) {
            throw new IllegalArgumentException(
                    "emdia.metrics.look and longest must be positive, were %s and %s"
                            .formatted(look, longest));
        }
    }
}
