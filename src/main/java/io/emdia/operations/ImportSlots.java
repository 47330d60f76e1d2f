package io.emdia.operations;

import io.emdia.http.Problem;

import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** How many imports this node reads at one time, and which they are. */
@Component
final class ImportSlots {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    private final Semaphore slots;
    private final Set<String> running = ConcurrentHashMap.newKeySet();

    ImportSlots(ImportSettings settings) {
        this.slots = new Semaphore(settings.atOnce());
    }

    /** A 429 when there is none. */
    boolean enter() {
        if (!slots.tryAcquire()) {
            throw Problem.tooMany("this node reads as many imports as it can", RETRY_AFTER);
        }
        return true;
    }

    void leave() {
        slots.release();
    }

    void reads(String importId) {
        running.add(importId);
    }

    void readsNoMore(String importId) {
        running.remove(importId);
    }

    Collection<String> running() {
        return Set.copyOf(running);
    }
}
