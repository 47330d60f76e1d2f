package io.emdia.deliveries;

import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The node's one producer. Sending may block for metadata, so it happens on threads of its own,
 * never on an event loop; callbacks run on the producer's thread and must be short.
 */
@Component
final class Appender {

    /** One for each line. */
    private static final int THREADS = 3;

    private static final int LINE_MAX = 4_000;

    /** So many wait only behind a send that blocks; then the second line goes on beside it. */
    private static final int CROWD = 64;

    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(2);

    private final Supplier<Producer<String, byte[]>> connect;
    private final Scheduler sends = Schedulers.newBoundedElastic(THREADS, LINE_MAX, "log-append");
    private final Line<Waiting> appends = new Line<>(sends, LINE_MAX, this::sendNow);
    private final Line<Waiting> crowded = new Line<>(sends, LINE_MAX, this::sendNow);
    private final Line<Waiting> others = new Line<>(sends, LINE_MAX, this::sendNow);
    private @Nullable Producer<String, byte[]> producer;
    private boolean closed;

    @Autowired
    Appender(Clients clients) {
        this(clients::producer);
    }

    Appender(Supplier<Producer<String, byte[]>> connect) {
        this.connect = connect;
    }

    private record Waiting(
            ProducerRecord<String, byte[]> record, Callback callback, BooleanSupplier worthIt) {}

    /**
     * Hands the record to the producer; the callback is called exactly once, also on failure.
     *
     * @param worthIt asked just before, since much may have happened while it waited in line
     */
    void send(ProducerRecord<String, byte[]> record, Callback callback, BooleanSupplier worthIt) {
        var line = appends.length() < CROWD ? appends : crowded;
        line.add(new Waiting(record, callback, worthIt));
    }

    /** Completes when every in-sync replica has the record. Never waits behind appends. */
    Mono<RecordMetadata> send(ProducerRecord<String, byte[]> record) {
        return Mono.create(sink -> others.add(new Waiting(record, answering(sink), () -> true)));
    }

    private static Callback answering(MonoSink<RecordMetadata> sink) {
        return (metadata, failure) -> answer(sink, metadata, failure);
    }

    private static void answer(
            MonoSink<RecordMetadata> sink, RecordMetadata metadata, @Nullable Exception failure) {
        if (failure == null) {
            sink.success(metadata);
        } else {
            sink.error(failure);
        }
    }

    /** Asks for a topic's partitions ahead of the first append, which then finds them known. */
    Mono<Void> warmUp(String topic) {
        return Mono.fromCallable(() -> producer().partitionsFor(topic)).subscribeOn(sends).then();
    }

    private void sendNow(Waiting waiting) {
        try {
            if (!waiting.worthIt().getAsBoolean()) {
                throw new LogUnavailable("the broker does not answer");
            }
            var _ = producer().send(waiting.record(), waiting.callback());
        } catch (RuntimeException refused) {
            waiting.callback().onCompletion(null, refused);
        }
    }

    private synchronized Producer<String, byte[]> producer() {
        if (closed) {
            throw new LogUnavailable("the log is closed");
        }
        var known = producer;
        if (known == null) {
            known = connect.get();
            producer = known;
        }
        return known;
    }

    /** Waits for what is under way, then closes. Blocks: for a stopping thread. */
    synchronized void close() {
        closed = true;
        if (producer != null) {
            producer.close(CLOSE_PATIENCE);
            producer = null;
        }
        sends.dispose();
    }
}
