package io.emdia.embedded;

import io.emdia.deliveries.Brokers;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * The broker in this process, which has no replica.
 *
 * @param seat given where the data folder's lock keeps every other consumer away
 */
record EmbeddedBrokers(EmbeddedKafka kafka, @Nullable String seat) implements Brokers {

    @Override
    public Map<String, Object> clientProperties() {
        return kafka.clientProperties();
    }

    @Override
    public boolean isSingle() {
        return true;
    }
}
