package io.emdia.deliveries;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;

import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToLongFunction;

/**
 * Puts together what comes while the reader is busy, so that it is read in one go and not poll by
 * poll: a delivery then waits for one batch to end and not for two. It asks for more as long as it
 * holds less than its limits, so it holds at most one list above them. What still waits when the
 * source ends is let go: it was not acknowledged, so it comes again.
 */
final class Gathering<T> implements CoreSubscriber<List<T>>, Subscription {

    /**
     * @param items of one list that is given on, and of what is read ahead
     * @param weight of what is read ahead, as the weigher says
     */
    record Limits(int items, long weight) {}

    private final CoreSubscriber<? super List<T>> reader;
    private final ToLongFunction<T> weigher;
    private final Limits limits;
    private final List<T> waiting = new ArrayList<>();
    private final AtomicInteger turns = new AtomicInteger();
    private volatile @Nullable Subscription source;
    private volatile boolean ended;
    private volatile @Nullable Throwable failure;
    private long weight;
    private long wanted;
    private boolean asked;
    private boolean told;

    private Gathering(
            CoreSubscriber<? super List<T>> reader, ToLongFunction<T> weigher, Limits limits) {
        this.reader = reader;
        this.weigher = weigher;
        this.limits = limits;
    }

    static <T> Flux<List<T>> of(Flux<List<T>> source, ToLongFunction<T> weigher, Limits limits) {
        return source.transform(
                Operators.<List<T>, List<T>>lift(
                        (_, reader) -> new Gathering<>(reader, weigher, limits)));
    }

    @Override
    public Context currentContext() {
        return reader.currentContext();
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        source = subscription;
        reader.onSubscribe(this);
        goOn();
    }

    @Override
    public void onNext(List<T> come) {
        synchronized (this) {
            asked = false;
            waiting.addAll(come);
            weight += come.stream().mapToLong(weigher).sum();
        }
        goOn();
    }

    @Override
    public void onError(Throwable cause) {
        failure = cause;
        ended = true;
        goOn();
    }

    @Override
    public void onComplete() {
        ended = true;
        goOn();
    }

    @Override
    public void request(long more) {
        synchronized (this) {
            wanted = Operators.addCap(wanted, more);
        }
        goOn();
    }

    @Override
    public void cancel() {
        var subscription = source;
        if (subscription != null) {
            subscription.cancel();
        }
    }

    /** One thread at a time: whoever comes meanwhile leaves a turn for it. */
    private void goOn() {
        if (turns.getAndIncrement() != 0) {
            return;
        }
        do {
            turn();
        } while (turns.decrementAndGet() != 0);
    }

    private void turn() {
        if (ended) {
            end();
            return;
        }
        for (var next = next(); !next.isEmpty(); next = next()) {
            reader.onNext(next);
        }
        var subscription = source;
        if (subscription != null && mayAsk()) {
            subscription.request(1);
        }
    }

    private void end() {
        if (told) {
            return;
        }
        told = true;
        var cause = failure;
        if (cause == null) {
            reader.onComplete();
        } else {
            reader.onError(cause);
        }
    }

    private synchronized List<T> next() {
        if (wanted == 0 || waiting.isEmpty()) {
            return List.of();
        }
        wanted--;
        var some = waiting.subList(0, Math.min(limits.items(), waiting.size()));
        var next = List.copyOf(some);
        some.clear();
        weight -= next.stream().mapToLong(weigher).sum();
        return next;
    }

    private synchronized boolean mayAsk() {
        var may = !asked && waiting.size() < limits.items() && weight < limits.weight();
        asked |= may;
        return may;
    }
}
