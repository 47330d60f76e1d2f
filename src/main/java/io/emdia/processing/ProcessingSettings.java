package io.emdia.processing;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * @param group the consumer group all nodes share
 * @param eventsMax events of one transaction; one delivery alone may bring more
 * @param transactionsAtOnce of one batch; each has merchants of its own
 * @param retryMax the longest wait before a batch that could not be applied is tried again
 * @param drainWithin how long a stop waits for the batch under way; below the limit of a phase
 * @param quarantineLookEvery how often the deliveries kept aside are counted
 */
@ConfigurationProperties("emdia.processing")
record ProcessingSettings(
        @DefaultValue("emdia") String group,
        @DefaultValue("2000") int eventsMax,
        @DefaultValue("2") int transactionsAtOnce,
        @DefaultValue("5s") Duration retryMax,
        @DefaultValue("1800ms") Duration drainWithin,
        @DefaultValue("10s") Duration quarantineLookEvery) {

    ProcessingSettings {
        if (eventsMax < 1) {
            throw new IllegalArgumentException(
                    "emdia.processing.events-max must be positive, was " + eventsMax);
        }
        if (transactionsAtOnce < 1) {
            throw new IllegalArgumentException(
                    "emdia.processing.transactions-at-once must be positive, was "
                            + transactionsAtOnce);
        }
    }
}
