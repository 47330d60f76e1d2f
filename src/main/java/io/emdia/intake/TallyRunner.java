package io.emdia.intake;

import io.emdia.merchants.ConnectionTallies;
import io.emdia.merchants.ConnectionTallies.Count;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Writes what the intake counts, every few seconds and once more at the end. While the database is
 * away the counts wait in memory; the intake never waits for them.
 */
@Component
final class TallyRunner implements SmartLifecycle {

    /** Below the web server's, so that it has counted its last webhook. */
    private static final int PHASE = 2000;

    private static final Logger LOG = LoggerFactory.getLogger(TallyRunner.class);

    private final Admission admission;
    private final ConnectionTallies tallies;
    private final TallySettings settings;
    private final InstantSource clock;
    private final String node = UUID.randomUUID().toString();
    private final Disposable.Composite writing = Disposables.composite();
    private volatile boolean running;
    private @Nullable Batch unwritten;
    private long batches;

    TallyRunner(
            Admission admission,
            ConnectionTallies tallies,
            TallySettings settings,
            InstantSource clock) {
        this.admission = admission;
        this.tallies = tallies;
        this.settings = settings;
        this.clock = clock;
    }

    /** Stays as it is until it is known to be written, so that trying again adds nothing twice. */
    private record Batch(long number, List<Count> counts) {}

    @Override
    public void start() {
        running = true;
        writing.add(every(settings.writeEvery(), this::write).subscribe());
        writing.add(every(settings.foldAfter(), this::fold).subscribe());
    }

    @Override
    public void stop(Runnable stopped) {
        writing.dispose();
        write().then(Mono.defer(this::write))
                .timeout(settings.lastWithin())
                .onErrorResume(TallyRunner::tell)
                .doFinally(_ -> running = false)
                .doFinally(_ -> stopped.run())
                .subscribe();
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    private Mono<Void> write() {
        var batch = pick();
        return batch == null
                ? Mono.empty()
                : tallies.add(node, batch.number(), batch.counts()).doOnSuccess(_ -> written());
    }

    /** What could not be written before, else what is new; null for nothing. */
    private synchronized @Nullable Batch pick() {
        if (unwritten == null) {
            var counts = admission.takeCounts();
            unwritten = counts.isEmpty() ? null : new Batch(++batches, counts);
        }
        return unwritten;
    }

    private synchronized void written() {
        unwritten = null;
    }

    private Mono<Void> fold() {
        return tallies.fold(clock.instant().minus(settings.foldAfter()));
    }

    private static Flux<Void> every(Duration period, Supplier<Mono<Void>> work) {
        return Flux.interval(period)
                .onBackpressureDrop()
                .concatMap(_ -> Mono.defer(work).onErrorResume(TallyRunner::tell), 0);
    }

    private static Mono<Void> tell(Throwable failure) {
        LOG.debug("What connections were answered could not be written", failure);
        return Mono.empty();
    }
}
