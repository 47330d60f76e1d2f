package io.emdia.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

class TokenBucketTests {

    private final AtomicLong nanos =
            new AtomicLong(Long.MAX_VALUE - 1_000_000_000L); // about to wrap

    @Test
    void givesABurstThenItsRate() {
        var bucket = new TokenBucket(10, 3, nanos::get);

        assertThat(taken(bucket, 5)).isEqualTo(3);
        assertThat(bucket.take()).isEqualTo(Duration.ofMillis(100));
        nanos.addAndGet(Duration.ofMillis(100).toNanos());
        assertThat(taken(bucket, 5)).isEqualTo(1);
    }

    @Test
    void neverSavesMoreThanABurst() {
        var bucket = new TokenBucket(10, 3, nanos::get);
        nanos.addAndGet(Duration.ofHours(1).toNanos());

        assertThat(taken(bucket, 100)).isEqualTo(3);
    }

    @Test
    void whatWasRefusedCostsNothing() {
        var bucket = new TokenBucket(10, 1, nanos::get);
        assertThat(taken(bucket, 1000)).isEqualTo(1);

        nanos.addAndGet(Duration.ofMillis(100).toNanos());

        assertThat(taken(bucket, 1)).isEqualTo(1);
    }

    @Test
    void manyThreadsTogetherGetNoMoreThanTheBurst() throws Exception {
        var bucket = new TokenBucket(1, 500, nanos::get);
        var total = new AtomicInteger();
        var ready = new CountDownLatch(1);
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (var thread = 0; thread < 4; thread++) {
                threads.execute(() -> takeAfter(ready, bucket, total));
            }
            ready.countDown();
        }

        assertThat(total).hasValue(500);
    }

    private static void takeAfter(CountDownLatch ready, TokenBucket bucket, AtomicInteger total) {
        try {
            ready.await();
            total.addAndGet(taken(bucket, 1000));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static int taken(TokenBucket bucket, int tries) {
        var taken = 0;
        for (var attempt = 0; attempt < tries; attempt++) {
            taken += bucket.take().isZero() ? 1 : 0;
        }
        return taken;
    }
}
