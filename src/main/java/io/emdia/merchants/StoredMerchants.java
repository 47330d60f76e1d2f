package io.emdia.merchants;

import static java.util.Objects.requireNonNull;

import io.emdia.access.Remembered;
import io.emdia.auditlog.Act;
import io.emdia.auditlog.AuditLog;
import io.emdia.database.Database;
import io.emdia.database.Query;
import io.emdia.database.Row;
import io.emdia.database.Scope;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;

import org.springframework.stereotype.Component;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** The table of merchants; what was found is remembered for a moment. */
@Component
final class StoredMerchants implements Merchants {

    private static final String MEMBERS =
            """
            select merchant_id, name, time_zone, calendar, default_currency, mrr_starts,
                   doubtful_after_days, created_as
            from merchant\
            """;
    private static final String INSERT =
            """
            insert into merchant (merchant_id, name, time_zone, calendar, default_currency,
                                  mrr_starts, doubtful_after_days, created_as, created_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            on conflict do nothing
            """;
    private static final String UPDATE =
            """
            update merchant
            set name = $2, time_zone = $3, calendar = $4, default_currency = $5, mrr_starts = $6,
                doubtful_after_days = $7
            where merchant_id = $1
            """;

    private static final String PAGE =
            MEMBERS + " where merchant_id > $1 order by merchant_id limit $2";

    /** What became of a creation. */
    sealed interface Creation {

        record Created(Merchant merchant) implements Creation {}

        /** The same call was made before; the merchant as it is now. */
        record Repeated(Merchant merchant) implements Creation {}

        /** The id is taken by another content. */
        record Taken() implements Creation {}
    }

    private record Stored(Merchant merchant, String createdAs) {}

    private final Database database;
    private final InstantSource clock;
    private final Remembered<String, Merchant> found;

    StoredMerchants(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
        this.found = new Remembered<>(clock, this::load);
    }

    @Override
    public Mono<Merchant> find(String id) {
        return found.get(id);
    }

    @Override
    public Flux<Merchant> all() {
        return database.read(
                        Scope.DIRECTORY,
                        connection ->
                                Query.on(connection, MEMBERS + " order by merchant_id")
                                        .rows(StoredMerchants::row))
                .flatMapIterable(rows -> rows)
                .map(Stored::merchant);
    }

    /** So many merchants after an id, by id. */
    Mono<List<Merchant>> page(String after, int limit) {
        return database.read(
                        Scope.DIRECTORY,
                        connection ->
                                Query.on(connection, PAGE)
                                        .with(after)
                                        .with(limit)
                                        .rows(StoredMerchants::row))
                .map(rows -> rows.stream().map(Stored::merchant).toList());
    }

    Mono<Creation> create(Merchant merchant) {
        return database.write(Scope.of(merchant.id()), connection -> insert(connection, merchant));
    }

    /** Changes one under its row's lock; empty when there is none of that id. */
    Mono<Merchant> change(String id, UnaryOperator<Merchant> change) {
        return database.write(Scope.of(id), connection -> update(connection, id, change))
                .doFinally(_ -> found.forget(id));
    }

    private Mono<Merchant> load(String id) {
        return database.read(
                Scope.of(id),
                connection ->
                        Query.on(connection, MEMBERS + " where merchant_id = $1")
                                .with(id)
                                .row(row -> row(row).merchant()));
    }

    private Mono<Creation> insert(Connection connection, Merchant merchant) {
        return bound(Query.on(connection, INSERT), merchant)
                .with(content(merchant))
                .with(clock.instant())
                .changed()
                .flatMap(
                        inserted ->
                                inserted == 1
                                        ? created(connection, merchant)
                                        : compared(connection, merchant));
    }

    private static Mono<Creation> created(Connection connection, Merchant merchant) {
        return AuditLog.record(
                        connection, merchant.id(), Act.MERCHANT_CREATED, merchant.id(), Map.of())
                .thenReturn(new Creation.Created(merchant));
    }

    private static Mono<Creation> compared(Connection connection, Merchant asked) {
        return Query.on(connection, MEMBERS + " where merchant_id = $1")
                .with(asked.id())
                .row(StoredMerchants::row)
                .map(row -> compared(row, asked));
    }

    private static Creation compared(Stored stored, Merchant asked) {
        return stored.createdAs().equals(content(asked)) || stored.merchant().equals(asked)
                ? new Creation.Repeated(stored.merchant())
                : new Creation.Taken();
    }

    private static Mono<Merchant> update(
            Connection connection, String id, UnaryOperator<Merchant> change) {
        return Query.on(connection, MEMBERS + " where merchant_id = $1 for update")
                .with(id)
                .row(row -> change.apply(row(row).merchant()))
                .flatMap(
                        changed ->
                                bound(Query.on(connection, UPDATE), changed)
                                        .run()
                                        .then(logged(connection, id))
                                        .thenReturn(changed));
    }

    private static Mono<Void> logged(Connection connection, String id) {
        return AuditLog.record(connection, id, Act.MERCHANT_CHANGED, id, Map.of());
    }

    private static Query bound(Query query, Merchant merchant) {
        return query.with(merchant.id())
                .with(merchant.name())
                .with(merchant.timeZone().getId())
                .with(merchant.calendar())
                .with(merchant.defaultCurrency(), String.class)
                .with(MerchantView.word(merchant.mrrStarts()))
                .with(merchant.doubtfulAfterDays());
    }

    /** What a creation asked for, in words that later versions still compare the same. */
    private static String content(Merchant merchant) {
        return String.join(
                "\n",
                merchant.name(),
                merchant.timeZone().getId(),
                merchant.calendar(),
                Objects.requireNonNullElse(merchant.defaultCurrency(), ""),
                MerchantView.word(merchant.mrrStarts()),
                String.valueOf(merchant.doubtfulAfterDays()));
    }

    private static Stored row(Readable row) {
        var merchant =
                new Merchant(
                        Row.text(row, "merchant_id"),
                        Row.text(row, "name"),
                        ZoneId.of(Row.text(row, "time_zone")),
                        Row.text(row, "calendar"),
                        Row.maybeText(row, "default_currency"),
                        MerchantView.mrrStart(Row.text(row, "mrr_starts")),
                        requireNonNull(row.get("doubtful_after_days", Integer.class)));
        return new Stored(merchant, Row.text(row, "created_as"));
    }
}
