package io.emdia;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Goes on posting and asking while others misbehave, and tells how it was served. */
final class GoodClient implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofMillis(25);
    private static final String EVENT =
            """
            {"type":"charge.restored","timestamp":"2025-06-10T12:00:00Z","data":{"charge_id":"g"}}\
            """;

    private final ProductClient product;
    private final String connection;
    private final List<Duration> took = Collections.synchronizedList(new ArrayList<>());
    private final List<Integer> failures = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger sent = new AtomicInteger();
    private final Thread thread = new Thread(this::goOn, "good-client");
    private volatile boolean stopped;

    GoodClient(ProductClient product, String connection) {
        this.product = product;
        this.connection = connection;
        thread.start();
    }

    private void goOn() {
        while (!stopped) {
            post("good-" + sent.incrementAndGet());
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException ended) {
                return;
            }
        }
    }

    private void post(String id) {
        var start = System.nanoTime();
        var status = product.post(connection, id, EVENT);
        took.add(Duration.ofNanos(System.nanoTime() - start));
        if (status != 200) {
            failures.add(status);
        }
    }

    int sent() {
        return sent.get();
    }

    List<Integer> failures() {
        return List.copyOf(failures);
    }

    Duration slowest() {
        return Collections.max(took);
    }

    @Override
    public void close() throws InterruptedException {
        stopped = true;
        thread.join();
    }
}
