package io.emdia.processing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** The API of a gateway, over real HTTP, that behaves as a test tells it to. */
final class StubApi implements AutoCloseable {

    private static final Duration HELD_MAX = Duration.ofSeconds(30);

    /** What it was asked, with the credentials, in order. */
    final List<Call> calls = new CopyOnWriteArrayList<>();

    /** By what credentials were presented, the most calls that were under way at once. */
    final Map<String, Integer> mostAtOnce = new ConcurrentHashMap<>();

    final AtomicInteger mostAtOnceOfAll = new AtomicInteger();

    private final AtomicInteger allUnderWay = new AtomicInteger();
    private final Map<String, AtomicInteger> underWay = new ConcurrentHashMap<>();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Function<Call, Reply> behaviour = StubApi::paid;

    StubApi() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    record Call(String method, String path, String authorization, long nanos) {

        String id() {
            return path.substring(path.lastIndexOf('/') + 1);
        }
    }

    /**
     * @param held until when it is not answered
     */
    record Reply(int status, Map<String, String> headers, String body, CountDownLatch held) {

        static Reply of(int status, String body) {
            return new Reply(status, Map.of(), body, new CountDownLatch(0));
        }

        Reply with(String header, String value) {
            return new Reply(status, Map.of(header, value), body, held);
        }

        Reply until(CountDownLatch latch) {
            return new Reply(status, headers, body, latch);
        }
    }

    /** The truth: the payment that was asked for is paid. */
    static Reply paid(Call call) {
        return Reply.of(200, "{\"id\":\"%s\",\"state\":\"paid\"}".formatted(call.id()));
    }

    void behave(Function<Call, Reply> next) {
        behaviour = next;
    }

    String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    List<String> asked() {
        return calls.stream().map(Call::id).toList();
    }

    private void handle(HttpExchange exchange) throws IOException {
        var credentials = exchange.getRequestHeaders().getFirst("Authorization");
        var call =
                new Call(
                        exchange.getRequestMethod(),
                        exchange.getRequestURI().getPath(),
                        String.valueOf(credentials),
                        System.nanoTime());
        calls.add(call);
        var now = underWay.computeIfAbsent(call.authorization(), _ -> new AtomicInteger());
        mostAtOnceOfAll.accumulateAndGet(allUnderWay.incrementAndGet(), Math::max);
        mostAtOnce.merge(call.authorization(), now.incrementAndGet(), Math::max);
        try (exchange) {
            answer(exchange, behaviour.apply(call), now);
        }
    }

    private void answer(HttpExchange exchange, Reply reply, AtomicInteger now) throws IOException {
        try {
            hold(reply);
        } finally {
            now.decrementAndGet();
            allUnderWay.decrementAndGet();
        }
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        var body = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private void hold(Reply reply) {
        try {
            while (closed.getCount() > 0
                    && !reply.held().await(10, TimeUnit.MILLISECONDS)
                    && !Thread.interrupted()) {
                Thread.onSpinWait();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
        try {
            var _ = threads.awaitTermination(HELD_MAX.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
