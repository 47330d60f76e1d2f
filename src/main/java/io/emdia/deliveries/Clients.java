package io.emdia.deliveries;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.stereotype.Component;

import java.util.HashMap;
import java.util.Map;

/** Makes Kafka's own clients, every setting that matters said here. */
@Component
final class Clients {

    private static final int HEARTBEATS_PER_SESSION = 4;
    private static final int MAX_POLL_INTERVAL_MS = 300_000;
    private static final int REQUEST_TIMEOUT_MS = 10_000;
    private static final int RECONNECT_BACKOFF_MS = 100;
    private static final int RECONNECT_BACKOFF_MAX_MS = 1_000;
    private static final int BUFFER_SPARE_FACTOR = 2;

    private final Brokers brokers;
    private final LogSettings settings;

    Clients(Brokers brokers, LogSettings settings) {
        this.brokers = brokers;
        this.settings = settings;
    }

    boolean isSingleBroker() {
        return brokers.isSingle();
    }

    boolean mustHaveCopies() {
        return brokers.mustHaveCopies();
    }

    /** May look names up: not for event loops. */
    Admin admin() {
        var properties = common("admin");
        properties.put("default.api.timeout.ms", REQUEST_TIMEOUT_MS);
        properties.put("request.timeout.ms", REQUEST_TIMEOUT_MS);
        return Admin.create(properties);
    }

    /** May look names up: not for event loops. */
    Producer<String, byte[]> producer() {
        var appends = settings.appends();
        var properties = common("producer");
        var timeout = (int) appends.deliveryTimeout().toMillis();
        var linger = (int) appends.linger().toMillis();
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, linger);
        // While one request is flushed, all that comes meanwhile gathers for the next: few flushes.
        properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, (int) appends.batchMax().toBytes());
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, appends.blockMax().toMillis());
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, timeout);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, timeout - linger);
        properties.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, RECONNECT_BACKOFF_MS);
        properties.put(
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                (int) settings.topics().recordMax().toBytes());
        properties.put(
                ProducerConfig.BUFFER_MEMORY_CONFIG,
                appends.inFlightBytesMax().toBytes() * BUFFER_SPARE_FACTOR);
        return new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
    }

    /** Reads what it is told to, in no group. May look names up: not for event loops. */
    Consumer<String, byte[]> reader() {
        return new KafkaConsumer<>(
                consumerProperties("reader"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    /** What a member of a consumer group is made with. */
    Map<String, Object> member(String group) {
        var consumer = settings.consumer();
        var session = (int) consumer.sessionTimeout().toMillis();
        var properties = consumerProperties("consumer");
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        if (brokers.seat() != null) {
            properties.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, brokers.seat());
        }
        properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, session);
        properties.put(
                ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, session / HEARTBEATS_PER_SESSION);
        properties.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, MAX_POLL_INTERVAL_MS);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, consumer.recordsMax());
        return properties;
    }

    private Map<String, Object> consumerProperties(String client) {
        var properties = common(client);
        properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
        properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        // A replay is harmless, a gap is not.
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
        properties.put(
                ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                (int) settings.consumer().fetchMax().toBytes());
        properties.put(
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                (int) settings.topics().recordMax().toBytes());
        properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
        properties.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
        return properties;
    }

    private Map<String, Object> common(String client) {
        var properties = new HashMap<>(brokers.clientProperties());
        properties.put("client.id", "emdia-" + client);
        properties.put("reconnect.backoff.ms", RECONNECT_BACKOFF_MS);
        properties.put("reconnect.backoff.max.ms", RECONNECT_BACKOFF_MAX_MS);
        properties.put("enable.metrics.push", false);
        return properties;
    }
}
