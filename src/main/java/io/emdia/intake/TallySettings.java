package io.emdia.intake;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * How what nodes count at the doors of connections is kept.
 *
 * @param writeEvery so much of it is lost when a node is killed
 * @param foldAfter how long a node must have written nothing of a connection before its row is
 *     added to that of all such nodes; also how often that is looked for
 * @param lastWithin how long a stop may wait for the last of it
 */
@ConfigurationProperties("emdia.intake.tally")
record TallySettings(
        @DefaultValue("3s") Duration writeEvery,
        @DefaultValue("1h") Duration foldAfter,
        @DefaultValue("1s") Duration lastWithin) {

    TallySettings {
        if (!writeEvery.isPositive() || !foldAfter.isPositive() || !lastWithin.isPositive()) {
            throw new IllegalArgumentException(
                    "emdia.intake.tally.write-every, fold-after and last-within must be positive");
        }
        if (foldAfter.compareTo(writeEvery) <= 0) {
            throw new IllegalArgumentException(
                    "emdia.intake.tally.fold-after must be above write-every");
        }
    }
}
