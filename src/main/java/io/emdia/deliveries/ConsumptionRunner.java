package io.emdia.deliveries;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.kafka.receiver.ReceiverRecord;
import reactor.util.retry.Retry;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Hands batches to a handler one after the other, commits after each, and makes its consumer anew
 * after any failure and whenever it falls silent. Ends only when drained.
 */
final class ConsumptionRunner implements Consumption {

    private static final Logger LOG = LoggerFactory.getLogger(ConsumptionRunner.class);
    private static final Duration BACKOFF = Duration.ofMillis(200);
    private static final Duration BACKOFF_MAX = Duration.ofSeconds(5);

    private final Supplier<Receiving> lives;
    private final Function<List<ReceiverRecord<String, byte[]>>, Mono<Void>> handler;
    private final GroupLag lag;
    private final Watch watch;
    private final LogMeters meters;
    private final Duration lookEvery;
    private final Gate gate = new Gate();

    private volatile @Nullable Receiving life;
    private volatile @Nullable Disposable running;

    ConsumptionRunner(
            Supplier<Receiving> lives,
            Function<List<ReceiverRecord<String, byte[]>>, Mono<Void>> handler,
            GroupLag lag,
            Watch watch,
            LogMeters meters,
            Duration lookEvery) {
        this.lives = lives;
        this.handler = handler;
        this.lag = lag;
        this.watch = watch;
        this.meters = meters;
        this.lookEvery = lookEvery;
    }

    @Override
    public void start() {
        running = pipeline().subscribe();
    }

    @Override
    public Mono<Void> drain(Duration deadline) {
        return Mono.defer(this::closed).timeout(deadline, Mono.empty()).doFinally(_ -> dispose());
    }

    @Override
    public long lagRecords() {
        return lag.total();
    }

    @Override
    public Map<Integer, Long> handledBelow() {
        return lag.committed().entrySet().stream()
                .collect(
                        Collectors.toUnmodifiableMap(
                                at -> at.getKey().partition(), Map.Entry::getValue));
    }

    @Override
    public boolean isHealthy() {
        return watch.isHealthy();
    }

    private Flux<Integer> pipeline() {
        return Flux.defer(this::live)
                .concatWith(Mono.error(() -> new IllegalStateException("the consumer ended")))
                .retryWhen(again())
                .takeUntilOther(gate.passed())
                .checkpoint("consumer of the log");
    }

    private Flux<Integer> live() {
        var receiving = lives.get();
        watch.began();
        // The lag is asked first: it tells whether deliveries went before they were applied.
        return lag.refresh()
                .onErrorComplete()
                .thenMany(Flux.defer(() -> batches(receiving)))
                .concatMap(batch -> finish(receiving, batch), 0)
                .takeUntilOther(stall(receiving));
    }

    private Flux<List<ReceiverRecord<String, byte[]>>> batches(Receiving receiving) {
        life = receiving;
        return receiving.batches();
    }

    private Mono<Integer> finish(Receiving receiving, List<ReceiverRecord<String, byte[]>> batch) {
        if (!gate.enter()) {
            return Mono.never();
        }
        watch.took();
        return Mono.defer(() -> handler.apply(batch))
                .then(Mono.defer(() -> receiving.commit(batch)))
                .thenReturn(batch.size())
                .doOnSuccess(_ -> watch.finished())
                .doFinally(_ -> gate.leave());
    }

    /** Fails once the consumer has been silent for too long. */
    private Mono<Void> stall(Receiving receiving) {
        return Flux.interval(lookEvery)
                .onBackpressureDrop()
                .doOnNext(_ -> watch.looked(lag.of(receiving.assigned())))
                .filter(_ -> watch.isStalled())
                .next()
                .flatMap(_ -> Mono.error(new IllegalStateException("the consumer fell silent")));
    }

    private Retry again() {
        return Retry.backoff(Long.MAX_VALUE, BACKOFF)
                .maxBackoff(BACKOFF_MAX)
                .transientErrors(true)
                .doBeforeRetry(this::tellRestart);
    }

    private void tellRestart(Retry.RetrySignal signal) {
        meters.restarted();
        LOG.warn("The consumer of the log is made anew", signal.failure());
    }

    private Mono<Void> closed() {
        gate.close();
        var last = life;
        return last == null ? gate.passed() : gate.passed().then(last.closed());
    }

    private void dispose() {
        var subscription = running;
        if (subscription != null) {
            subscription.dispose();
        }
    }
}
