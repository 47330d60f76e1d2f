package io.emdia.database;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Asks PostgreSQL over the pool whether it is there, and tells the meters when it answered. */
@Component
final class PulseRunner implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(PulseRunner.class);

    private final Database database;
    private final PoolMeters meters;
    private final DatabaseSettings settings;
    private Disposable running = Disposables.disposed();

    PulseRunner(Database database, PoolMeters meters, DatabaseSettings settings) {
        this.database = database;
        this.meters = meters;
        this.settings = settings;
    }

    /** One question at a time; a failure is the next one's business. */
    private Flux<Integer> pulses() {
        return Flux.interval(settings.pulseEvery())
                .onBackpressureDrop()
                .concatMap(_ -> pulse(), 0)
                .checkpoint("pulse of the database");
    }

    private Mono<Integer> pulse() {
        return database.read(Scope.DIRECTORY, unit -> Query.on(unit, "select 1 as one").row(_ -> 1))
                .doOnNext(_ -> meters.answered())
                .doOnError(failure -> LOG.debug("PostgreSQL did not answer", failure))
                .onErrorComplete();
    }

    @Override
    public void start() {
        running = pulses().subscribe();
    }

    @Override
    public void stop() {
        running.dispose();
    }

    @Override
    public boolean isRunning() {
        return !running.isDisposed();
    }
}
