package io.emdia.operations;

import static java.util.Objects.requireNonNull;

import io.emdia.auditlog.Act;
import io.emdia.auditlog.AuditLog;
import io.emdia.database.Database;
import io.emdia.database.Query;
import io.emdia.database.Row;
import io.emdia.database.Scope;
import io.emdia.database.SqlFailure;
import io.emdia.deliveries.LogPosition;
import io.emdia.http.Problem;
import io.emdia.operations.Import.Refusal;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** The table of imports. Of one merchant one at a time is being read, whichever node reads it. */
@Component
class ImportRows {

    private static final String DUPLICATE = "23505";

    private static final String MEMBERS =
            """
            import_id, connection_id, format, status, attempt, lines_read, lines_refused,
            lines_applied, refusal_lines, refusal_reasons, started_at, finished_at\
            """;
    private static final String BEGIN =
            """
            insert into import (merchant_id, import_id, idempotency_key, connection_id, format,
                                started_at, touched_at)
            values ($1, $2, $3, $4, $5, $6, $6)
            returning
            """
                    + MEMBERS;
    private static final String GO_ON =
            """
            update import set status = 'reading', attempt = attempt + 1, touched_at = $3
            where merchant_id = $1 and import_id = $2 and status in ('interrupted', 'failed')
            returning
            """
                    + MEMBERS;
    private static final String FIND =
            "select " + MEMBERS + " from import where merchant_id = $1 and import_id = $2";
    private static final String BY_KEY =
            "select " + MEMBERS + " from import where merchant_id = $1 and idempotency_key = $2";
    private static final String PAGE =
            "select "
                    + MEMBERS
                    + """
                     from import
                    where merchant_id = $1
                      and ($2::timestamptz is null or (started_at, import_id) < ($2, $3))
                    order by started_at desc, import_id desc limit $4
                    """;

    /** Nothing when another attempt has taken over, or this one was given up. */
    private static final String ADVANCE =
            """
            update import
            set lines_read = lines_read + $4, lines_refused = lines_refused + $5,
                refusal_lines = refusal_lines || $6::bigint[],
                refusal_reasons = refusal_reasons || $7::text[], touched_at = $8
            where merchant_id = $1 and import_id = $2 and status = 'reading' and attempt = $3
            returning
            """
                    + MEMBERS;

    private static final String ADD_CHUNK =
            """
            insert into import_chunk (merchant_id, import_id, first_line, log_partition,
                                      last_offset, lines)
            select $1, $2, $3, * from unnest($4::int[], $5::bigint[], $6::bigint[])
            """;
    private static final String END =
            """
            update import set status = $4, touched_at = $5
            where merchant_id = $1 and import_id = $2 and status = 'reading' and attempt = $3
            returning
            """
                    + MEMBERS;

    private final Database database;
    private final InstantSource clock;

    ImportRows(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** What one chunk of lines came to. */
    record Chunk(long read, List<LogPosition> appended, long refused, List<Refusal> told) {}

    /** A 409 when another of the merchant is being read, or has this key. */
    Mono<Import> begin(
            String merchantId, @Nullable String key, String connectionId, String format) {
        var id = UUID.randomUUID().toString();
        return database.write(
                        Scope.of(merchantId),
                        unit -> begin(unit, merchantId, id, key, connectionId, format))
                .onErrorMap(ImportRows::isTaken, _ -> taken());
    }

    private Mono<Import> begin(
            Connection unit,
            String merchantId,
            String id,
            @Nullable String key,
            String connectionId,
            String format) {
        return Query.on(unit, BEGIN)
                .with(merchantId)
                .with(id)
                .with(key, String.class)
                .with(connectionId)
                .with(format)
                .with(clock.instant())
                .row(ImportRows::row)
                .flatMap(begun -> logged(unit, merchantId, begun, Act.IMPORT_BEGUN));
    }

    private static Mono<Import> logged(Connection unit, String merchantId, Import begun, Act act) {
        var details = Map.of("connection", begun.connectionId(), "format", begun.format());
        return AuditLog.record(unit, merchantId, act, begun.id(), details).thenReturn(begun);
    }

    private static Mono<Import> goneOn(Connection unit, String merchantId, Import begun) {
        return logged(unit, merchantId, begun, Act.IMPORT_CONTINUED);
    }

    /** The same; empty when it is not one to go on with. */
    Mono<Import> goOn(String merchantId, String id) {
        return database.write(
                        Scope.of(merchantId),
                        unit ->
                                Query.on(unit, GO_ON)
                                        .with(merchantId)
                                        .with(id)
                                        .with(clock.instant())
                                        .row(ImportRows::row)
                                        .flatMap(begun -> goneOn(unit, merchantId, begun)))
                .onErrorMap(ImportRows::isTaken, _ -> taken());
    }

    Mono<Import> find(String merchantId, String id) {
        return database.read(
                Scope.of(merchantId),
                unit -> Query.on(unit, FIND).with(merchantId).with(id).row(ImportRows::row));
    }

    Mono<Import> byKey(String merchantId, String key) {
        return database.read(
                Scope.of(merchantId),
                unit -> Query.on(unit, BY_KEY).with(merchantId).with(key).row(ImportRows::row));
    }

    /** So many from below one on, the newest first. */
    Mono<List<Import>> page(
            String merchantId, @Nullable Instant startedAt, @Nullable String id, int limit) {
        return database.read(
                Scope.of(merchantId),
                unit ->
                        Query.on(unit, PAGE)
                                .with(merchantId)
                                .with(startedAt, Instant.class)
                                .with(id, String.class)
                                .with(limit)
                                .rows(ImportRows::row));
    }

    /** Remembers that so many more lines were looked at; a 409 when somebody else goes on. */
    Mono<Import> advance(String merchantId, Import running, Chunk chunk) {
        return database.write(
                        Scope.of(merchantId), unit -> advance(unit, merchantId, running, chunk))
                .switchIfEmpty(Mono.error(ImportRows::takenOver));
    }

    private Mono<Import> advance(Connection unit, String merchantId, Import running, Chunk chunk) {
        return Query.on(unit, ADVANCE)
                .with(merchantId)
                .with(running.id())
                .with(running.attempt())
                .with(chunk.read())
                .with(chunk.refused())
                .with(chunk.told().stream().map(Refusal::line).toArray(Long[]::new))
                .with(chunk.told().stream().map(Refusal::reason).toArray(String[]::new))
                .with(clock.instant())
                .row(ImportRows::row)
                .flatMap(after -> add(unit, merchantId, after, chunk).thenReturn(after));
    }

    private static Mono<Void> add(Connection unit, String merchantId, Import after, Chunk chunk) {
        var lasts = new TreeMap<Integer, Long>();
        var lines = new TreeMap<Integer, Long>();
        for (var position : chunk.appended()) {
            lasts.merge(position.partition(), position.offset(), Math::max);
            lines.merge(position.partition(), 1L, Long::sum);
        }
        if (lasts.isEmpty()) {
            return Mono.empty();
        }
        return Query.on(unit, ADD_CHUNK)
                .with(merchantId)
                .with(after.id())
                .with(after.read() - chunk.read())
                .with(lasts.keySet().toArray(Integer[]::new))
                .with(lasts.values().toArray(Long[]::new))
                .with(lines.values().toArray(Long[]::new))
                .run();
    }

    /** Empty when this attempt is not the one that reads. */
    Mono<Import> end(String merchantId, Import running, String status) {
        return database.write(Scope.of(merchantId), unit -> end(unit, merchantId, running, status));
    }

    private Mono<Import> end(Connection unit, String merchantId, Import running, String status) {
        return Query.on(unit, END)
                .with(merchantId)
                .with(running.id())
                .with(running.attempt())
                .with(status)
                .with(clock.instant())
                .row(ImportRows::row);
    }

    private static boolean isTaken(Throwable failure) {
        return DUPLICATE.equals(SqlFailure.state(failure));
    }

    private static Problem taken() {
        return Problem.conflict("another import of this merchant is being read");
    }

    static Problem takenOver() {
        return Problem.conflict("this import was given up here; its key goes on with it");
    }

    private static Import row(Readable row) {
        return new Import(
                Row.text(row, "import_id"),
                Row.text(row, "connection_id"),
                Row.text(row, "format"),
                Row.text(row, "status"),
                Row.number(row, "lines_read"),
                Row.number(row, "lines_applied"),
                Row.number(row, "lines_refused"),
                refusals(row),
                Row.instant(row, "started_at"),
                Row.maybeInstant(row, "finished_at"),
                requireNonNull(row.get("attempt", Integer.class)));
    }

    private static List<Refusal> refusals(Readable row) {
        var lines = requireNonNull(row.get("refusal_lines", Long[].class));
        var reasons = requireNonNull(row.get("refusal_reasons", String[].class));
        var refusals = new ArrayList<Refusal>();
        for (var index = 0; index < lines.length; index++) {
            refusals.add(new Refusal(lines[index], reasons[index]));
        }
        return refusals;
    }
}
