package io.emdia.deliveries;

import reactor.core.scheduler.Scheduler;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Hands things one after the other to a scheduler's thread. A thread that is at it goes on while
 * more comes, so under load many things cost one waking.
 */
final class Line<T> {

    private final Scheduler scheduler;
    private final int lengthMax;
    private final Consumer<T> last;
    private final Queue<T> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger length = new AtomicInteger();

    /**
     * @param last what is done with each; must not throw
     */
    Line(Scheduler scheduler, int lengthMax, Consumer<T> last) {
        this.scheduler = scheduler;
        this.lengthMax = lengthMax;
        this.last = last;
    }

    /** Throws a {@link RejectedExecutionException} when too many wait. */
    void add(T next) {
        if (length.get() >= lengthMax) {
            throw new RejectedExecutionException("too many wait in line");
        }
        waiting.add(next);
        if (length.getAndIncrement() == 0) {
            begin();
        }
    }

    int length() {
        return length.get();
    }

    private void begin() {
        try {
            var _ = scheduler.schedule(this::work);
        } catch (RejectedExecutionException disposed) {
            work();
        }
    }

    /** Runs on one thread at a time: only who finds the line empty starts it. */
    private void work() {
        do {
            var next = waiting.poll();
            if (next != null) {
                last.accept(next);
            }
        } while (length.decrementAndGet() > 0);
    }
}
