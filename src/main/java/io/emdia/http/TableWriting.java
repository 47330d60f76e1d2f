package io.emdia.http;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.http.server.reactive.ServerHttpResponse;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * Writes one table to one client. A connection asks for 128 pieces ahead of what it has written, so
 * a piece is a few rows: then what is read ahead is what those are of, and one page.
 */
final class TableWriting<T, K> {

    private static final int ROWS_A_PIECE = 16;

    private final Table<T> table;
    private final Function<K, Mono<TablePage<T, K>>> pages;
    private final Duration stall;
    private final AtomicLong wanted = new AtomicLong();
    private final AtomicLong given = new AtomicLong();

    private volatile boolean isAllGiven;
    private volatile long wantedBefore;

    /**
     * @param stall after this, or twice this, a client that took nothing is given up
     */
    TableWriting(Table<T> table, Function<K, Mono<TablePage<T, K>>> pages, Duration stall) {
        this.table = table;
        this.pages = pages;
        this.stall = stall;
    }

    /** Fails when a page cannot be read, or when the client takes no more. */
    Mono<Void> send(TablePage<T, K> first, ServerHttpResponse response) {
        var written = response.writeWith(pieces(first, response.bufferFactory()));
        return Mono.firstWithSignal(written, stalled());
    }

    private Flux<DataBuffer> pieces(TablePage<T, K> first, DataBufferFactory buffers) {
        return Mono.just(first)
                .expand(this::next)
                .concatMap(page -> Flux.fromIterable(page.rows()).buffer(ROWS_A_PIECE), 0)
                .map(table::lines)
                .startWith(table.start())
                .map(text -> buffers.wrap(Table.bytes(text)))
                .doOnNext(_ -> given.incrementAndGet())
                .doOnComplete(() -> isAllGiven = true)
                .doOnRequest(wanted::addAndGet);
    }

    private Mono<TablePage<T, K>> next(TablePage<T, K> page) {
        return Mono.justOrEmpty(page.next()).flatMap(pages);
    }

    private Mono<Void> stalled() {
        return Flux.interval(stall).filter(_ -> isStalled()).next().flatMap(_ -> givenUp());
    }

    /** Whether the client had all it asked for, and asked for nothing since this was last asked. */
    private boolean isStalled() {
        var now = wanted.get();
        var isStill = now == wantedBefore && (isAllGiven || given.get() >= now);
        wantedBefore = now;
        return isStill;
    }

    private Mono<Void> givenUp() {
        return Mono.error(
                new DownloadStalled("a client took nothing of " + table.name() + " for " + stall));
    }
}
