package io.emdia.database;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.PoolMetrics;

import org.springframework.stereotype.Component;

import java.util.function.ToIntFunction;

/**
 * {@code emdia.pool.connections}: connections of the pool by state, of which there are four:
 * acquired, idle, pending (callers that wait for one) and max.
 */
@Component
final class PoolMeters {

    PoolMeters(ConnectionPool pool, MeterRegistry registry) {
        pool.getMetrics().ifPresent(metrics -> register(metrics, registry));
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
