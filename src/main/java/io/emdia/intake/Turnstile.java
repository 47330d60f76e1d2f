package io.emdia.intake;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** What one connection may do on this node, and how many of its requests were refused in a row. */
final class Turnstile {

    private final String gateway;
    private final TokenBucket rate;
    private final Semaphore slots;
    private final AtomicInteger refusals = new AtomicInteger();

    Turnstile(String gateway, TokenBucket rate, int slots) {
        this.gateway = gateway;
        this.rate = rate;
        this.slots = new Semaphore(slots);
    }

    String gateway() {
        return gateway;
    }

    TokenBucket rate() {
        return rate;
    }

    Semaphore slots() {
        return slots;
    }

    /** Refusals since the last authentic request. */
    int refusals() {
        return refusals.get();
    }

    void refused() {
        refusals.incrementAndGet();
    }

    void authentic() {
        refusals.set(0);
    }
}
