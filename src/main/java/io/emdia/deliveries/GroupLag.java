package io.emdia.deliveries;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import reactor.core.publisher.Mono;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How much of the intake topic one group has not committed, as last asked of the broker. Raises an
 * alarm when deliveries went from the log before the group had committed them.
 */
final class GroupLag {

    private static final Logger LOG = LoggerFactory.getLogger(GroupLag.class);

    private final String group;
    private final Topics topics;
    private final Asking asking;
    private final LogMeters meters;
    private final Map<TopicPartition, Long> alarmed = new HashMap<>();
    private volatile Map<TopicPartition, Standing> standings = Map.of();

    GroupLag(String group, Topics topics, Asking asking, LogMeters meters) {
        this.group = group;
        this.topics = topics;
        this.asking = asking;
        this.meters = meters;
    }

    long total() {
        return standings.values().stream().mapToLong(Standing::lag).sum();
    }

    long of(Set<TopicPartition> partitions) {
        return partitions.stream()
                .map(standings::get)
                .mapToLong(standing -> standing == null ? 0 : standing.lag())
                .sum();
    }

    /** Where the group stands on each partition it has committed. */
    Map<TopicPartition, Long> committed() {
        return standings.entrySet().stream()
                .filter(entry -> entry.getValue().committed() >= 0)
                .collect(
                        Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().committed()));
    }

    /** Asks the broker; on failure what was known stays. */
    Mono<Void> refresh() {
        return topics.deliveryPartitions()
                .map(number -> new TopicPartition(topics.deliveries(), number))
                .collectList()
                .flatMap(this::ask)
                .doOnNext(this::learn)
                .then()
                .checkpoint("lag of the log");
    }

    private Mono<Map<TopicPartition, Standing>> ask(List<TopicPartition> partitions) {
        return Mono.zip(
                        asking.ask(admin -> offsets(admin, partitions, OffsetSpec.earliest())),
                        asking.ask(admin -> offsets(admin, partitions, OffsetSpec.latest())),
                        asking.ask(this::committed))
                .map(answers -> standings(answers.getT1(), answers.getT2(), answers.getT3()));
    }

    private KafkaFuture<Map<TopicPartition, OffsetAndMetadata>> committed(Admin admin) {
        return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata();
    }

    static KafkaFuture<Map<TopicPartition, ListOffsetsResultInfo>> offsets(
            Admin admin, Collection<TopicPartition> partitions, OffsetSpec at) {
        return admin.listOffsets(
                        partitions.stream()
                                .collect(Collectors.toMap(partition -> partition, _ -> at)))
                .all();
    }

    private static Map<TopicPartition, Standing> standings(
            Map<TopicPartition, ListOffsetsResultInfo> starts,
            Map<TopicPartition, ListOffsetsResultInfo> ends,
            Map<TopicPartition, OffsetAndMetadata> committed) {
        return ends.entrySet().stream()
                .collect(
                        Collectors.toUnmodifiableMap(
                                Map.Entry::getKey,
                                end ->
                                        Standing.of(
                                                starts.get(end.getKey()),
                                                end.getValue(),
                                                committed.get(end.getKey()))));
    }

    private synchronized void learn(Map<TopicPartition, Standing> news) {
        standings = news;
        news.forEach(this::alarm);
    }

    private void alarm(TopicPartition partition, Standing standing) {
        var gone = standing.start() - standing.committed();
        if (standing.committed() < 0 || gone <= 0) {
            return;
        }
        var before = alarmed.put(partition, standing.committed());
        if (before == null || before != standing.committed()) {
            meters.skipped(gone);
            LOG.error(
                    "{} deliveries of {} were removed before {} had applied them (committed {},"
                            + " log starts at {}): check the retention of the topic",
                    gone,
                    partition,
                    group,
                    standing.committed(),
                    standing.start());
        }
    }

    /**
     * @param committed the next offset to read; -1 while nothing was committed
     */
    private record Standing(long start, long end, long committed) {

        static Standing of(
                @Nullable ListOffsetsResultInfo start,
                ListOffsetsResultInfo end,
                @Nullable OffsetAndMetadata committed) {
            return new Standing(
                    start == null ? 0 : start.offset(),
                    end.offset(),
                    committed == null ? -1 : committed.offset());
        }

        long lag() {
            return Math.max(0, end - Math.max(start, committed));
        }
    }
}
