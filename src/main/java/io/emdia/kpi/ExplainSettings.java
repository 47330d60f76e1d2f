package io.emdia.kpi;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param atOnce questions answered at one time on one node, each of which may read many charges on
 *     a connection of its own; the rest are asked to come again
 * @param eventsMax events that one comparison with the past goes through
 * @param restatedMax charges and subscriptions that the restatements of one month go through
 */
@ConfigurationProperties("emdia.kpi.explain")
record ExplainSettings(
        @DefaultValue("2") int atOnce,
        @DefaultValue("20000") int eventsMax,
        @DefaultValue("50000") int restatedMax) {

    ExplainSettings {
        if (atOnce < 1 || eventsMax < 1 || restatedMax < 1) {
            throw new IllegalArgumentException(
                    "emdia.kpi.explain: at-once, events-max and restated-max must be at least 1,"
                            + " were %d, %d and %d".formatted(atOnce, eventsMax, restatedMax));
        }
    }
}
