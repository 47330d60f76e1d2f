package io.emdia.access;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * @param usesWrittenEvery how often it is written down when tokens were last used
 * @param longest the most days a token may be made for; one without an end is made by not asking
 *     for one
 */
@ConfigurationProperties("emdia.tokens")
record TokenSettings(
        @DefaultValue("60s") Duration usesWrittenEvery, @DefaultValue("3650") int longest) {

    TokenSettings {
        if (!usesWrittenEvery.isPositive()) {
            throw new IllegalArgumentException(
                    "emdia.tokens: uses-written-every must be positive, was " + usesWrittenEvery);
        }
        if (longest < 1) {
            throw new IllegalArgumentException(
                    "emdia.tokens: longest must be positive, was " + longest);
        }
    }
}
