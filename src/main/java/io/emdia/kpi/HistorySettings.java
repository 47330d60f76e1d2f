package io.emdia.kpi;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param pointsMax points of one history
 */
@ConfigurationProperties("emdia.kpi.history")
record HistorySettings(@DefaultValue("3700") int pointsMax) {

    HistorySettings {
        if (pointsMax < 1) {
            throw new IllegalArgumentException(
                    "emdia.kpi.history.points-max must be at least 1, was " + pointsMax);
        }
    }
}
