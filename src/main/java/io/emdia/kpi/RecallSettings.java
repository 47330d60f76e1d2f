package io.emdia.kpi;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is asked of earlier knowledge is folded anew, which takes a while.
 *
 * @param atOnce such questions answered at one time on one node, each on a connection of its own;
 *     the rest are asked to come again
 * @param touchedMax charges and subscriptions that are set apart from what is stored; where more
 *     have changed since, everything is folded
 */
@ConfigurationProperties("emdia.kpi.recall")
record RecallSettings(@DefaultValue("2") int atOnce, @DefaultValue("500000") int touchedMax) {

    RecallSettings {
        if (atOnce < 1 || touchedMax < 1) {
            throw new IllegalArgumentException(
                    "emdia.kpi.recall: at-once and touched-max must be at least 1, were %d and %d"
                            .formatted(atOnce, touchedMax));
        }
    }
}
