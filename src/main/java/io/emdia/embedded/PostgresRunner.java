package io.emdia.embedded;

import io.emdia.database.StartRefused;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import java.time.Duration;

/**
 * Starts the embedded PostgreSQL again when its process is gone while the product goes on, as when
 * the machine ran out of memory and ended it. Where that stays in vain the product stops and says
 * why, so that what runs it can start it again.
 */
final class PostgresRunner implements SmartLifecycle {

    /** Below the log's: watched before and after everything that uses it. */
    private static final int PHASE = 0;

    private static final Logger LOG = LoggerFactory.getLogger(PostgresRunner.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    private static final int TRIES_MAX = 60;
    private static final int GAVE_UP = 1;

    private final EmbeddedPostgres postgres;
    private Disposable watching = Disposables.disposed();
    private int tries;

    PostgresRunner(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    @Override
    public void start() {
        watching = looks().subscribe();
    }

    @Override
    public void stop() {
        watching.dispose();
    }

    @Override
    public boolean isRunning() {
        return !watching.isDisposed();
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    private Flux<Void> looks() {
        return Flux.interval(LOOK_EVERY)
                .onBackpressureDrop()
                .concatMap(_ -> look(), 0)
                .checkpoint("embedded PostgreSQL");
    }

    /** On a thread that may wait: a server replays its log before it answers. */
    private Mono<Void> look() {
        return Mono.<Void>fromRunnable(this::startAgain).subscribeOn(Schedulers.boundedElastic());
    }

    private void startAgain() {
        if (!postgres.isGone()) {
            tries = 0;
            return;
        }
        tries++;
        LOG.warn("PostgreSQL is gone and is started again");
        try {
            postgres.startAgain();
            LOG.info("PostgreSQL runs again");
        } catch (StartRefused refused) {
            tell(refused);
        }
    }

    private void tell(StartRefused refused) {
        LOG.warn("PostgreSQL does not start, try {} of {}", tries, TRIES_MAX, refused);
        if (tries == TRIES_MAX) {
            LOG.error("PostgreSQL stays away and Emdia stops: {}", refused.getMessage());
            var _ = Thread.ofPlatform().daemon().name("postgres-gone").start(PostgresRunner::exit);
        }
    }

    private static void exit() {
        System.exit(GAVE_UP);
    }
}
