package io.emdia.http;

import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Tells that a planned stop has begun, before the web server starts to wait for open requests: new
 * webhooks are refused and endless streams end.
 */
@Component
public final class Closing implements ApplicationListener<ContextClosedEvent> {

    private final Sinks.One<Boolean> begun = Sinks.one();
    private volatile boolean closing;

    /** Emits once the stop has begun, at once if it has. */
    public Mono<Boolean> begun() {
        return begun.asMono();
    }

    public boolean hasBegun() {
        return closing;
    }

    @Override
    public void onApplicationEvent(ContextClosedEvent event) {
        closing = true;
        var _ = begun.tryEmitValue(true);
    }
}
