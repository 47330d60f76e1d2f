package io.emdia.deliveries;

import org.jspecify.annotations.Nullable;

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

    /** Whether a delivery may be confirmed only once two brokers at least have it. */
    default boolean mustHaveCopies() {
        return false;
    }

    /**
     * The name under which this node takes its place in the consumer group again at once after it
     * was killed, instead of waiting until its former self is taken for dead; null where nodes come
     * and go, since no two may have the same.
     */
    default @Nullable String seat() {
        return null;
    }
}
