package io.emdia.kpi;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * @param windowMax the longest window of a document
 */
@ConfigurationProperties("emdia.kpi")
record KpiSettings(@DefaultValue("3660d") Duration windowMax) {

    KpiSettings {
        if (windowMax.toDays() < 1) {
            throw new IllegalArgumentException(
                    "emdia.kpi.window-max must be at least a day, was " + windowMax);
        }
    }
}
