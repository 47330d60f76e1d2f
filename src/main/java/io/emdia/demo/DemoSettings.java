package io.emdia.demo;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * @param subscribers customers of the simulated company
 * @param months of history it has at its first start
 * @param seed the same one makes the same company
 * @param every how often something happens at its gateways
 * @param delayMax how late a gateway posts at most, so that deliveries overtake each other
 */
@ConfigurationProperties("emdia.demo")
record DemoSettings(
        @DefaultValue("400") int subscribers,
        @DefaultValue("12") int months,
        @DefaultValue("20260101") long seed,
        @DefaultValue("400ms") Duration every,
        @DefaultValue("3s") Duration delayMax) {

    DemoSettings {
        if (subscribers < 1 || months < 1 || !every.isPositive() || delayMax.isNegative()) {
            throw new IllegalArgumentException(
                    "emdia.demo: subscribers, months and every must be positive");
        }
    }
}
