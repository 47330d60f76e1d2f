package io.emdia.operations;

import io.emdia.deliveries.Consumption;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Looks again and again how far the imports have come. */
@Component
final class ImportsRunner implements SmartLifecycle {

    /** Above the pipeline's. */
    private static final int PHASE = 2100;

    private static final Logger LOG = LoggerFactory.getLogger(ImportsRunner.class);

    private final ImportProgress progress;
    private final Consumption consumption;
    private final ImportSlots slots;
    private final ImportSettings settings;
    private final Disposable.Swap looking = Disposables.swap();
    private volatile boolean running;

    ImportsRunner(
            ImportProgress progress,
            Consumption consumption,
            ImportSlots slots,
            ImportSettings settings) {
        this.progress = progress;
        this.consumption = consumption;
        this.slots = slots;
        this.settings = settings;
    }

    @Override
    public void start() {
        running = true;
        looking.update(looks().subscribe());
    }

    @Override
    public void stop() {
        running = false;
        looking.dispose();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    private Flux<Void> looks() {
        return Flux.interval(settings.lookEvery())
                .onBackpressureDrop()
                .concatMap(_ -> Mono.defer(this::look).onErrorResume(ImportsRunner::tell), 0);
    }

    private Mono<Void> look() {
        return progress.look(consumption.handledBelow(), slots.running(), settings.silentMax());
    }

    private static Mono<Void> tell(Throwable failure) {
        LOG.debug("It could not be looked how far imports have come", failure);
        return Mono.empty();
    }
}
