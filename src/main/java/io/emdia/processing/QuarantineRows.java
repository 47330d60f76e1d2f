package io.emdia.processing;

import io.emdia.auditlog.Act;
import io.emdia.database.Database;
import io.emdia.database.Query;
import io.emdia.database.Row;
import io.emdia.database.Scope;
import io.emdia.deliveries.Delivery;
import io.emdia.deliveries.LogPosition;
import io.emdia.deliveries.LoggedDelivery;
import io.emdia.processing.Quarantine.Kept;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;

import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/**
 * The table of deliveries kept aside, of which none is ever removed. What must be asked for stands
 * in it too: see {@link LookupRows}.
 */
@Component
final class QuarantineRows implements Keeping {

    private static final String KEEP =
            """
            insert into quarantine (merchant_id, connection_id, gateway, recorded_at,
                                    log_partition, log_offset, reason, sealed, size,
                                    kept_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            on conflict (merchant_id, recorded_at, log_partition, log_offset)
                where resource_kind is null do nothing
            """;

    /** What {@link #kept} reads. */
    static final String LISTED =
            """
            id, connection_id, gateway, reason, recorded_at,
            coalesce(size, octet_length(body), 0)::bigint as size\
            """;

    private static final String LIST =
            """
            select %s
            from quarantine
            where merchant_id = $1 and status = 'open' and id < $2
            order by id desc
            limit $3
            """
                    .formatted(LISTED);
    private static final String FIND =
            """
            select recorded_at, log_partition, log_offset, %s
            from quarantine
            where merchant_id = $1 and id = $2 and status = 'open' and resource_kind is null
            """
                    .formatted(KeptContent.COLUMNS);
    private static final String EXPLAIN =
            """
            update quarantine set reason = $3
            where merchant_id = $1 and id = $2 and status = 'open'
            """;
    private static final String SETTLE =
            """
            update quarantine set status = $3, settled_at = $4
            where merchant_id = $1 and id = $2 and status = 'open'
            returning %s
            """
                    .formatted(LISTED);
    private static final String COUNT =
            """
            select gateway, count(*) as size from quarantine where status = 'open' group by gateway
            """;

    static final String NOBODYS = "";

    /** A delivery may be of a merchant that does not exist; but then it was sealed for that one. */
    private static final String MERCHANTS =
            "select merchant_id from merchant union select merchant_id from merchant_key";

    private static final int COUNTED_AT_ONCE = 500;
    private static final Collector<Map.Entry<String, Long>, ?, Long> SUM =
            Collectors.summingLong(Map.Entry::getValue);

    private final Database database;
    private final QuarantineSeal seal;
    private final InstantSource clock;

    QuarantineRows(Database database, QuarantineSeal seal, InstantSource clock) {
        this.database = database;
        this.seal = seal;
        this.clock = clock;
    }

    @Override
    public Mono<Void> keep(LoggedDelivery logged, String reason) {
        var storable =
                new LoggedDelivery(
                        storable(logged.delivery()),
                        logged.position(),
                        logged.recordedAt(),
                        logged.sealed());
        return seal.sealed(storable)
                .flatMap(
                        shut ->
                                database.write(
                                        Scope.of(storable.delivery().merchantId()),
                                        unit -> insert(unit, storable, reason, shut)))
                .then();
    }

    private Mono<Long> insert(
            Connection transaction, LoggedDelivery logged, String reason, byte[] sealed) {
        var delivery = logged.delivery();
        return Query.on(transaction, KEEP)
                .with(delivery.merchantId())
                .with(delivery.connectionId())
                .with(delivery.gateway())
                .with(logged.recordedAt())
                .with(logged.position().partition())
                .with(logged.position().offset())
                .with(storable(reason))
                .with(sealed)
                .with(size(logged))
                .with(clock.instant())
                .changed();
    }

    private static long size(LoggedDelivery logged) {
        var sealed = logged.sealed();
        return sealed == null ? logged.delivery().body().length : sealed.length;
    }

    /** The newest first, from below an id on. */
    Mono<List<Kept>> list(String merchantId, long below, int limit) {
        return database.read(
                Scope.of(merchantId),
                connection ->
                        Query.on(connection, LIST)
                                .with(merchantId)
                                .with(below)
                                .with(limit)
                                .rows(QuarantineRows::kept));
    }

    /** Empty when there is none, or it is settled. */
    Mono<LoggedDelivery> find(String merchantId, long id) {
        return database.read(
                        Scope.of(merchantId),
                        connection ->
                                Query.on(connection, FIND)
                                        .with(merchantId)
                                        .with(id)
                                        .row(QuarantineRows::found))
                .flatMap(this::opened);
    }

    /**
     * @param at where it stood on the log, its delivery as the row has it
     */
    private record Found(LoggedDelivery at, KeptContent content) {}

    private Mono<LoggedDelivery> opened(Found found) {
        var at = found.at();
        return seal.opened(found.content())
                .map(plain -> new LoggedDelivery(plain, at.position(), at.recordedAt()))
                .defaultIfEmpty(at);
    }

    Mono<Void> explain(String merchantId, long id, String reason) {
        return database.write(
                        Scope.of(merchantId),
                        transaction ->
                                Query.on(transaction, EXPLAIN)
                                        .with(merchantId)
                                        .with(id)
                                        .with(storable(reason))
                                        .changed())
                .then();
    }

    /**
     * @param status {@code replayed} or {@code discarded}
     * @return empty when there is none, or it was settled before
     */
    Mono<Kept> settle(String merchantId, long id, String status, Act act) {
        return database.write(
                Scope.of(merchantId),
                transaction -> settle(transaction, merchantId, id, status, act));
    }

    private Mono<Kept> settle(
            Connection transaction, String merchantId, long id, String status, Act act) {
        return Query.on(transaction, SETTLE)
                .with(merchantId)
                .with(id)
                .with(status)
                .with(clock.instant())
                .row(QuarantineRows::kept)
                .flatMap(kept -> Settling.logged(transaction, merchantId, kept, act));
    }

    /** What is open, by gateway: so many merchants at a time, since no scope is of all of them. */
    Mono<Map<String, Long>> count() {
        return database.read(Scope.DIRECTORY, QuarantineRows::merchants)
                .flatMapIterable(merchants -> merchants)
                .buffer(COUNTED_AT_ONCE)
                .concatMap(this::count)
                .flatMapIterable(sizes -> sizes)
                .collect(Collectors.groupingBy(Map.Entry::getKey, SUM));
    }

    static Mono<List<String>> merchants(Connection unit) {
        return Query.on(unit, MERCHANTS).rows(row -> Row.text(row, "merchant_id"));
    }

    private Mono<List<Map.Entry<String, Long>>> count(List<String> merchants) {
        return database.read(
                Scope.of(Set.copyOf(merchants)),
                unit -> Query.on(unit, COUNT).rows(QuarantineRows::size));
    }

    private static Map.Entry<String, Long> size(Readable row) {
        return Map.entry(Row.text(row, "gateway"), Row.number(row, "size"));
    }

    static Kept kept(Readable row) {
        return new Kept(
                Row.number(row, "id"),
                Row.text(row, "connection_id"),
                Row.text(row, "gateway"),
                Row.text(row, "reason"),
                Row.instant(row, "recorded_at"),
                Row.number(row, "size"));
    }

    private static Found found(Readable row) {
        var content = KeptContent.of(row);
        var partition = Objects.requireNonNull(row.get("log_partition", Integer.class));
        var at =
                new LoggedDelivery(
                        content.plain(),
                        new LogPosition(partition, Row.number(row, "log_offset")),
                        Row.instant(row, "recorded_at"),
                        content.sealed());
        return new Found(at, content);
    }

    /** What names no merchant that could be is nobody's. */
    private static Delivery storable(Delivery delivery) {
        var merchantId = delivery.merchantId();
        return new Delivery(
                Scope.canName(merchantId) ? merchantId : NOBODYS,
                storable(delivery.connectionId()),
                storable(delivery.gateway()),
                delivery.headers(),
                delivery.query(),
                delivery.body());
    }

    /** PostgreSQL has no NUL in texts; a record of anybody else's may hold one. */
    static String storable(String text) {
        return text.replace('\0', '\uFFFD');
    }
}
