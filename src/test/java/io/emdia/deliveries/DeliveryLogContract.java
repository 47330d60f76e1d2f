package io.emdia.deliveries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;

/** What every log of deliveries keeps, whatever it is made of. */
interface DeliveryLogContract {

    Duration PATIENCE = Duration.ofSeconds(40);

    /** How long a test waits for what must come. */
    default Duration patience() {
        return PATIENCE;
    }

    Duration DRAIN = Duration.ofSeconds(15);
    int SENDS_AT_ONCE = 64;

    /** One and the same log for all calls of a test. */
    DeliveryLog log();

    /** As another node sees the same log. */
    DeliveryLog anotherNode();

    @Test
    default void givesBackWhatWasAppended() {
        var sent =
                new Delivery(
                        "acme",
                        "c1",
                        "standard",
                        Map.of("webhook-id", "msg_1", "webhook-timestamp", "1760000000"),
                        "a=1&b=%C3%A7",
                        new byte[] {0, 1, (byte) 0xff});
        var read = new CopyOnWriteArrayList<LoggedDelivery>();
        var position = log().append("k", sent).block(PATIENCE);

        var consumption = consuming("g", batch -> Mono.fromRunnable(() -> read.addAll(batch)));
        await().atMost(patience()).until(() -> read.size() == 1);
        finish(consumption);

        var only = read.getFirst();
        assertThat(only.position()).isEqualTo(position);
        assertThat(only.delivery()).usingRecursiveComparison().isEqualTo(sent);
        assertThat(only.recordedAt()).isNotNull();
    }

    @Test
    default void keepsTheOrderOfOneKey() {
        var read = new CopyOnWriteArrayList<String>();
        append(0, 300, "same");

        var consumption =
                consuming(
                        "g",
                        batch -> Mono.fromRunnable(() -> batch.forEach(d -> read.add(name(d)))));
        await().atMost(patience()).until(() -> read.size() >= 300);
        finish(consumption);

        assertThat(read).isEqualTo(names(0, 300));
    }

    @Test
    default void aBatchWhoseHandlerFailedComesAgain() {
        var failed = new AtomicBoolean();
        var first = new CopyOnWriteArrayList<String>();
        var read = ConcurrentHashMap.<String>newKeySet();
        append(0, 20, "k");

        var consumption =
                consuming(
                        "g",
                        batch -> {
                            if (failed.compareAndSet(false, true)) {
                                return failing(batch, first);
                            }
                            return Mono.fromRunnable(() -> batch.forEach(d -> read.add(name(d))));
                        });
        await().atMost(patience()).until(() -> read.size() == 20);
        finish(consumption);

        assertThat(first).isNotEmpty();
        assertThat(read).containsAll(first);
    }

    /** A handler under way must not have been committed: whoever comes next gets it again. */
    @Test
    default void whatWasNotFinishedComesToTheNextConsumer() {
        var seen = new AtomicInteger();
        var read = ConcurrentHashMap.<String>newKeySet();
        append(0, 10, "k");

        var stuck =
                consuming(
                        "g",
                        batch -> {
                            seen.addAndGet(batch.size());
                            return Mono.never();
                        });
        await().atMost(patience()).until(() -> seen.get() > 0);
        StepVerifier.create(stuck.drain(Duration.ofMillis(500))).expectComplete().verify(PATIENCE);
        var next =
                consuming(
                        "g",
                        batch -> Mono.fromRunnable(() -> batch.forEach(d -> read.add(name(d)))));
        await().atMost(patience()).until(() -> read.size() == 10);
        finish(next);

        assertThat(read).containsExactlyInAnyOrderElementsOf(names(0, 10));
    }

    @Test
    default void aFinishedBatchDoesNotComeToTheNextConsumer() {
        var read = new CopyOnWriteArrayList<String>();
        Function<List<LoggedDelivery>, Mono<Void>> handler =
                batch -> Mono.fromRunnable(() -> batch.forEach(d -> read.add(name(d))));
        append(0, 50, "k");

        var first = consuming("g", handler);
        await().atMost(patience()).until(() -> read.size() == 50);
        finish(first);
        append(50, 1, "k");
        var second = consuming("g", handler);
        await().atMost(patience()).until(() -> read.contains("n50"));
        finish(second);

        assertThat(read).isEqualTo(names(0, 51));
    }

    @Test
    default void drainingFinishesTheBatchUnderWayAndTakesNoOther() {
        var begun = new AtomicInteger();
        var finished = new AtomicInteger();
        append(0, 10, "k");

        var consumption =
                consuming(
                        "g",
                        batch -> {
                            begun.incrementAndGet();
                            return Mono.delay(Duration.ofSeconds(1))
                                    .doOnNext(_ -> finished.incrementAndGet())
                                    .then();
                        });
        await().atMost(patience()).until(() -> begun.get() == 1);
        append(10, 10, "k");
        finish(consumption);

        assertThat(finished.get()).isEqualTo(begun.get()).isEqualTo(1);
    }

    @Test
    default void nothingIsLostWhileNodesJoinAndLeave() {
        var read = ConcurrentHashMap.<String>newKeySet();
        Function<List<LoggedDelivery>, Mono<Void>> handler =
                batch ->
                        Mono.delay(Duration.ofMillis(20))
                                .doOnNext(_ -> batch.forEach(d -> read.add(name(d))))
                                .then();
        var sending =
                Flux.range(0, 6_000)
                        .delayElements(Duration.ofMillis(1))
                        .flatMap(n -> log().append("k" + n % 50, delivery(n)), SENDS_AT_ONCE)
                        .then()
                        .toFuture();

        var first = consuming("g", handler);
        await().atMost(patience()).until(() -> !read.isEmpty());
        for (var round = 0; round < 2; round++) {
            var before = read.size();
            var second = anotherNode().consume("g", handler);
            second.start();
            await().atMost(patience()).until(() -> read.size() > before + 500);
            finish(second);
        }
        await().atMost(patience()).until(sending::isDone);
        await().atMost(patience()).until(() -> read.size() == 6_000);
        finish(first);

        assertThat(read).isEqualTo(Set.copyOf(names(0, 6_000)));
    }

    @Test
    default void aSenderWhoLeavesBreaksNothing() {
        var read = ConcurrentHashMap.<String>newKeySet();

        for (var n = 0; n < 200; n++) {
            log().append("k", delivery(n)).subscribe().dispose();
        }
        append(200, 100, "k");
        var consumption =
                consuming(
                        "g",
                        batch -> Mono.fromRunnable(() -> batch.forEach(d -> read.add(name(d)))));
        await().atMost(patience()).until(() -> read.containsAll(names(200, 100)));
        finish(consumption);
    }

    @Test
    default void tellsHowManyWait() {
        var release = new AtomicBoolean();
        append(0, 30, "k");
        var consumption =
                consuming(
                        "g",
                        _ ->
                                Flux.interval(Duration.ofMillis(20))
                                        .filter(_ -> release.get())
                                        .next()
                                        .then());
        await().atMost(patience()).until(() -> consumption.lagRecords() == 30);

        release.set(true);

        await().atMost(patience()).until(() -> consumption.lagRecords() == 0);
        assertThat(consumption.isHealthy()).isTrue();
        finish(consumption);
    }

    private Consumption consuming(
            String group, Function<List<LoggedDelivery>, Mono<Void>> handler) {
        var consumption = log().consume(group, handler);
        consumption.start();
        return consumption;
    }

    private static Mono<Void> failing(List<LoggedDelivery> batch, List<String> seen) {
        batch.forEach(delivery -> seen.add(name(delivery)));
        return Mono.error(new IllegalStateException("on purpose"));
    }

    private static void finish(Consumption consumption) {
        StepVerifier.create(consumption.drain(DRAIN)).expectComplete().verify(PATIENCE);
    }

    private void append(int from, int count, String key) {
        Flux.range(from, count)
                .concatMap(n -> log().append(key, delivery(n)))
                .then()
                .block(PATIENCE);
    }

    private static Delivery delivery(int number) {
        var body = ("n" + number).getBytes(StandardCharsets.UTF_8);
        return new Delivery("acme", "c1", "standard", Map.of(), "", body);
    }

    private static String name(LoggedDelivery logged) {
        return new String(logged.delivery().body(), StandardCharsets.UTF_8);
    }

    private static List<String> names(int from, int count) {
        return IntStream.range(from, from + count).mapToObj(n -> "n" + n).toList();
    }
}
