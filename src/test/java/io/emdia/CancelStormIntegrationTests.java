package io.emdia;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

import reactor.core.publisher.Mono;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** Thousands of readers that go away in the middle of their answers, on the whole product. */
class CancelStormIntegrationTests {

    private static final long SEED = Long.getLong("seed", 11);
    private static final int READS = Integer.getInteger("emdia.storm.reads", 5_000);
    private static final int AT_ONCE = 40;
    private static final int STAY_MICROS_MAX = 12_000;
    private static final int WHOLE_PERCENT = 10;
    private static final int ANSWER_MILLIS_MAX = 20_000;
    private static final int READS_AFTERWARDS = 30;
    private static final Pattern HELD =
            Pattern.compile("emdia_pool_connections\\{state=\"(?:acquired|pending)\"} ([0-9.E]+)");
    private static final List<String> PATHS =
            List.of(
                    "/kpis?currency=BRL",
                    "/kpis?currency=BRL&as_of=2025-06-30",
                    "/charges?limit=100&as_of=2025-06-30",
                    "/events?after=0&limit=100",
                    "/customers?limit=100",
                    "/kpis/stream?currency=BRL",
                    "/events/stream?after=0");

    private static RunningProduct product;
    private static String token;

    @BeforeAll
    static void start() {
        product = RunningProduct.start(Map.of("emdia.audit.enabled", "false"), Sleeper.class);
        var connection = product.merchant("storm");
        for (var post : WorkedExample.posts()) {
            assertThat(product.post(connection, post.id(), post.body())).isEqualTo(200);
        }
        product.awaitEvents("storm", WorkedExample.posts().size());
        token = product.token("storm", "viewer");
    }

    @AfterAll
    static void stop() {
        product.close();
    }

    @Test
    void readersThatGoAwayNeverCostAConnection() {
        var random = new Random(SEED);
        var answered = new AtomicInteger();
        var places = new java.util.concurrent.Semaphore(AT_ONCE);
        try (var readers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var read = 0; read < READS; read++) {
                var path = PATHS.get(random.nextInt(PATHS.size()));
                var whole = random.nextInt(100) < WHOLE_PERCENT && !path.contains("stream");
                var stay = random.nextInt(STAY_MICROS_MAX);
                var abrupt = random.nextBoolean();
                places.acquireUninterruptibly();
                readers.execute(
                        () -> {
                            if (read(path, whole, stay, abrupt)) {
                                answered.incrementAndGet();
                            }
                            places.release();
                        });
            }
        }

        assertThat(answered).as("seed " + SEED).hasPositiveValue();
        ProductClient.await(() -> held() == 0);
        for (var read = 0; read < READS_AFTERWARDS; read++) {
            var path = "/v1/merchants/storm" + PATHS.get(read % 5);
            assertThat(product.call("GET", path, token, null).statusCode()).isEqualTo(200);
        }
        ProductClient.await(() -> held() == 0);
    }

    @Test
    void aFilterThatBlocksTheProductsEventLoopIsSeen() {
        var answer = product.stream("/actuator/health/liveness", Sleeper.HEADER, "please");
        assertThat(answer.statusCode()).isEqualTo(200);

        assertThat(
                        BlockingCalls.take(
                                call ->
                                        Arrays.stream(call.getStackTrace())
                                                .anyMatch(Sleeper::isMentioned)))
                .isNotEmpty()
                .allMatch(call -> String.valueOf(call.getMessage()).contains(" on reactor-http-"));
    }

    /** Sleeps on the event loop when asked to. */
    static final class Sleeper implements WebFilter {

        static final String HEADER = "x-sleep";

        @Override
        public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
            if (exchange.getRequest().getHeaders().containsHeader(HEADER)) {
                try {
                    Thread.sleep(1);
                } catch (InterruptedException stopped) {
                    throw new IllegalStateException(stopped);
                }
            }
            return chain.filter(exchange);
        }

        private static boolean isMentioned(StackTraceElement frame) {
            return frame.getClassName().equals(Sleeper.class.getName());
        }
    }

    /** Whether anything was answered before it went away. */
    private static boolean read(String path, boolean whole, int stayMicros, boolean abrupt) {
        var at = product.at("/");
        try (var socket = new Socket(at.getHost(), at.getPort())) {
            socket.setSoTimeout(ANSWER_MILLIS_MAX);
            socket.getOutputStream().write(request(path).getBytes(US_ASCII));
            if (whole) {
                return socket.getInputStream().readAllBytes().length > 0;
            }
            Thread.sleep(Duration.ofNanos(stayMicros * 1_000L));
            if (abrupt) {
                socket.setSoLinger(true, 0);
            }
            return false;
        } catch (IOException gone) {
            return false;
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private static String request(String path) {
        return """
        GET /v1/merchants/storm%s HTTP/1.1\r
        Host: localhost\r
        Authorization: Bearer %s\r
        Connection: close\r
        \r
        """
                .formatted(path, token);
    }

    /** Connections of the pool that somebody holds or waits for. */
    private static double held() {
        var metrics =
                product.call("GET", "/actuator/prometheus", ProductClient.ADMINISTRATOR, null);
        var sizes = HELD.matcher(metrics.body()).results().toList();
        assertThat(sizes).as("the pool is measured").hasSize(2);
        return sizes.stream().mapToDouble(size -> Double.parseDouble(size.group(1))).sum();
    }
}
