package io.emdia.deliveries;

import java.util.Map;

/** How Kafka is reached; the embedded broker and an external cluster both say it here. */
public interface Brokers {

    /** Properties common to producers, consumers and admin clients, bootstrap servers included. */
    Map<String, Object> clientProperties();

    /**
     * True for one broker alone, which has no replica to keep a copy: every append to the intake
     * topic is then flushed to disk before it is acknowledged.
     */
    boolean isSingle();
}
