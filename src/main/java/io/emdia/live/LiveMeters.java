package io.emdia.live;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** What is measured of the streams. No tags: a merchant or a client would have too many values. */
@Component
final class LiveMeters {

    private final MeterRegistry registry;
    private final Timer eventToStream;

    LiveMeters(MeterRegistry registry) {
        this.registry = registry;
        this.eventToStream =
                Timer.builder("emdia.event.to.stream")
                        .description(
                                "From the log's timestamp of an event to its write on a stream")
                        .serviceLevelObjectives(
                                Duration.ofMillis(25),
                                Duration.ofMillis(50),
                                Duration.ofMillis(100),
                                Duration.ofMillis(250),
                                Duration.ofMillis(500),
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(5))
                        .register(registry);
    }

    void clients(AtomicInteger open) {
        Gauge.builder("emdia.sse.clients", open, AtomicInteger::get)
                .description("Open streams of this node")
                .strongReference(true)
                .register(registry);
    }

    void streamed(Duration sinceRecorded) {
        eventToStream.record(sinceRecorded);
    }
}
