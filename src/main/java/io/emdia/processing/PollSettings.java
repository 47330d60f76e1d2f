package io.emdia.processing;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * @param every how often it is looked for doubtful charges
 * @param chargesMax of one connection that a run puts by; the next run goes on behind them
 * @param againAfter how long a charge is left alone once it was asked for
 * @param spreadOver so far apart the calls of one run lie, at random
 * @param backTo charges due longer ago are asked for no more
 */
@ConfigurationProperties("emdia.polls")
record PollSettings(
        @DefaultValue("10m") Duration every,
        @DefaultValue("500") int chargesMax,
        @DefaultValue("24h") Duration againAfter,
        @DefaultValue("5m") Duration spreadOver,
        @DefaultValue("90d") Duration backTo) {

    PollSettings {
        if (chargesMax < 1) {
            throw new IllegalArgumentException("emdia.polls.charges-max must be positive");
        }
    }
}
