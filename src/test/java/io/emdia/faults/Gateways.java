package io.emdia.faults;

import io.emdia.ProductClient;

import org.jspecify.annotations.Nullable;

import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * Gateways that post a {@link Book} at a bounded rate, signed, from several threads. As real ones
 * do they post again, freshly signed, whatever was not answered with 200, and some of it twice
 * although it was. They keep what was acknowledged over all rounds.
 */
public final class Gateways implements AutoCloseable {

    public static final int PER_SECOND = 150;

    private static final int THREADS = 16;
    private static final int TWICE_PERCENT = 10;
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Duration BEFORE_AGAIN = Duration.ofMillis(150);
    private static final int NO_ANSWER = 0;

    private final Acknowledged acknowledged = new Acknowledged();
    private final BlockingQueue<Webhook> waiting = new ArrayBlockingQueue<>(THREADS);
    private final AtomicInteger unsettled = new AtomicInteger();
    private final List<Thread> threads = new ArrayList<>();
    private final Map<URI, ProductClient> clients = new ConcurrentHashMap<>();
    private final Random random;
    private final Book book;
    private final Duration between;
    private final Answers answers = new Answers();
    private volatile Answers recent = new Answers();
    private volatile List<ProductClient> live = List.of();
    private volatile boolean posting;
    private volatile boolean closed;

    public Gateways(List<Account> accounts, String name, long seed) {
        this(accounts, name, seed, PER_SECOND);
    }

    /**
     * @param name leads every event id
     */
    public Gateways(List<Account> accounts, String name, long seed, int perSecond) {
        book = new Book(accounts, name, seed);
        random = new Random(seed);
        between = Duration.ofSeconds(1).dividedBy(perSecond);
        for (var number = 0; number < THREADS; number++) {
            threads.add(Thread.ofVirtual().start(this::post));
        }
        threads.add(Thread.ofVirtual().start(this::write));
    }

    /** Where to post from now on; a balancer's view of the nodes. */
    public void postTo(URI... nodes) {
        live = List.of(nodes).stream().map(this::client).toList();
    }

    private ProductClient client(URI node) {
        return clients.computeIfAbsent(node, address -> new ProductClient(address, ANSWER));
    }

    /** Begins to write new events. */
    public void resume() {
        posting = true;
    }

    /** Writes no new event, and waits until each that was written is acknowledged. */
    public void settle(Duration patience) {
        posting = false;
        var deadline = System.nanoTime() + patience.toNanos();
        while (unsettled.get() > 0) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(
                        unsettled + " webhooks not acknowledged within " + patience + ", " + this);
            }
            pause(BEFORE_AGAIN);
        }
    }

    public Acknowledged acknowledged() {
        return acknowledged;
    }

    /** Answers that a gateway would take for a refusal, by status. */
    public Map<Integer, Integer> refusals() {
        return answers.byStatus().entrySet().stream()
                .filter(answer -> answer.getKey() != 200 && answer.getKey() != 503)
                .filter(answer -> answer.getKey() != NO_ANSWER)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The answers to what is posted from now on. */
    public Answers answersFromNow() {
        recent = new Answers();
        return recent;
    }

    @Override
    public String toString() {
        return acknowledged.size() + " acknowledged, answers by status " + answers;
    }

    private void write() {
        while (!closed) {
            if (posting) {
                unsettled.incrementAndGet();
                put(book.next());
            }
            pause(between);
        }
    }

    private void put(Webhook webhook) {
        try {
            while (!closed && !waiting.offer(webhook, 1, TimeUnit.SECONDS)) {}
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private void post() {
        while (!closed) {
            var webhook = next();
            if (webhook != null) {
                post(webhook);
                if (random.nextInt(100) < TWICE_PERCENT) {
                    var _ = answer(webhook);
                }
                unsettled.decrementAndGet();
            }
        }
    }

    private @Nullable Webhook next() {
        try {
            return waiting.poll(1, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private void post(Webhook webhook) {
        acknowledged.sent(webhook);
        while (!closed) {
            if (answer(webhook) == 200) {
                acknowledged.acknowledged(webhook);
                return;
            }
            pause(BEFORE_AGAIN);
        }
    }

    private int answer(Webhook webhook) {
        var began = System.nanoTime();
        var counted = recent;
        var answer = told(webhook);
        var took = Duration.ofNanos(System.nanoTime() - began);
        var status = answer == null ? NO_ANSWER : answer.statusCode();
        var isToComeAgain =
                answer != null && answer.headers().firstValue("Retry-After").isPresent();
        answers.add(status, took, isToComeAgain);
        counted.add(status, took, isToComeAgain);
        return status;
    }

    private @Nullable HttpResponse<String> told(Webhook webhook) {
        var nodes = live;
        if (nodes.isEmpty()) {
            return null;
        }
        try {
            return nodes.get(random.nextInt(nodes.size()))
                    .answer(webhook.connection(), webhook.id(), webhook.body());
        } catch (UncheckedIOException refusedOrCut) {
            return null;
        }
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    @Override
    public void close() {
        closed = true;
        threads.forEach(Gateways::join);
    }

    private static void join(Thread thread) {
        try {
            thread.join(ANSWER.multipliedBy(2));
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }
}
