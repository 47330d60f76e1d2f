package io.emdia.deliveries;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.kafka.receiver.KafkaReceiver;
import reactor.kafka.receiver.ReceiverOptions;
import reactor.kafka.receiver.ReceiverPartition;
import reactor.kafka.receiver.ReceiverRecord;
import reactor.kafka.receiver.internals.ConsumerFactory;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * One life of a consumer, from subscription to close. Batches are what came while the one before
 * was handled; nothing is committed but by {@link #commit}.
 */
final class Receiving {

    private static final int POLLS_AHEAD = 1;

    /**
     * A commit waits for the end of the poll under way, and no batch begins before the commit of
     * the one before: so this is what each batch may take longer.
     */
    private static final Duration POLL_TIMEOUT = Duration.ofMillis(5);

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final ReceiverOptions<String, byte[]> options;
    private final Duration commitWait;
    private final Gathering.Limits ahead;
    private final Set<TopicPartition> assigned = ConcurrentHashMap.newKeySet();
    private final Sinks.Empty<Void> closed = Sinks.empty();

    Receiving(Clients clients, String group, String topic, LogSettings.ConsumerSettings settings) {
        this.commitWait = settings.commitWait();
        this.ahead = new Gathering.Limits(settings.recordsMax(), settings.fetchMax().toBytes());
        this.options =
                ReceiverOptions.<String, byte[]>create(clients.member(group))
                        .subscription(List.of(topic))
                        .commitInterval(Duration.ZERO)
                        .commitBatchSize(0)
                        .maxDelayRebalance(settings.rebalanceDelayMax())
                        .pollTimeout(POLL_TIMEOUT)
                        .closeTimeout(CLOSE_TIMEOUT)
                        .schedulerSupplier(() -> Schedulers.newSingle("log-batches"))
                        .addAssignListener(partitions -> assigned.addAll(plain(partitions)))
                        .addRevokeListener(partitions -> assigned.removeAll(plain(partitions)));
    }

    @SuppressWarnings("NestedPublishers") // the library's own shape of a batch
    Flux<List<ReceiverRecord<String, byte[]>>> batches() {
        var polls =
                KafkaReceiver.create(new Closely(), options)
                        .receiveBatch(POLLS_AHEAD)
                        .concatMap(Flux::collectList, 0);
        return Gathering.of(polls, ReceiverRecord::serializedValueSize, ahead);
    }

    /**
     * Acknowledges every delivery of the batch, then commits. Completes with the commit, but after
     * a short wait anyway: in a rebalance the library commits only once the batches it has read
     * ahead are acknowledged too, so waiting for it would hold up both.
     */
    Mono<Void> commit(List<ReceiverRecord<String, byte[]>> batch) {
        batch.forEach(record -> record.receiverOffset().acknowledge());
        return batch.getLast().receiverOffset().commit().timeout(commitWait, Mono.empty());
    }

    Set<TopicPartition> assigned() {
        return assigned;
    }

    /** Completes when the consumer has left its group. */
    Mono<Void> closed() {
        return closed.asMono();
    }

    private static Set<TopicPartition> plain(Collection<ReceiverPartition> partitions) {
        return partitions.stream()
                .map(ReceiverPartition::topicPartition)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Makes consumers that tell when they are closed: the library itself does not. */
    private final class Closely extends ConsumerFactory {

        @Override
        public <K, V> Consumer<K, V> createConsumer(ReceiverOptions<K, V> wanted) {
            return new KafkaConsumer<>(
                    wanted.consumerProperties(),
                    wanted.keyDeserializer(),
                    wanted.valueDeserializer()) {
                @Override
                @SuppressWarnings("deprecation") // the one the library calls
                public void close(Duration timeout) {
                    try {
                        super.close(timeout);
                    } finally {
                        var _ = closed.tryEmitEmpty();
                    }
                }
            };
        }
    }
}
