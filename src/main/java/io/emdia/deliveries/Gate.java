package io.emdia.deliveries;

import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Lets one batch at a time through, until it is closed; then the one under way is the last. */
final class Gate {

    private final Sinks.Empty<Void> passed = Sinks.empty();
    private boolean closed;
    private boolean busy;

    /** False once closed: the batch is not to be handled, nor acknowledged. */
    synchronized boolean enter() {
        if (closed) {
            return false;
        }
        busy = true;
        return true;
    }

    void leave() {
        if (left()) {
            var _ = passed.tryEmitEmpty();
        }
    }

    private synchronized boolean left() {
        busy = false;
        return closed;
    }

    void close() {
        if (idleWhenClosed()) {
            var _ = passed.tryEmitEmpty();
        }
    }

    private synchronized boolean idleWhenClosed() {
        closed = true;
        return !busy;
    }

    /** Completes when it is closed and the last batch has passed. */
    Mono<Void> passed() {
        return passed.asMono();
    }
}
