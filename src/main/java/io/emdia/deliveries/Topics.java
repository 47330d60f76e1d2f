package io.emdia.deliveries;

import io.emdia.database.StartRefused;

import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.springframework.stereotype.Component;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The topics of this installation, created where they are missing. */
@Component
final class Topics {

    private static final int COPIES_MIN = 2;
    private static final int REPLICAS_FOR_TWO_IN_SYNC = 3;
    private static final Duration MARKS_RETENTION = Duration.ofHours(1);
    private static final Duration COMPACTION_SEGMENT = Duration.ofHours(1);

    private final Asking asking;
    private final Clients clients;
    private final LogSettings.TopicSettings settings;

    Topics(Asking asking, Clients clients, LogSettings settings) {
        this.asking = asking;
        this.clients = clients;
        this.settings = settings.topics();
    }

    String deliveries() {
        return settings.deliveries();
    }

    String connections() {
        return settings.connections();
    }

    String marks() {
        return settings.marks();
    }

    /** Completes when every topic is there. */
    Mono<Void> ensure() {
        return asking.ask(admin -> admin.describeCluster().nodes())
                .map(nodes -> Math.min(settings.replicas(), nodes.size()))
                .flatMapIterable(this::wanted)
                .concatMap(this::create)
                .then();
    }

    /** Refuses brokers of which one could take a confirmed delivery with it. */
    Mono<Void> requireCopies() {
        return clients.mustHaveCopies()
                ? inSync().filter(copies -> copies < COPIES_MIN).flatMap(Topics::refused)
                : Mono.empty();
    }

    private Mono<Integer> inSync() {
        var topic = new ConfigResource(ConfigResource.Type.TOPIC, deliveries());
        return asking.ask(admin -> admin.describeConfigs(List.of(topic)).all())
                .mapNotNull(configs -> configs.get(topic))
                .mapNotNull(config -> config.get(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG))
                .map(copies -> Integer.parseInt(copies.value()));
    }

    private static Mono<Void> refused(int copies) {
        return Mono.error(
                new StartRefused(
                        "Kafka confirms a delivery when "
                                + copies
                                + " broker has it, which could be lost with that one: run three"
                                + " brokers or more and set min.insync.replicas=2 on the topics, or"
                                + " emdia.kafka.allow-single-copy=true if that is meant."));
    }

    private Mono<Void> create(NewTopic topic) {
        return asking.ask(admin -> admin.createTopics(List.of(topic)).all())
                .onErrorResume(TopicExistsException.class, _ -> Mono.empty());
    }

    private List<NewTopic> wanted(int replicas) {
        return List.of(
                topic(settings.deliveries(), partitions(), replicas, forDeliveries()),
                topic(settings.connections(), 1, replicas, forConnections()),
                topic(settings.marks(), 1, replicas, forMarks()));
    }

    private int partitions() {
        return clients.isSingleBroker() ? settings.partitionsAlone() : settings.partitions();
    }

    private NewTopic topic(String name, int partitions, int replicas, Map<String, String> own) {
        var config = new HashMap<>(own);
        var inSync = replicas >= REPLICAS_FOR_TWO_IN_SYNC ? 2 : 1;
        config.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, String.valueOf(inSync));
        config.put(
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                String.valueOf(settings.recordMax().toBytes()));
        config.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
        return new NewTopic(name, Optional.of(partitions), Optional.of((short) replicas))
                .configs(config);
    }

    /** Kafka itself removes nothing: {@link Trimming} does, and only what was applied. */
    private Map<String, String> forDeliveries() {
        var config = new HashMap<String, String>();
        config.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
        config.put(TopicConfig.RETENTION_MS_CONFIG, "-1");
        config.put(TopicConfig.RETENTION_BYTES_CONFIG, "-1");
        if (clients.isSingleBroker()) {
            config.put(TopicConfig.FLUSH_MESSAGES_INTERVAL_CONFIG, "1");
        }
        return config;
    }

    private Map<String, String> forConnections() {
        var config = new HashMap<String, String>();
        config.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
        config.put(TopicConfig.SEGMENT_MS_CONFIG, String.valueOf(COMPACTION_SEGMENT.toMillis()));
        if (clients.isSingleBroker()) {
            config.put(TopicConfig.FLUSH_MESSAGES_INTERVAL_CONFIG, "1");
        }
        return config;
    }

    private static Map<String, String> forMarks() {
        return Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.RETENTION_MS_CONFIG,
                String.valueOf(MARKS_RETENTION.toMillis()));
    }

    /** The partitions of the intake topic, as many as there are now. */
    Flux<Integer> deliveryPartitions() {
        return asking.ask(admin -> admin.describeTopics(List.of(deliveries())).allTopicNames())
                .flatMapIterable(Map::values)
                .flatMapIterable(TopicDescription::partitions)
                .map(TopicPartitionInfo::partition);
    }
}
