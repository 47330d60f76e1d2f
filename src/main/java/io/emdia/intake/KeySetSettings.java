package io.emdia.intake;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

import java.time.Duration;

/**
 * How the key sets that gateways publish are read.
 *
 * @param refreshEvery how long a set is left alone once it was asked for, answered or not
 * @param staleAfter when a set that was read is asked for again, though no key is missing
 * @param servedWhileAway how long keys count beyond that while their set cannot be read
 * @param answerWithin how long an answer may take in all
 * @param answerMax bytes of an answer; a longer one is not read
 * @param setsMax sets known at one time; the one asked for longest ago makes room
 */
@ConfigurationProperties("emdia.intake.key-sets")
record KeySetSettings(
        @DefaultValue("30s") Duration refreshEvery,
        @DefaultValue("24h") Duration staleAfter,
        @DefaultValue("72h") Duration servedWhileAway,
        @DefaultValue("2s") Duration answerWithin,
        @DefaultValue("64KB") DataSize answerMax,
        @DefaultValue("100") int setsMax) {

    KeySetSettings {
        if (!refreshEvery.isPositive() || !answerWithin.isPositive()) {
            throw new IllegalArgumentException(
                    "emdia.intake.key-sets.refresh-every and answer-within must be positive");
        }
        if (staleAfter.compareTo(refreshEvery) < 0) {
            throw new IllegalArgumentException(
                    "emdia.intake.key-sets.stale-after must be at least refresh-every");
        }
        if (setsMax < 1) {
            throw new IllegalArgumentException("emdia.intake.key-sets.sets-max must be positive");
        }
    }
}
