package io.emdia.http;

import io.netty.channel.ChannelOption;

import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.server.adapter.HttpWebHandlerAdapter;

import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** One table on a real socket; its pages are the test's. */
final class DownloadServer implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(20);
    static final int ROWS_A_PAGE = 1_000;

    private static final List<Column<String>> COLUMNS =
            List.of(Column.text("Linha", "Row", row -> row));

    /** Pages whose reading was begun. */
    final AtomicInteger read = new AtomicInteger();

    /** How it ended, if it failed. */
    final AtomicReference<Throwable> failure = new AtomicReference<>();

    private final DisposableServer server;

    DownloadServer(Duration stall, IntFunction<Mono<TablePage<String, Integer>>> pages) {
        var download = new TableDownload(new DownloadSettings(stall));
        var table = new Table<>("rows.csv", TableStyle.EN, COLUMNS);
        var handler =
                new HttpWebHandlerAdapter(
                        exchange ->
                                download.send(exchange, table, 0, page -> read(pages, page))
                                        .doOnError(failure::set));
        server =
                HttpServer.create()
                        .host("127.0.0.1")
                        .port(0)
                        .childOption(ChannelOption.SO_SNDBUF, 64 * 1024)
                        .handle(new ReactorHttpHandlerAdapter(handler))
                        .bindNow(PATIENCE);
    }

    private Mono<TablePage<String, Integer>> read(
            IntFunction<Mono<TablePage<String, Integer>>> pages, int page) {
        read.incrementAndGet();
        return pages.apply(page);
    }

    /** Page {@code number} of so many. */
    static Mono<TablePage<String, Integer>> page(int number, int pages) {
        var rows = IntStream.range(0, ROWS_A_PAGE).mapToObj(row -> row(number, row)).toList();
        return Mono.just(new TablePage<>(rows, number + 1 < pages ? number + 1 : null));
    }

    static String row(int page, int row) {
        return "page %d row %d".formatted(page, row);
    }

    /** A request whose answer nobody reads yet, with little room for what comes. */
    Socket ask() throws IOException {
        var socket = new Socket();
        socket.setReceiveBufferSize(4 * ROWS_A_PAGE);
        socket.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
        socket.connect(server.address());
        socket.getOutputStream()
                .write("GET / HTTP/1.1\r\nHost: test\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    String address() {
        return "http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":" + server.port();
    }

    @Override
    public void close() {
        server.disposeNow(PATIENCE);
    }
}
