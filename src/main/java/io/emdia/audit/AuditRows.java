package io.emdia.audit;

import io.emdia.auditlog.Act;
import io.emdia.auditlog.AuditLog;
import io.emdia.database.Database;
import io.emdia.database.Query;
import io.emdia.database.Row;
import io.emdia.database.Scope;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** What audits told, as stored. */
@Component
final class AuditRows {

    private static final String READ =
            """
            select merchant_id, cells_version, seen_at, asked, answered, begun_at, ended_at,
                   audited_at, told::text as told, drift::text as drift, differences,
                   lease is not null and leased_until >= $1 as is_running
            from audit\
            """;

    private static final String ASK =
            """
            insert into audit as a (merchant_id, seen_at, asked, repair) values ($1, $2, 1, $3)
            on conflict (merchant_id) do update set asked = a.asked + 1,
                repair = excluded.repair or a.repair and a.asked > a.answered
            returning asked\
            """;

    private static final String END =
            """
            update audit set lease = null, leased_until = null, is_round = false, ended_at = $3,
                answered = greatest(answered, $4), repair = repair and asked > $4,
                told = $5::jsonb\
            """;

    private static final String ENDED =
            END
                    + """
                    , audited_at = $3, drift = $6::jsonb, differences = $7
                    where merchant_id = $1 and lease = $2\
                    """;

    private static final String FAILED = END + " where merchant_id = $1 and lease = $2";

    private static final String RECOUNTED =
            "update audit set cells_version = $3 where merchant_id = $1 and lease = $2";

    private static final TypeReference<TreeMap<String, Long>> AMOUNTS = new TypeReference<>() {};

    private final Database database;
    private final InstantSource clock;
    private final JsonMapper json;

    AuditRows(Database database, InstantSource clock, JsonMapper json) {
        this.database = database;
        this.clock = clock;
        this.json = json;
    }

    /** Empty for a merchant that nobody has seen yet. */
    Mono<AuditState> find(String merchantId) {
        return database.read(
                Scope.of(merchantId),
                unit ->
                        Query.on(unit, READ + " where merchant_id = $2")
                                .with(clock.instant().atOffset(ZoneOffset.UTC))
                                .with(merchantId)
                                .row(this::state));
    }

    /** By merchant. */
    Mono<List<AuditState>> all() {
        return database.read(
                Scope.DIRECTORY,
                unit ->
                        Query.on(unit, READ + " order by merchant_id")
                                .with(clock.instant().atOffset(ZoneOffset.UTC))
                                .rows(this::state));
    }

    /** The number of the question. */
    Mono<Long> ask(String merchantId, boolean repair) {
        return database.write(
                Scope.of(merchantId),
                unit ->
                        Query.on(unit, ASK)
                                .with(merchantId)
                                .with(clock.instant().atOffset(ZoneOffset.UTC))
                                .with(repair)
                                .row(row -> Row.number(row, "asked"))
                                .flatMap(asked -> logged(unit, merchantId, repair, asked)));
    }

    private static Mono<Long> logged(
            Connection unit, String merchantId, boolean repair, long asked) {
        var details = Map.of("repair", String.valueOf(repair));
        return AuditLog.record(unit, merchantId, Act.FIGURES_PROVEN, merchantId, details)
                .thenReturn(asked);
    }

    /** The cells hold what the code of such a version puts into them. */
    Mono<Void> recounted(Lease lease, int cellsVersion) {
        return database.write(
                Scope.of(lease.merchantId()),
                unit ->
                        Query.on(unit, RECOUNTED)
                                .with(lease.merchantId())
                                .with(lease.token())
                                .with(cellsVersion)
                                .run());
    }

    /** Ends the lease; does nothing when somebody else has it by now. */
    Mono<Void> end(Lease lease, Findings findings) {
        return database.write(Scope.of(lease.merchantId()), unit -> end(unit, lease, findings));
    }

    private Mono<Void> end(Connection unit, Lease lease, Findings findings) {
        var isFailed = findings.failure() != null;
        var query =
                Query.on(unit, isFailed ? FAILED : ENDED)
                        .with(lease.merchantId())
                        .with(lease.token())
                        .with(clock.instant().atOffset(ZoneOffset.UTC))
                        .with(lease.asked())
                        .with(json.writeValueAsString(findings));
        return (isFailed ? query : off(query, findings)).run();
    }

    private Query off(Query query, Findings findings) {
        return query.with(json.writeValueAsString(findings.remaining()))
                .with(findings.remainingDifferences());
    }

    private AuditState state(Readable row) {
        return new AuditState(
                Row.text(row, "merchant_id"),
                Objects.requireNonNull(row.get("cells_version", Integer.class)),
                Row.instant(row, "seen_at"),
                Row.number(row, "asked"),
                Row.number(row, "answered"),
                Row.truth(row, "is_running"),
                Row.maybeInstant(row, "begun_at"),
                Row.maybeInstant(row, "ended_at"),
                Row.maybeInstant(row, "audited_at"),
                findings(Row.maybeText(row, "told")),
                amounts(Row.maybeText(row, "drift")),
                Row.number(row, "differences"));
    }

    private @Nullable Findings findings(@Nullable String told) {
        return told == null ? null : json.readValue(told, Findings.class);
    }

    private SortedMap<String, Long> amounts(@Nullable String drift) {
        return drift == null ? new TreeMap<>() : json.readValue(drift, AMOUNTS);
    }
}
