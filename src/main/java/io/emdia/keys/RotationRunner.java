package io.emdia.keys;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.Duration;

/** Looks at the start and now and then whether anything is sealed by an older master key. */
@Component
final class RotationRunner implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(RotationRunner.class);

    private final Rotation rotation;
    private final Duration lookEvery;
    private final Disposable.Composite running = Disposables.composite();
    private volatile boolean started;

    RotationRunner(Rotation rotation, KeySettings settings) {
        this.rotation = rotation;
        this.lookEvery = settings.masterKeyLookEvery();
    }

    @Override
    public void start() {
        started = true;
        running.add(
                Flux.interval(lookEvery)
                        .onBackpressureDrop()
                        .concatMap(_ -> rotation.round().onErrorResume(RotationRunner::later), 0)
                        .subscribe());
    }

    @Override
    public void stop() {
        running.dispose();
        started = false;
    }

    @Override
    public boolean isRunning() {
        return started;
    }

    private static Mono<Void> later(Throwable failure) {
        LOG.warn("What older master keys sealed is looked at later: {}", failure.toString());
        return Mono.empty();
    }
}
