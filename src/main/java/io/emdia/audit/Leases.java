package io.emdia.audit;

import io.emdia.database.Database;
import io.emdia.database.Query;
import io.emdia.database.Row;
import io.emdia.database.Scope;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;

import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.UUID;

/**
 * Who audits what. Of the audits that nobody asked for one goes on at a time over all nodes; one
 * that someone asked for may go on beside it, never two of one merchant.
 */
@Component
final class Leases {

    /** Of every merchant a row, once it was seen; nothing to count again before its first event. */
    private static final String PLACE =
            """
            insert into audit (merchant_id, seen_at, cells_version)
            select merchant_id, $1,
                   case when exists (select from merchant_progress p
                                     where p.merchant_id = m.merchant_id)
                        then 0 else $2 end
            from merchant m
            where not exists (select from audit a where a.merchant_id = m.merchant_id)
            on conflict do nothing\
            """;

    /** Whoever looks for a merchant's turn does so alone: two must not each find one. */
    private static final String ALONE =
            "select pg_advisory_xact_lock(hashtext('emdia.audit'))::text as alone";

    /** $1 is now, $2 the cells' version, $3 and $4 when an audit must have begun to be due. */
    private static final String DUE =
            """
            select merchant_id, cells_version, asked, repair from audit
            where (lease is null or leased_until < $1)
              and (begun_at is null or begun_at < $4
                   or cells_version < $2 and begun_at < $3 or audited_at is null and begun_at < $3)
              and not exists (select from audit where is_round and leased_until >= $1)
            order by (cells_version < $2) desc, begun_at nulls first, merchant_id
            limit 1 for update\
            """;

    private static final String ASKED =
            """
            select merchant_id, cells_version, asked, repair from audit
            where asked > answered and (lease is null or leased_until < $1)
            order by merchant_id limit 1 for update skip locked\
            """;

    private static final String TAKE =
            """
            update audit set lease = $2, leased_until = $3, begun_at = $4, is_round = $5
            where merchant_id = $1\
            """;

    private static final String RENEW =
            "update audit set leased_until = $3 where merchant_id = $1 and lease = $2";

    private static final String HOLD =
            "select merchant_id from audit where merchant_id = $1 and lease = $2 for update";

    private final Database database;
    private final AuditSettings settings;
    private final InstantSource clock;

    Leases(Database database, AuditSettings settings, InstantSource clock) {
        this.database = database;
        this.settings = settings;
        this.clock = clock;
    }

    /** Sees merchants that are new. */
    Mono<Void> place(int cellsVersion) {
        return database.write(
                Scope.DIRECTORY,
                unit ->
                        Query.on(unit, PLACE)
                                .with(clock.instant().atOffset(ZoneOffset.UTC))
                                .with(cellsVersion)
                                .run());
    }

    /** The merchant whose turn it is; empty when there is none, or when one is under way. */
    Mono<Lease> takeDue(int cellsVersion) {
        return database.write(
                Scope.DIRECTORY,
                unit ->
                        Query.on(unit, ALONE)
                                .row(row -> true)
                                .then(Mono.defer(() -> due(unit, cellsVersion)))
                                .flatMap(lease -> take(unit, lease)));
    }

    private Mono<Lease> due(Connection unit, int cellsVersion) {
        var now = clock.instant();
        return Query.on(unit, DUE)
                .with(now.atOffset(ZoneOffset.UTC))
                .with(cellsVersion)
                .with(now.minus(settings.retry()).atOffset(ZoneOffset.UTC))
                .with(now.minus(settings.every()).atOffset(ZoneOffset.UTC))
                .row(row -> lease(row, false));
    }

    /** A merchant of which someone asked for an audit; empty when there is none. */
    Mono<Lease> takeAsked() {
        return database.write(
                Scope.DIRECTORY,
                unit ->
                        Query.on(unit, ASKED)
                                .with(clock.instant().atOffset(ZoneOffset.UTC))
                                .row(row -> lease(row, true))
                                .flatMap(lease -> take(unit, lease)));
    }

    private static Lease lease(Readable row, boolean isAsked) {
        return new Lease(
                Row.text(row, "merchant_id"),
                UUID.randomUUID().toString(),
                Objects.requireNonNull(row.get("cells_version", Integer.class)),
                Row.number(row, "asked"),
                isAsked && Row.truth(row, "repair"),
                isAsked);
    }

    private Mono<Lease> take(Connection unit, Lease lease) {
        var now = clock.instant();
        return Query.on(unit, TAKE)
                .with(lease.merchantId())
                .with(lease.token())
                .with(until(now).atOffset(ZoneOffset.UTC))
                .with(now.atOffset(ZoneOffset.UTC))
                .with(!lease.isAsked())
                .run()
                .thenReturn(lease);
    }

    /** A {@link LeaseLost} when somebody else has it. */
    Mono<Void> renew(Lease lease) {
        return database.write(
                        Scope.of(lease.merchantId()),
                        unit ->
                                Query.on(unit, RENEW)
                                        .with(lease.merchantId())
                                        .with(lease.token())
                                        .with(until(clock.instant()).atOffset(ZoneOffset.UTC))
                                        .changed())
                .filter(rows -> rows > 0)
                .switchIfEmpty(Mono.error(() -> new LeaseLost(lease.merchantId())))
                .then();
    }

    /**
     * Nobody takes the lease over before the transaction ended, so whoever does sees all of it; a
     * {@link LeaseLost} when somebody has.
     */
    static Mono<Void> hold(Connection transaction, Lease lease) {
        return Query.on(transaction, HOLD)
                .with(lease.merchantId())
                .with(lease.token())
                .row(row -> true)
                .switchIfEmpty(Mono.error(() -> new LeaseLost(lease.merchantId())))
                .then();
    }

    private Instant until(Instant now) {
        return now.plus(settings.lease());
    }
}
