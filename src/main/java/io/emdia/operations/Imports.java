package io.emdia.operations;

import io.emdia.http.Closing;
import io.emdia.http.Problem;
import io.emdia.operations.Importing.Run;
import io.emdia.operations.Records.Cut;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import java.time.Duration;

/**
 * Takes imports from a body that streams in, no faster than the log takes them. Whatever ends one
 * before its body does leaves it interrupted, to be continued by its key.
 */
@Component
class Imports implements DisposableBean {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
    private static final int BUFFERS_AHEAD = 2;
    private static final int WAITING_MAX = 1_000;

    /** Reading lines is work that no event loop should do. */
    private final Scheduler scheduler;

    private final ImportFormats formats;
    private final ImportTargets targets;
    private final ImportRows rows;
    private final ImportSlots slots;
    private final Importing importing;
    private final ImportSettings settings;
    private final Closing closing;

    Imports(
            ImportFormats formats,
            ImportTargets targets,
            ImportRows rows,
            ImportSlots slots,
            Importing importing,
            ImportSettings settings,
            Closing closing) {
        this.scheduler = Schedulers.newBoundedElastic(settings.atOnce(), WAITING_MAX, "imports");
        this.formats = formats;
        this.targets = targets;
        this.rows = rows;
        this.slots = slots;
        this.importing = importing;
        this.settings = settings;
        this.closing = closing;
    }

    @Override
    public void destroy() {
        scheduler.dispose();
    }

    /**
     * @param key the caller's own name of the import; null when it has none
     * @param connectionId null for the only one that fits
     */
    record Asked(String merchantId, @Nullable String key, @Nullable String connectionId) {}

    /**
     * @param done whether there was nothing left to read
     */
    record Taken(Import state, boolean done) {}

    Mono<Taken> take(Asked asked, Flux<DataBuffer> body) {
        return known(asked)
                .map(state -> new Taken(state, true))
                .switchIfEmpty(Mono.defer(() -> read(asked, body)))
                .checkpoint("import");
    }

    /** One of this key that needs no more lines; a 409 for one that is getting them. */
    private Mono<Import> known(Asked asked) {
        return asked.key() == null
                ? Mono.empty()
                : rows.byKey(asked.merchantId(), asked.key())
                        .filter(state -> !state.canGoOn())
                        .map(Imports::notReading);
    }

    private static Import notReading(Import state) {
        if (state.isReading()) {
            throw Problem.conflict("this import is being read");
        }
        return state;
    }

    private Mono<Taken> read(Asked asked, Flux<DataBuffer> body) {
        return Mono.using(
                () -> slots.enter(asked.merchantId()),
                _ ->
                        records(body)
                                .switchOnFirst((first, all) -> begun(asked, first, all))
                                .single()
                                .map(state -> new Taken(state, false)),
                slots::leave);
    }

    private Flux<Cut> records(Flux<DataBuffer> body) {
        var records =
                new Records(
                        Math.toIntExact(settings.lineMax().toBytes()),
                        settings.bodyMax().toBytes());
        return body.map(Imports::bytes)
                .takeUntilOther(closing.begun().then(Mono.error(Imports::stopping)))
                .publishOn(scheduler, BUFFERS_AHEAD)
                .concatMapIterable(records::feed, 1)
                .concatWith(Flux.defer(() -> Flux.fromIterable(records.end())));
    }

    private Mono<Import> begun(Asked asked, Signal<? extends Cut> first, Flux<Cut> all) {
        var record = first.get();
        if (record == null) {
            var failure = first.getThrowable();
            return failure == null
                    ? Mono.error(Problem.invalid("body", "must not be empty"))
                    : Mono.error(failure);
        }
        return Mono.fromCallable(() -> formats.of(record))
                .flatMap(format -> run(asked, format))
                .flatMap(run -> watched(run, all));
    }

    private Mono<Run> run(Asked asked, ImportFormat format) {
        return targets.of(asked.merchantId(), asked.connectionId(), format.gateway())
                .flatMap(
                        connection ->
                                begin(asked, format, connection.id())
                                        .map(begun -> new Run(begun, format, connection)));
    }

    private Mono<Import> begin(Asked asked, ImportFormat format, String connectionId) {
        var key = asked.key();
        var begin = rows.begin(asked.merchantId(), key, connectionId, format.name());
        return key == null
                ? begin
                : rows.byKey(asked.merchantId(), key)
                        .map(known -> same(known, format, connectionId))
                        .flatMap(known -> goOn(asked.merchantId(), known))
                        .switchIfEmpty(begin);
    }

    private Mono<Import> goOn(String merchantId, Import known) {
        return rows.goOn(merchantId, known.id()).switchIfEmpty(Mono.error(ImportRows::takenOver));
    }

    private static Import same(Import known, ImportFormat format, String connectionId) {
        if (!known.format().equals(format.name()) || !known.connectionId().equals(connectionId)) {
            throw Problem.conflict("the import of this key has another format or connection");
        }
        return known;
    }

    private Mono<Import> watched(Run run, Flux<Cut> all) {
        return Mono.usingWhen(
                        Mono.fromCallable(() -> started(run)),
                        running -> importing.take(running, all),
                        running -> ended(running, "applying"),
                        (running, failure) -> ended(running, statusAfter(failure)),
                        running -> ended(running, Import.INTERRUPTED))
                .flatMap(_ -> rows.find(run.merchantId(), run.begun().id()));
    }

    private Run started(Run run) {
        slots.reads(run.begun().id());
        return run;
    }

    private Mono<Import> ended(Run run, String status) {
        slots.readsNoMore(run.begun().id());
        return rows.end(run.merchantId(), run.begun(), status);
    }

    /** What the body itself is to blame for stays as it is, whoever sends it again. */
    private static String statusAfter(Throwable failure) {
        return failure instanceof Problem problem
                        && problem.status() == HttpStatus.CONTENT_TOO_LARGE
                ? Import.FAILED
                : Import.INTERRUPTED;
    }

    private static Problem stopping() {
        return Problem.unavailable("this node is stopping", RETRY_AFTER);
    }

    private static byte[] bytes(DataBuffer buffer) {
        try {
            var bytes = new byte[buffer.readableByteCount()];
            buffer.read(bytes);
            return bytes;
        } finally {
            DataBufferUtils.release(buffer);
        }
    }
}
