package io.emdia.processing;

import io.emdia.database.Database;
import io.emdia.database.Query;
import io.emdia.database.Row;
import io.emdia.database.Scope;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

import java.time.Duration;
import java.util.List;

/**
 * Seals what was kept aside plain, by nodes of before: at the start, and now and then for what they
 * keep while they still run. Twice changes nothing, so every node does it.
 */
@Component
final class QuarantineSealingRunner implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(QuarantineSealingRunner.class);
    private static final int ROWS_AT_ONCE = 20;
    private static final Duration LOOK_EVERY = Duration.ofMinutes(10);
    private static final Duration BACKOFF = Duration.ofSeconds(1);
    private static final Duration BACKOFF_MAX = Duration.ofMinutes(1);

    private static final String PLAIN =
            """
            select id, %s from quarantine
            where body is not null and resource_kind is null
              and merchant_id = $1 and id > $2
            order by id limit $3
            """
                    .formatted(KeptContent.COLUMNS);
    private static final String SEAL =
            """
            update quarantine
            set sealed = $3, size = octet_length(body), header_names = null, header_values = null,
                query = null, body = null
            where merchant_id = $1 and id = $2 and body is not null
            """;

    private final Database database;
    private final QuarantineSeal seal;
    private final Disposable.Composite running = Disposables.composite();
    private volatile boolean started;

    QuarantineSealingRunner(Database database, QuarantineSeal seal) {
        this.database = database;
        this.seal = seal;
    }

    private record Plain(long id, KeptContent content) {

        static Plain of(Readable row) {
            return new Plain(Row.number(row, "id"), KeptContent.of(row));
        }
    }

    @Override
    public void start() {
        started = true;
        running.add(
                Flux.interval(Duration.ZERO, LOOK_EVERY)
                        .onBackpressureDrop()
                        .concatMap(_ -> sealAll().retryWhen(forEver()), 0)
                        .subscribe());
    }

    @Override
    public void stop() {
        running.dispose();
        started = false;
    }

    @Override
    public boolean isRunning() {
        return started;
    }

    /** Merchant by merchant, so many rows at a time, until none is plain. */
    Mono<Void> sealAll() {
        return database.read(Scope.DIRECTORY, QuarantineRows::merchants)
                .flatMapIterable(merchants -> merchants)
                .startWith(QuarantineRows.NOBODYS)
                .concatMap(this::sealAll)
                .then()
                .checkpoint("sealing what was kept plain");
    }

    private Mono<Void> sealAll(String merchantId) {
        return plain(merchantId, 0)
                .expand(
                        page ->
                                page.size() < ROWS_AT_ONCE
                                        ? Mono.empty()
                                        : plain(merchantId, page.getLast().id()))
                .concatMap(page -> Flux.fromIterable(page).concatMap(this::sealOne).then())
                .then();
    }

    private Mono<List<Plain>> plain(String merchantId, long id) {
        return database.read(
                Scope.of(merchantId),
                unit ->
                        Query.on(unit, PLAIN)
                                .with(merchantId)
                                .with(id)
                                .with(ROWS_AT_ONCE)
                                .rows(Plain::of));
    }

    private Mono<Long> sealOne(Plain row) {
        return seal.sealed(row.content().plain())
                .flatMap(
                        shut ->
                                database.write(
                                        Scope.of(merchant(row)), unit -> seal(unit, row, shut)));
    }

    private static Mono<Long> seal(Connection unit, Plain row, byte[] shut) {
        return Query.on(unit, SEAL).with(merchant(row)).with(row.id()).with(shut).changed();
    }

    private static String merchant(Plain row) {
        return row.content().plain().merchantId();
    }

    private static Retry forEver() {
        return Retry.backoff(Long.MAX_VALUE, BACKOFF)
                .maxBackoff(BACKOFF_MAX)
                .doBeforeRetry(
                        signal ->
                                LOG.warn(
                                        "What was kept aside plain is sealed later: {}",
                                        signal.failure().toString()));
    }
}
