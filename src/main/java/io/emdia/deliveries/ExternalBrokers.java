package io.emdia.deliveries;

import java.util.HashMap;
import java.util.Map;

/** A Kafka cluster that others run. */
final class ExternalBrokers implements Brokers {

    private final Map<String, Object> clientProperties;
    private final boolean mustHaveCopies;

    ExternalBrokers(KafkaSettings settings) {
        var properties = new HashMap<String, Object>(settings.properties());
        properties.put("bootstrap.servers", settings.bootstrapServers());
        this.clientProperties = Map.copyOf(properties);
        this.mustHaveCopies = settings.mustHaveCopies();
    }

    @Override
    public Map<String, Object> clientProperties() {
        return clientProperties;
    }

    @Override
    public boolean isSingle() {
        return false;
    }

    @Override
    public boolean mustHaveCopies() {
        return mustHaveCopies;
    }
}
