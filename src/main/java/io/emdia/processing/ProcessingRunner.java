package io.emdia.processing;

import io.emdia.deliveries.Consumption;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.Duration;
import java.util.Map;

/** Starts the consumer of the log after the log, and drains it before the log is closed. */
@Component
final class ProcessingRunner implements SmartLifecycle {

    /** Above the log's. */
    private static final int PHASE = 2000;

    private static final Logger LOG = LoggerFactory.getLogger(ProcessingRunner.class);

    private final Consumption consumption;
    private final QuarantineRows quarantine;
    private final PipelineMeters meters;
    private final ProcessingSettings settings;
    private final Disposable.Swap counting = Disposables.swap();
    private volatile boolean running;

    ProcessingRunner(
            Consumption consumption,
            QuarantineRows quarantine,
            PipelineMeters meters,
            ProcessingSettings settings) {
        this.consumption = consumption;
        this.quarantine = quarantine;
        this.meters = meters;
        this.settings = settings;
    }

    @Override
    public void start() {
        running = true;
        consumption.start();
        counting.update(counts().subscribe());
    }

    @Override
    public void stop(Runnable stopped) {
        counting.dispose();
        consumption
                .drain(settings.drainWithin())
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

    private Flux<Map<String, Long>> counts() {
        return Flux.interval(Duration.ZERO, settings.quarantineLookEvery())
                .onBackpressureDrop()
                .concatMap(_ -> quarantine.count().onErrorResume(ProcessingRunner::tell), 0)
                .doOnNext(meters::quarantineSize);
    }

    private static <T> Mono<T> tell(Throwable failure) {
        LOG.debug("The quarantine could not be counted", failure);
        return Mono.empty();
    }
}
