package io.emdia.embedded;

import io.emdia.deliveries.Brokers;

import java.util.Map;

/** The broker in this process, which has no replica. */
record EmbeddedBrokers(EmbeddedKafka kafka) implements Brokers {

    @Override
    public Map<String, Object> clientProperties() {
        return kafka.clientProperties();
    }

    @Override
    public boolean isSingle() {
        return true;
    }
}
