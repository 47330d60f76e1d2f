package io.emdia.database;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.PoolMetrics;

import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToIntFunction;

/**
 * {@code emdia.pool.connections}: connections of the pool by state, of which there are four:
 * acquired, idle, pending (callers that wait for one) and max. And how long ago a question over the
 * pool was last answered, which tells a database that is away as well as a pool that is used up.
 */
@Component
final class PoolMeters {

    private static final long NANOS_PER_SECOND = Duration.ofSeconds(1).toNanos();

    private final MeterRegistry registry;
    private final AtomicLong answeredAt;

    PoolMeters(ConnectionPool pool, MeterRegistry registry) {
        this.registry = registry;
        this.answeredAt = new AtomicLong(nanos());
        pool.getMetrics().ifPresent(metrics -> register(metrics, registry));
        Gauge.builder("emdia.database.answer.age.seconds", this, PoolMeters::answerAge)
                .description("How long ago PostgreSQL last answered a question of this node")
                .register(registry);
    }

    void answered() {
        answeredAt.set(nanos());
    }

    private double answerAge() {
        return (double) (nanos() - answeredAt.get()) / NANOS_PER_SECOND;
    }

    private long nanos() {
        return registry.config().clock().monotonicTime();
    }

    private static void register(PoolMetrics metrics, MeterRegistry registry) {
        gauge(registry, "acquired", metrics, PoolMetrics::acquiredSize);
        gauge(registry, "idle", metrics, PoolMetrics::idleSize);
        gauge(registry, "pending", metrics, PoolMetrics::pendingAcquireSize);
        gauge(registry, "max", metrics, PoolMetrics::getMaxAllocatedSize);
    }

    private static void gauge(
            MeterRegistry registry,
            String state,
            PoolMetrics metrics,
            ToIntFunction<PoolMetrics> size) {
        Gauge.builder("emdia.pool.connections", () -> size.applyAsInt(metrics))
                .tag("state", state)
                .description("Connections to PostgreSQL by state")
                .register(registry);
    }
}
