package io.emdia.deliveries;

import io.emdia.deliveries.KafkaBulletins.Start;

import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A bulletin on the one partition of a topic. Every reader has a consumer of its own. */
final class KafkaBulletin implements Bulletin {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaBulletin.class);
    private static final Duration BACKOFF = Duration.ofMillis(100);
    private static final Duration BACKOFF_MAX = Duration.ofSeconds(2);
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private final TopicPartition partition;
    private final Start start;
    private final Clients clients;
    private final Asking asking;
    private final Appender appender;
    private final Set<Reading> readings = ConcurrentHashMap.newKeySet();

    KafkaBulletin(String topic, Start start, Clients clients, Asking asking, Appender appender) {
        this.partition = new TopicPartition(topic, 0);
        this.start = start;
        this.clients = clients;
        this.asking = asking;
        this.appender = appender;
    }

    @Override
    public Mono<Void> post(String key, byte @Nullable [] value) {
        return Mono.fromCallable(() -> record(key, value))
                .flatMap(appender::send)
                .then()
                .checkpoint("post on a bulletin");
    }

    @Override
    public Flux<Note> notes() {
        return Flux.using(this::begin, this::read, readings::remove).checkpoint("bulletin");
    }

    @Override
    public Mono<Void> caughtUp() {
        return asking.ask(
                        admin ->
                                admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                                        .partitionResult(partition))
                .retryWhen(forEver())
                .flatMap(end -> reached(end.offset()));
    }

    @SuppressWarnings("NullAway") // a record without a value withdraws its key
    private ProducerRecord<String, byte[]> record(String key, byte @Nullable [] value) {
        return new ProducerRecord<>(partition.topic(), key, value);
    }

    private Reading begin() {
        var reading = new Reading();
        readings.add(reading);
        return reading;
    }

    private Flux<Note> read(Reading reading) {
        return Flux.usingWhen(
                        Mono.defer(
                                () -> BulletinReader.open(clients, partition, start, reading.next)),
                        reader -> notes(reader, reading),
                        BulletinReader::close)
                .doOnError(failure -> LOG.warn("{} is read anew", partition, failure))
                .retryWhen(forEver());
    }

    private Flux<Note> notes(BulletinReader reader, Reading reading) {
        return reader.poll().repeat().concatMap(brought -> told(brought, reading), 0);
    }

    /** Counts as read only once every note of it was emitted. */
    private Flux<Note> told(BulletinReader.Brought brought, Reading reading) {
        return Flux.fromIterable(brought.notes())
                .concatWith(Mono.fromRunnable(() -> reading.next = brought.next()));
    }

    private Mono<Void> reached(long end) {
        return Flux.interval(LOOK_EVERY)
                .onBackpressureDrop()
                .filter(_ -> everyReadingReached(end))
                .next()
                .then();
    }

    private boolean everyReadingReached(long end) {
        var now = List.copyOf(readings);
        return !now.isEmpty() && now.stream().allMatch(reading -> reading.next >= end);
    }

    private static Retry forEver() {
        return Retry.backoff(Long.MAX_VALUE, BACKOFF).maxBackoff(BACKOFF_MAX).transientErrors(true);
    }

    /** How far one reader is; -1 before it began. */
    private static final class Reading {
        private volatile long next = -1;
    }
}
