package io.emdia;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;
import reactor.netty.tcp.TcpClient;
import reactor.netty.tcp.TcpServer;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Blocks every kind of thread that must not be, and expects to be caught at it. */
class EventLoopsAreWatchedTests {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String HOST = "127.0.0.1";

    private enum Sin {
        SLEEPS(Sin::sleep),
        READS_A_FILE(Sin::readFile),
        READS_A_STREAM(Sin::readStream),
        WAITS_FOR_ANOTHER(Sin::waitForAnother);

        private final Runnable act;

        Sin(Runnable act) {
            this.act = act;
        }

        /** In the middle of a pipeline that swallows whatever comes of it. */
        Mono<String> commit() {
            return Mono.fromRunnable(act)
                    .onErrorComplete()
                    .then(Mono.fromCallable(() -> Thread.currentThread().getName()));
        }

        private static void sleep() {
            try {
                Thread.sleep(1);
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
        }

        private static void readFile() {
            try {
                var _ = Files.readString(Path.of("pom.xml"));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        private static void readStream() {
            try (var in = new FileInputStream("pom.xml")) {
                var _ = in.read();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        private static void waitForAnother() {
            try {
                new Thread(() -> {}).join(1);
                new java.util.concurrent.CountDownLatch(1)
                        .await(1, java.util.concurrent.TimeUnit.MILLISECONDS);
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Sin.class)
    void whatBlocksAParallelThreadIsSeen(Sin sin) {
        var thread = sin.commit().subscribeOn(Schedulers.parallel()).block(PATIENCE);

        assertSeen(sin, thread, "parallel-");
    }

    @ParameterizedTest
    @EnumSource(Sin.class)
    void whatBlocksASingleThreadIsSeen(Sin sin) {
        var thread = sin.commit().subscribeOn(Schedulers.single()).block(PATIENCE);

        assertSeen(sin, thread, "single-");
    }

    @ParameterizedTest
    @EnumSource(Sin.class)
    void whatBlocksAnHttpEventLoopIsSeen(Sin sin) {
        var server =
                HttpServer.create()
                        .host(HOST)
                        .port(0)
                        .handle((_, response) -> response.sendString(sin.commit()))
                        .bindNow();
        var thread =
                HttpClient.create()
                        .get()
                        .uri("http://" + HOST + ":" + server.port())
                        .responseContent()
                        .aggregate()
                        .asString()
                        .block(PATIENCE);
        server.disposeNow();

        assertSeen(sin, thread, "reactor-http-");
    }

    @ParameterizedTest
    @EnumSource(Sin.class)
    void whatBlocksADatabaseEventLoopIsSeen(Sin sin) {
        var thread = new AtomicReference<String>();
        var server =
                TcpServer.create()
                        .host(HOST)
                        .port(0)
                        .handle((_, out) -> out.sendString(Mono.just("hello")))
                        .bindNow();
        var client =
                TcpClient.create()
                        .host(HOST)
                        .port(server.port())
                        .handle((in, _) -> in.receive().next().then(committed(sin, thread::set)))
                        .connectNow();
        client.onDispose().block(PATIENCE);
        server.disposeNow();

        assertSeen(sin, thread.get(), "reactor-tcp-");
    }

    private static Mono<Void> committed(Sin sin, Consumer<String> thread) {
        return sin.commit().doOnNext(thread).then();
    }

    @Test
    void whatMayBlockMayNotBeBlamed() {
        var thread = Sin.SLEEPS.commit().subscribeOn(Schedulers.boundedElastic()).block(PATIENCE);

        assertThat(thread).startsWith("boundedElastic-");
        assertThat(ofThisTest()).isEmpty();
    }

    @Test
    void aClassWhoseLoopsWereBlockedFails() {
        Sin.SLEEPS.commit().subscribeOn(Schedulers.parallel()).block(PATIENCE);

        assertThatThrownBy(EventLoopsNeverBlock::check)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("on parallel-")
                .hasMessageContaining(Sin.class.getName());
        EventLoopsNeverBlock.check();
    }

    @ParameterizedTest
    @EnumSource(AllowedBlocking.class)
    void whatIsAllowedStillExists(AllowedBlocking allowed) throws ClassNotFoundException {
        var type = Class.forName(allowed.type, false, getClass().getClassLoader());

        assertThat(Arrays.stream(type.getDeclaredMethods()))
                .anyMatch(method -> method.getName().equals(allowed.method));
    }

    private static void assertSeen(Sin sin, @Nullable String thread, String expected) {
        assertThat(BlockingCalls.areWatched()).isTrue();
        assertThat(thread).startsWith(expected);
        assertThat(ofThisTest())
                .as(sin + " on " + thread)
                .isNotEmpty()
                .allMatch(call -> String.valueOf(call.getMessage()).endsWith(" on " + thread));
    }

    private static List<Throwable> ofThisTest() {
        return BlockingCalls.take(
                call ->
                        Arrays.stream(call.getStackTrace())
                                .anyMatch(
                                        frame -> frame.getClassName().equals(Sin.class.getName())));
    }
}
