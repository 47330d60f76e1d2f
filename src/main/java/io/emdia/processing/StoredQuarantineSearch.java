package io.emdia.processing;

import io.emdia.database.Database;
import io.emdia.database.Query;
import io.emdia.database.Row;
import io.emdia.database.Scope;
import io.emdia.deliveries.Delivery;
import io.emdia.gateways.Resource;
import io.emdia.processing.Quarantine.Kept;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The quarantine as PostgreSQL finds it. */
@Component
final class StoredQuarantineSearch implements QuarantineSearch {

    /** $1 the merchant, $2 to $7 the filter. */
    private static final String MEANT =
            """
             from quarantine
            where merchant_id = $1 and status = 'open'
              and ($2::text is null or gateway = $2)
              and ($3::text is null or connection_id = $3)
              and ($4::text is null or position(lower($4) in lower(reason)) > 0)
              and ($5::timestamptz is null or recorded_at >= $5)
              and ($6::timestamptz is null or recorded_at < $6)
              and ($7::bigint[] is null or id = any($7))
            """;

    private static final String NEWEST =
            "select " + QuarantineRows.LISTED + MEANT + " and id < $8 order by id desc limit $9";
    private static final String OLDEST = "select id" + MEANT + " and id > $8 order by id limit $9";
    private static final String COUNT = "select count(*) as found" + MEANT + " and id > $8";
    private static final String INSPECT =
            """
            select id, reason, recorded_at, status, kept_at, settled_at,
                   coalesce(size, octet_length(body), 0)::bigint as size,
                   resource_kind, resource_id, %s
            from quarantine
            where merchant_id = $1 and id = $2
            """
                    .formatted(KeptContent.COLUMNS);

    private static final String AWAITED =
            """
            select id from quarantine
            where merchant_id = $1 and id = $2 and status = 'open' and resource_kind is not null
            """;

    private final Database database;
    private final QuarantineRows rows;
    private final Pipeline pipeline;
    private final QuarantineSeal seal;

    StoredQuarantineSearch(
            Database database, QuarantineRows rows, Pipeline pipeline, QuarantineSeal seal) {
        this.database = database;
        this.seal = seal;
        this.rows = rows;
        this.pipeline = pipeline;
    }

    @Override
    public Mono<List<Kept>> newest(
            String merchantId, QuarantineFilter filter, long below, int limit) {
        return database.read(
                Scope.of(merchantId),
                unit ->
                        meant(unit, NEWEST, merchantId, filter)
                                .with(below)
                                .with(limit)
                                .rows(QuarantineRows::kept));
    }

    @Override
    public Mono<List<Long>> oldest(
            String merchantId, QuarantineFilter filter, long above, int limit) {
        return database.read(
                Scope.of(merchantId),
                unit ->
                        meant(unit, OLDEST, merchantId, filter)
                                .with(above)
                                .with(limit)
                                .rows(row -> Row.number(row, "id")));
    }

    @Override
    public Mono<Long> count(String merchantId, QuarantineFilter filter, long above) {
        return database.read(
                Scope.of(merchantId),
                unit ->
                        meant(unit, COUNT, merchantId, filter)
                                .with(above)
                                .row(row -> Row.number(row, "found")));
    }

    @Override
    public Mono<Inspected> inspect(String merchantId, long id) {
        return database.read(
                        Scope.of(merchantId),
                        unit ->
                                Query.on(unit, INSPECT)
                                        .with(merchantId)
                                        .with(id)
                                        .row(row -> new Seen(inspected(row), KeptContent.of(row))))
                .flatMap(this::opened);
    }

    /**
     * @param row says everything but the content
     */
    private record Seen(Inspected row, KeptContent content) {}

    /** What does not open is only measured. */
    private Mono<Inspected> opened(Seen seen) {
        return seal.opened(seen.content())
                .map(delivery -> with(seen.row(), delivery))
                .defaultIfEmpty(seen.row());
    }

    private static Inspected with(Inspected row, Delivery delivery) {
        return new Inspected(
                row.kept(),
                row.status(),
                row.keptAt(),
                row.settledAt(),
                delivery.headers(),
                delivery.query(),
                delivery.body(),
                row.awaited());
    }

    @Override
    public Mono<Tried> read(String merchantId, long id) {
        return rows.find(merchantId, id)
                .flatMap(pipeline::read)
                .map(read -> tried(id, read))
                .switchIfEmpty(awaited(merchantId, id));
    }

    private Mono<Tried> awaited(String merchantId, long id) {
        return database.read(
                Scope.of(merchantId),
                unit -> Query.on(unit, AWAITED).with(merchantId).with(id).row(_ -> unanswered(id)));
    }

    private static Query meant(
            Connection unit, String sql, String merchantId, QuarantineFilter filter) {
        var ids = filter.ids();
        return Query.on(unit, sql)
                .with(merchantId)
                .with(filter.gateway(), String.class)
                .with(filter.connectionId(), String.class)
                .with(filter.reason(), String.class)
                .with(filter.from(), Instant.class)
                .with(filter.to(), Instant.class)
                .with(ids == null ? null : ids.toArray(Long[]::new), Long[].class);
    }

    private static Tried tried(long id, Read read) {
        return switch (read) {
            case Read.Readable some -> new Tried.Readable(id, some.entries());
            case Read.Unreadable none -> new Tried.Unreadable(id, none.reason());
        };
    }

    private static Tried unanswered(long id) {
        return new Tried.Unreadable(id, "it waits for an answer of its gateway");
    }

    private static @Nullable Resource awaited(Readable row) {
        var kind = Row.maybeText(row, "resource_kind");
        var id = Row.maybeText(row, "resource_id");
        return kind == null || id == null ? null : new Resource(kind, id);
    }

    private static Inspected inspected(Readable row) {
        return new Inspected(
                QuarantineRows.kept(row),
                Row.text(row, "status"),
                Row.instant(row, "kept_at"),
                Row.maybeInstant(row, "settled_at"),
                Map.of(),
                "",
                new byte[0],
                awaited(row));
    }
}
