package io.emdia.processing;

import io.emdia.processing.LookupRows.Size;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.stereotype.Component;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** What is asked of gateways. Tags are names of our own gateways and words of {@link Outcome}. */
@Component
final class LookupMeters {

    private final MeterRegistry registry;
    private final AtomicLong waiting = new AtomicLong();
    private final AtomicLong oldestSeconds = new AtomicLong();

    LookupMeters(MeterRegistry registry) {
        this.registry = registry;
        Gauge.builder("emdia.lookups.waiting", waiting, AtomicLong::get)
                .description("Resources of gateways that are asked for and not answered yet")
                .register(registry);
        Gauge.builder("emdia.lookups.oldest.seconds", oldestSeconds, AtomicLong::get)
                .description("How long the oldest of them has been waited for")
                .register(registry);
    }

    void tried(String gateway, Outcome outcome) {
        Counter.builder("emdia.lookups")
                .description("Questions to gateways, by what they came to")
                .tag("gateway", gateway)
                .tag("outcome", outcome.word())
                .register(registry)
                .increment();
    }

    void waiting(Size size, Instant now) {
        waiting.set(size.waiting());
        oldestSeconds.set(Math.max(0, Duration.between(size.oldest(), now).toSeconds()));
    }
}
