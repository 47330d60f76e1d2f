package io.emdia.http;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Holds the port open for a moment after a stop has begun, in the lifecycle's first phase to stop:
 * those who call in the meantime get an answer that tells them to try again.
 */
@Component
final class Refusals implements SmartLifecycle {

    private final HttpSettings settings;
    private volatile boolean running;

    Refusals(HttpSettings settings) {
        this.settings = settings;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public void stop(Runnable stopped) {
        running = false;
        var millis = settings.refusals().toMillis();
        CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS).execute(stopped);
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
