package io.emdia.access;

import reactor.core.publisher.Mono;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Answers remembered for a moment, so that many requests ask the database once. Neither failures
 * nor absences are remembered. A change made elsewhere is seen after {@link #AGE_MAX}.
 */
public final class Remembered<K, V> {

    static final Duration AGE_MAX = Duration.ofSeconds(2);

    private static final int ENTRIES_MAX = 10_000;

    private record Entry<V>(V value, Instant at) {}

    private final InstantSource clock;
    private final Function<K, Mono<V>> load;
    private final ConcurrentHashMap<K, Entry<V>> entries = new ConcurrentHashMap<>();

    public Remembered(InstantSource clock, Function<K, Mono<V>> load) {
        this.clock = clock;
        this.load = load;
    }

    public Mono<V> get(K key) {
        return Mono.defer(() -> fresh(key));
    }

    public void forget(K key) {
        entries.remove(key);
    }

    void forgetAll() {
        entries.clear();
    }

    private Mono<V> fresh(K key) {
        var now = clock.instant();
        var entry = entries.get(key);
        if (entry != null && now.isBefore(entry.at().plus(AGE_MAX))) {
            return Mono.just(entry.value());
        }
        return load.apply(key)
                .map(value -> kept(key, new Entry<>(value, now)))
                .switchIfEmpty(Mono.fromRunnable(() -> forget(key)));
    }

    private V kept(K key, Entry<V> entry) {
        if (entries.size() >= ENTRIES_MAX) {
            forgetAll();
        }
        entries.put(key, entry);
        return entry.value();
    }
}
