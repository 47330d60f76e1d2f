package io.emdia.operations;

import io.emdia.deliveries.DeliveryLog;
import io.emdia.deliveries.LogPosition;
import io.emdia.deliveries.LogUnavailable;
import io.emdia.http.Problem;
import io.emdia.merchants.Connection;
import io.emdia.operations.Import.Refusal;
import io.emdia.operations.ImportFormat.Line;
import io.emdia.operations.ImportRows.Chunk;
import io.emdia.operations.Records.Cut;

import org.springframework.stereotype.Component;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Puts the lines of one import on the log, chunk by chunk: the next one is read once the one before
 * is there and remembered. A chunk that was there but not remembered comes again, which changes
 * nothing.
 */
@Component
class Importing {

    private static final Duration BACKOFF = Duration.ofMillis(100);
    private static final Duration BACKOFF_MAX = Duration.ofSeconds(2);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
    private static final int SPREAD = 64;

    private final DeliveryLog log;
    private final ImportRows rows;
    private final ImportSettings settings;

    Importing(DeliveryLog log, ImportRows rows, ImportSettings settings) {
        this.log = log;
        this.rows = rows;
        this.settings = settings;
    }

    /** What an import runs with. */
    record Run(Import begun, ImportFormat format, Connection connection) {

        String merchantId() {
            return connection.merchantId();
        }
    }

    /** Completes with the import after its last line. */
    Mono<Import> take(Run run, Flux<Cut> records) {
        return records.skip(run.format().hasHeader() ? 1 : 0)
                .skip(run.begun().read())
                .bufferUntil(new ChunkEnd(settings.chunkLines(), settings.chunkMax().toBytes()))
                .concatMap(chunk -> take(run, chunk), 0)
                .last(run.begun());
    }

    private Mono<Import> take(Run run, List<Cut> records) {
        var accepted = new ArrayList<Line.Accepted>();
        var refused = new ArrayList<Refusal>();
        for (var record : records) {
            switch (read(run, record)) {
                case Line.Accepted one -> accepted.add(one);
                case Line.Refused one -> refused.add(new Refusal(one.line(), one.reason()));
            }
        }
        return Flux.fromIterable(accepted)
                .flatMap(this::append, settings.appendsAtOnce())
                .collectList()
                .flatMap(positions -> advance(run, records.size(), positions, refused));
    }

    private Line read(Run run, Cut record) {
        if (record.bytes() == null) {
            var max = settings.lineMax().toBytes();
            return new Line.Refused(
                    record.line(), "a line must have at most %d bytes".formatted(max));
        }
        return run.format().read(record, run.connection());
    }

    private Mono<Import> advance(
            Run run, long read, List<LogPosition> positions, List<Refusal> refused) {
        return rows.find(run.merchantId(), run.begun().id())
                .map(now -> Math.max(0, settings.refusalsMax() - now.refusals().size()))
                .map(room -> refused.subList(0, Math.min(room, refused.size())))
                .map(told -> new Chunk(read, positions, refused.size(), told))
                .flatMap(chunk -> rows.advance(run.merchantId(), run.begun(), chunk));
    }

    private Mono<LogPosition> append(Line.Accepted line) {
        var delivery = line.delivery();
        return Mono.defer(() -> log.append(key(line), delivery))
                .retryWhen(whileAway())
                .onErrorMap(LogUnavailable.class, _ -> unavailable());
    }

    /** Spreads over the partitions; nothing depends on it. */
    private static String key(Line.Accepted line) {
        var checksum = new CRC32();
        checksum.update(line.delivery().body());
        return line.delivery().connectionId() + "/" + checksum.getValue() % SPREAD;
    }

    private Retry whileAway() {
        var tries = settings.appendWithin().dividedBy(BACKOFF_MAX) + 5;
        return Retry.backoff(tries, BACKOFF)
                .maxBackoff(BACKOFF_MAX)
                .filter(LogUnavailable.class::isInstance)
                .onRetryExhaustedThrow((_, signal) -> signal.failure());
    }

    private static Problem unavailable() {
        return Problem.unavailable("the log cannot take it now", RETRY_AFTER);
    }
}
