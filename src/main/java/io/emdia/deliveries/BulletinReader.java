package io.emdia.deliveries;

import io.emdia.deliveries.Bulletin.Note;
import io.emdia.deliveries.KafkaBulletins.Start;

import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

import reactor.core.publisher.Mono;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;

/**
 * A consumer of one partition with a thread of its own. A poll that has begun runs to its end, so
 * that canceling never interrupts the consumer; the close waits for it.
 */
final class BulletinReader {

    private static final Duration POLL_TIMEOUT = Duration.ofMillis(200);
    private static final Duration POSITION_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    private final ExecutorService thread;
    private final Consumer<String, byte[]> consumer;
    private final TopicPartition partition;

    private BulletinReader(
            ExecutorService thread, Consumer<String, byte[]> consumer, TopicPartition partition) {
        this.thread = thread;
        this.consumer = consumer;
        this.partition = partition;
    }

    /**
     * @param next where an earlier reader stopped, negative when there was none
     */
    static Mono<BulletinReader> open(
            Clients clients, TopicPartition partition, Start start, long next) {
        var thread =
                Executors.newSingleThreadExecutor(
                        Thread.ofPlatform().daemon().name("bulletin-" + partition).factory());
        return shielded(thread, () -> opened(clients, thread, partition, start, next))
                .doOnError(_ -> thread.shutdown());
    }

    /** What came since, empty when nothing did for a while. */
    Mono<Brought> poll() {
        return shielded(thread, this::polled);
    }

    Mono<Void> close() {
        return shielded(thread, this::closed).doFinally(_ -> thread.shutdown()).then();
    }

    private static BulletinReader opened(
            Clients clients,
            ExecutorService thread,
            TopicPartition partition,
            Start start,
            long next) {
        var consumer = clients.reader();
        consumer.assign(List.of(partition));
        if (next >= 0) {
            consumer.seek(partition, next);
        } else if (start == Start.OLDEST) {
            consumer.seekToBeginning(List.of(partition));
        } else {
            consumer.seekToEnd(List.of(partition));
        }
        return new BulletinReader(thread, consumer, partition);
    }

    private Brought polled() {
        var notes =
                StreamSupport.stream(consumer.poll(POLL_TIMEOUT).spliterator(), false)
                        .map(record -> new Note(record.key(), record.value()))
                        .toList();
        return new Brought(notes, consumer.position(partition, POSITION_TIMEOUT));
    }

    private Boolean closed() {
        consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
        return true;
    }

    private static <T> Mono<T> shielded(ExecutorService thread, Supplier<T> work) {
        return Mono.fromFuture(() -> CompletableFuture.supplyAsync(work, thread), true);
    }

    /**
     * @param next the offset after the last of them
     */
    record Brought(List<Note> notes, long next) {}
}
