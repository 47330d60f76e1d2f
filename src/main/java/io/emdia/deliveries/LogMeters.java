package io.emdia.deliveries;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

/** What the log tells of itself. */
@Component
final class LogMeters {

    private static final long NANOS_PER_SECOND = Duration.ofSeconds(1).toNanos();

    private final MeterRegistry registry;
    private final Counter restarts;
    private final Counter skipped;
    private final AtomicLong answeredAt;

    LogMeters(MeterRegistry registry) {
        this.registry = registry;
        this.restarts =
                Counter.builder("emdia.log.consumer.restarts")
                        .description("Times the consumer of the log was made anew")
                        .register(registry);
        this.skipped =
                Counter.builder("emdia.log.skipped.records")
                        .description("Deliveries gone from the log before they were applied")
                        .register(registry);
        this.answeredAt = new AtomicLong(nanos());
        Gauge.builder("emdia.log.answer.age.seconds", this, LogMeters::answerAge)
                .description("How long ago the broker last answered a question of this node")
                .register(registry);
    }

    /** The broker has answered, whatever it was asked. */
    void answered() {
        answeredAt.set(nanos());
    }

    void watchAppends(IntSupplier inFlight, BooleanSupplier breakerOpen) {
        Gauge.builder("emdia.log.in.flight", inFlight, IntSupplier::getAsInt)
                .description("Appends under way on this node")
                .strongReference(true)
                .register(registry);
        Gauge.builder("emdia.log.breaker.open", breakerOpen, LogMeters::oneIf)
                .description("1 while appends are refused because the broker does not answer")
                .strongReference(true)
                .register(registry);
    }

    /**
     * @param group of the few consumer groups named in the code
     */
    void watchConsumer(String group, BooleanSupplier healthy) {
        Gauge.builder("emdia.log.consumer.healthy", healthy, LogMeters::oneIf)
                .tag("group", group)
                .description("0 while deliveries wait and none is finished")
                .strongReference(true)
                .register(registry);
    }

    /**
     * @param reason one of {@code full}, {@code broker} and {@code failed}
     */
    void refused(String reason) {
        Counter.builder("emdia.log.refused")
                .description("Appends not taken, by reason")
                .tag("reason", reason)
                .register(registry)
                .increment();
    }

    void restarted() {
        restarts.increment();
    }

    void skipped(long records) {
        skipped.increment(records);
    }

    private double answerAge() {
        return (double) (nanos() - answeredAt.get()) / NANOS_PER_SECOND;
    }

    private long nanos() {
        return registry.config().clock().monotonicTime();
    }

    private static double oneIf(BooleanSupplier holds) {
        return holds.getAsBoolean() ? 1 : 0;
    }
}
