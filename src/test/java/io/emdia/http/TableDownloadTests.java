package io.emdia.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import reactor.core.publisher.Mono;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** Long tables to readers of every kind, over real sockets. */
class TableDownloadTests {

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final int PAGES = 200;

    /** What the system's buffers of the connection may hold, and three more. */
    private static final int PAGES_AHEAD_MAX = 25;

    private static final String LAST_CHUNK = "\r\n0\r\n\r\n";
    private static final Duration QUIET = Duration.ofMillis(500);

    /** The first answer of a process reads files; the product's own start does it elsewhere. */
    @BeforeAll
    static void warmUp() throws Exception {
        var _ = Class.forName("org.springframework.http.codec.CodecConfigurerFactory");
    }

    @Test
    void everyRowIsThereOnceAndInOrder() throws Exception {
        try (var server = new DownloadServer(LONG, page -> DownloadServer.page(page, PAGES))) {
            var answer = get(server);

            assertThat(answer.headers().firstValue("Content-Type"))
                    .contains("text/csv;charset=UTF-8");
            assertThat(answer.headers().firstValue("Content-Disposition"))
                    .contains("attachment; filename=\"rows.csv\"");
            assertThat(answer.headers().firstValue("Content-Language")).contains("en");
            assertThat(answer.body().lines().skip(1))
                    .containsExactlyElementsOf(
                            IntStream.range(0, PAGES * DownloadServer.ROWS_A_PAGE)
                                    .mapToObj(TableDownloadTests::row)
                                    .toList());
            assertThat(server.read).hasValue(PAGES);
        }
    }

    @Test
    void aPageWithoutRowsEndsNothing() throws Exception {
        try (var server = new DownloadServer(LONG, TableDownloadTests::everyTenth)) {
            var lines = get(server).body().lines().toList();

            assertThat(lines).hasSize(1 + PAGES / 10 * DownloadServer.ROWS_A_PAGE);
            assertThat(server.read).hasValue(PAGES);
        }
    }

    private static Mono<TablePage<String, Integer>> everyTenth(int number) {
        var page = DownloadServer.page(number, PAGES);
        return number % 10 == 0 ? page : page.map(full -> new TablePage<>(List.of(), full.next()));
    }

    @Test
    void nothingIsReadForAReaderThatTakesNothing() throws Exception {
        try (var server = new DownloadServer(LONG, TableDownloadTests::endless);
                var _ = server.ask()) {
            awaitQuiet(server);

            assertThat(server.read.get()).isBetween(1, PAGES_AHEAD_MAX);
        }
    }

    @Test
    void aReaderThatGoesAwayEndsTheReading() throws Exception {
        try (var server = new DownloadServer(LONG, TableDownloadTests::endless)) {
            try (var socket = server.ask()) {
                assertThat(socket.getInputStream().readNBytes(1_000)).hasSize(1_000);
            }
            awaitQuiet(server);
        }
    }

    @Test
    void aReaderThatTakesNoMoreIsGivenUp() throws Exception {
        try (var server = new DownloadServer(SHORT, TableDownloadTests::endless);
                var socket = server.ask()) {
            await(() -> server.failure.get() instanceof DownloadStalled);
            var read = server.read.get();

            assertThat(rest(socket)).doesNotEndWith(LAST_CHUNK);
            assertThat(server.read).hasValue(read);
        }
    }

    /** What is under way still comes. */
    private static String rest(Socket socket) throws IOException {
        var rest = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(rest);
        } catch (SocketException reset) {
            return rest.toString(StandardCharsets.US_ASCII);
        }
        return rest.toString(StandardCharsets.US_ASCII);
    }

    @Test
    void aReaderThatIsSlowButTakesIsServed() throws Exception {
        var pages = 4;
        try (var server =
                new DownloadServer(
                        SHORT,
                        page ->
                                DownloadServer.page(page, pages)
                                        .delayElement(SHORT.multipliedBy(2)))) {
            assertThat(get(server).body().lines()).hasSize(1 + pages * DownloadServer.ROWS_A_PAGE);
        }
    }

    @Test
    void halfATableIsNeverTakenForAWholeOne() throws Exception {
        try (var server = new DownloadServer(LONG, TableDownloadTests::failing)) {
            assertThatThrownBy(() -> get(server)).isInstanceOf(IOException.class);
            assertThat(server.read).hasValue(PAGES / 2 + 1);
        }
    }

    private static Mono<TablePage<String, Integer>> failing(int page) {
        return page < PAGES / 2
                ? DownloadServer.page(page, PAGES)
                : Mono.error(new IllegalStateException("the page cannot be read"));
    }

    @Test
    void aTableThatCannotBeBegunIsNoTable() throws Exception {
        try (var server =
                new DownloadServer(LONG, _ -> Mono.error(new IllegalStateException("away")))) {
            var answer = get(server);

            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(answer.headers().firstValue("Content-Disposition")).isEmpty();
        }
    }

    @Test
    void aPageUnderWayIsReadToItsEndWhoeverGoesAway() throws Exception {
        var page = new CompletableFuture<TablePage<String, Integer>>();
        var isCanceled = new AtomicBoolean();
        try (var server =
                new DownloadServer(
                        LONG,
                        number ->
                                number == 0
                                        ? DownloadServer.page(0, PAGES)
                                        : Mono.fromFuture(page, true)
                                                .doOnCancel(() -> isCanceled.set(true)))) {
            try (var socket = server.ask()) {
                assertThat(socket.getInputStream().read()).isPositive();
                await(() -> server.read.get() == 2);
            }
            await(isCanceled::get);

            assertThat(page.isCancelled()).isFalse();
            assertThat(server.read).hasValue(2);
        }
    }

    private static Mono<TablePage<String, Integer>> endless(int page) {
        return DownloadServer.page(page, Integer.MAX_VALUE);
    }

    private static String row(int number) {
        var size = DownloadServer.ROWS_A_PAGE;
        return DownloadServer.row(number / size, number % size);
    }

    private static HttpResponse<String> get(DownloadServer server) throws Exception {
        try (var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            var request =
                    HttpRequest.newBuilder(URI.create(server.address()))
                            .timeout(DownloadServer.PATIENCE)
                            .build();
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    /** Until no page was read for a while. */
    private static void awaitQuiet(DownloadServer server) throws InterruptedException {
        var deadline = System.nanoTime() + DownloadServer.PATIENCE.toNanos();
        var before = -1;
        while (before != server.read.get()) {
            assertThat(System.nanoTime()).as("patience").isLessThan(deadline);
            before = server.read.get();
            Thread.sleep(QUIET);
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        var deadline = System.nanoTime() + DownloadServer.PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("patience").isLessThan(deadline);
            Thread.sleep(10);
        }
    }
}
