package io.emdia.deliveries;

import io.emdia.deliveries.Breaker.Pass;

import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

import java.time.InstantSource;

/**
 * Lets appends through to the producer while there is room and the broker answers, and refuses the
 * others at once. A place is given back when the producer is done with the append, not when its
 * caller loses interest.
 */
@Component
final class Appends {

    private final Appender appender;
    private final Breaker breaker;
    private final InFlight inFlight;
    private final LogMeters meters;

    Appends(Appender appender, LogSettings settings, InstantSource clock, LogMeters meters) {
        var limits = settings.appends();
        this.appender = appender;
        this.breaker = new Breaker(limits.failuresMax(), limits.probeEvery(), clock);
        this.inFlight = new InFlight(limits.inFlightMax(), limits.inFlightBytesMax().toBytes());
        this.meters = meters;
        meters.watchAppends(inFlight::size, breaker::isOpen);
    }

    Mono<RecordMetadata> append(ProducerRecord<String, byte[]> record) {
        return Mono.create(sink -> admit(record, sink));
    }

    private void admit(ProducerRecord<String, byte[]> record, MonoSink<RecordMetadata> sink) {
        var pass = breaker.ask();
        if (pass == Pass.REFUSED) {
            refuse(sink, "broker", "the broker does not answer");
            return;
        }
        var size = RecordLayout.size(record);
        if (!inFlight.enter(size)) {
            refuse(sink, "full", "too many appends are under way");
            return;
        }
        var attempt = new Attempt(sink, size);
        try {
            appender.send(record, attempt, () -> pass == Pass.PROBE || !breaker.isOpen());
        } catch (RuntimeException rejected) {
            attempt.onCompletion(null, rejected);
        }
    }

    private void refuse(MonoSink<RecordMetadata> sink, String reason, String message) {
        meters.refused(reason);
        sink.error(new LogUnavailable(message));
    }

    private static LogUnavailable unacknowledged(@Nullable Exception failure) {
        var message = "the append was not acknowledged";
        return failure == null ? new LogUnavailable(message) : new LogUnavailable(message, failure);
    }

    /** One append under way. */
    private final class Attempt implements Callback {

        private final MonoSink<RecordMetadata> sink;
        private final int size;

        Attempt(MonoSink<RecordMetadata> sink, int size) {
            this.sink = sink;
            this.size = size;
        }

        @Override
        public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception failure) {
            inFlight.leave(size);
            if (failure == null && metadata != null) {
                breaker.succeeded();
                sink.success(metadata);
                return;
            }
            if (!(failure instanceof RecordTooLargeException)) {
                breaker.failed();
            }
            meters.refused("failed");
            sink.error(unacknowledged(failure));
        }
    }
}
