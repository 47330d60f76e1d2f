package io.emdia.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.embedded.TestServers;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.Connection;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** The same storm of canceled queries, with and without the shield. */
class CanceledReadsIntegrationTests {

    private static final long SEED = Long.getLong("seed", 5);
    private static final int QUERIES = 1_000;
    private static final int ROWS = 2_000;
    private static final int AT_ONCE = 32;
    private static final int ANSWERS = 10;
    private static final int STORMS_MAX = 20;
    private static final Duration CANCELED_WITHIN = Duration.ofMillis(3);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration STORM_MAX = Duration.ofSeconds(20);
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(5);
    private static final String MANY_ROWS =
            "select md5(n::text) as hash from generate_series(1, " + ROWS + ") n";

    private final ConnectionPool pool = (ConnectionPool) TestServers.freshDatabase().connections();

    /** A query that tells of each row it reads. */
    private interface Reading extends Function<Runnable, Mono<Long>> {}

    @AfterEach
    void close() {
        pool.disposeLater().timeout(ANSWERED_WITHIN).onErrorComplete().block(PATIENCE);
    }

    @Test
    void aShieldedUnitOfWorkGivesItsConnectionBackWhoeverGoesAway() {
        var database = new Database(pool);
        Reading shielded =
                onRow -> database.read(Scope.DIRECTORY, connection -> rows(connection, onRow));
        storm(shielded, SEED);

        assertThat(isIdleWithin(PATIENCE)).isTrue();
        assertThat(answered(shielded)).isEqualTo(ANSWERS);
        assertThat(isIdleWithin(PATIENCE)).isTrue();
    }

    /** Once this fails the driver is mended, and the shield may go. */
    @Test
    void anUnshieldedQueryCostsTheDriversConnections() {
        Reading unshielded =
                onRow ->
                        Mono.usingWhen(
                                pool.create(),
                                connection -> rows(connection, onRow),
                                Connection::close);

        var isBroken = false;
        for (int storm = 0; storm < STORMS_MAX && !isBroken; storm++) {
            storm(unshielded, SEED + storm);
            isBroken = !isIdleWithin(ANSWERED_WITHIN) || answered(unshielded) < ANSWERS;
        }
        assertThat(isBroken).isTrue();
    }

    private static Mono<Long> rows(Connection connection, Runnable onRow) {
        return Flux.from(connection.createStatement(MANY_ROWS).execute())
                .concatMap(result -> result.map(row -> Row.text(row, "hash")))
                .doOnNext(_ -> onRow.run())
                .count();
    }

    /** Every other one is canceled after so many rows, if there are so many, or after a while. */
    private static void storm(Reading reading, long seed) {
        var random = new Random(seed);
        Flux.range(0, QUERIES)
                .flatMap(
                        query ->
                                query % 2 == 0
                                        ? abandoned(reading, random.nextInt(ROWS * 3 / 2))
                                        : abandoned(reading, canceledWithin(random)),
                        AT_ONCE)
                .take(STORM_MAX)
                .blockLast(PATIENCE);
    }

    private static Duration canceledWithin(Random random) {
        return Duration.ofNanos(random.nextLong(CANCELED_WITHIN.toNanos()));
    }

    private static Mono<Long> abandoned(Reading reading, Duration after) {
        return reading.apply(() -> {}).takeUntilOther(Mono.delay(after)).onErrorComplete();
    }

    /** Canceled from another thread. */
    private static Mono<Long> abandoned(Reading reading, int rows) {
        var gone = Sinks.<Long>empty();
        var seen = new AtomicInteger();
        return reading.apply(() -> count(seen, rows, gone))
                .takeUntilOther(gone.asMono().publishOn(Schedulers.parallel()))
                .timeout(ANSWERED_WITHIN)
                .onErrorComplete();
    }

    private static void count(AtomicInteger seen, int rows, Sinks.Empty<Long> gone) {
        if (seen.incrementAndGet() == rows) {
            var _ = gone.tryEmitEmpty();
        }
    }

    private boolean isIdleWithin(Duration patience) {
        return Boolean.TRUE.equals(
                Flux.interval(Duration.ZERO, Duration.ofMillis(50))
                        .map(_ -> isIdle())
                        .filter(idle -> idle)
                        .next()
                        .timeout(patience, Mono.just(false))
                        .block());
    }

    private boolean isIdle() {
        var sizes = pool.getMetrics().orElseThrow();
        return sizes.acquiredSize() == 0 && sizes.pendingAcquireSize() == 0;
    }

    private static long answered(Reading reading) {
        var answered =
                Flux.range(0, ANSWERS)
                        .flatMap(_ -> answer(reading), ANSWERS)
                        .count()
                        .block(PATIENCE);
        return answered == null ? 0 : answered;
    }

    private static Mono<Long> answer(Reading reading) {
        return reading.apply(() -> {}).timeout(ANSWERED_WITHIN).onErrorComplete();
    }
}
