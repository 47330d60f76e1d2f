package io.emdia.rates;

import io.emdia.auditlog.Act;
import io.emdia.auditlog.AuditLog;
import io.emdia.database.Database;
import io.emdia.database.Query;
import io.emdia.database.Row;
import io.emdia.database.Scope;
import io.emdia.http.Problem;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntFunction;

/** The rates that merchants supplied. */
@Component
public final class StoredRates {

    /** Locks the row, and answers what it holds, whoever wrote it. */
    private static final String CLAIM =
            """
            insert into consolidation as kept (merchant_id, currency) values ($1, $2)
            on conflict (merchant_id) do update set currency = kept.currency
            returning currency\
            """;

    private static final String WRITE =
            """
            insert into daily_rate (merchant_id, currency, day, rate)
            select $1, * from unnest($2::text[], $3::date[], $4::numeric[])
            on conflict (merchant_id, currency, day) do update set rate = excluded.rate\
            """;

    private static final String LOCK =
            "select currency from consolidation where merchant_id = $1 for update";

    private static final String DELETE =
            "delete from daily_rate where merchant_id = $1 and currency = $2 and day = $3";

    private static final String FORGET =
            """
            delete from consolidation as kept
            where merchant_id = $1
              and not exists (select from daily_rate r where r.merchant_id = kept.merchant_id)\
            """;

    /** A currency's newest rates first. */
    private static final String PAGE =
            """
            select r.currency, r.day, r.rate, kept.currency as kept_in
            from daily_rate r join consolidation kept using (merchant_id)
            where r.merchant_id = $1 and ($2::text is null or r.currency = $2)
              and (r.currency > $3 or (r.currency = $3 and r.day < $4))
            order by r.currency, r.day desc limit $5\
            """;

    private static final String ALL =
            """
            select r.currency, r.day, r.rate, kept.currency as kept_in
            from daily_rate r join consolidation kept using (merchant_id)
            where merchant_id = $1\
            """;

    private final Database database;

    StoredRates(Database database) {
        this.database = database;
    }

    /**
     * One of the rates there are.
     *
     * @param into what it is in
     */
    record Kept(Rate rate, String into) {}

    /** Where a page begins. */
    record Position(String currency, LocalDate day) {}

    /** Adds to what there is, or replaces it day by day; a 409 when that is in another currency. */
    Mono<Void> put(String merchantId, RatesRequest.Checked request) {
        return database.write(
                Scope.of(merchantId),
                unit ->
                        Query.on(unit, CLAIM)
                                .with(merchantId)
                                .with(request.into())
                                .row(row -> Row.text(row, "currency"))
                                .doOnNext(kept -> requireSame(kept, request.into()))
                                .then(write(unit, merchantId, request.rates())));
    }

    private static void requireSame(String kept, String asked) {
        if (!kept.equals(asked)) {
            throw Problem.conflict(
                    "the rates there are are in %s; delete them before others are in %s"
                            .formatted(kept, asked));
        }
    }

    private static Mono<Void> write(Connection unit, String merchantId, List<Rate> rates) {
        return Mono.defer(() -> written(unit, merchantId, rates))
                .then(Mono.defer(() -> logged(unit, merchantId, rates)));
    }

    private static Mono<Void> written(Connection unit, String merchantId, List<Rate> rates) {
        return Query.on(unit, WRITE)
                .with(merchantId)
                .with(column(rates, Rate::currency, String[]::new))
                .with(column(rates, Rate::on, LocalDate[]::new))
                .with(column(rates, Rate::rate, BigDecimal[]::new))
                .run();
    }

    private static Mono<Void> logged(Connection unit, String merchantId, List<Rate> rates) {
        var currencies = rates.stream().map(Rate::currency).distinct().sorted().toList();
        return AuditLog.record(
                unit,
                merchantId,
                Act.RATES_CHANGED,
                String.join(" ", currencies),
                Map.of("rates", String.valueOf(rates.size())));
    }

    private static Mono<Void> forgotten(
            Connection unit, String merchantId, String currency, LocalDate day) {
        return Query.on(unit, FORGET)
                .with(merchantId)
                .run()
                .then(
                        AuditLog.record(
                                unit,
                                merchantId,
                                Act.RATE_DELETED,
                                currency,
                                Map.of("on", day.toString())));
    }

    private static <T> T[] column(
            List<Rate> rates, Function<Rate, T> value, IntFunction<T[]> array) {
        return rates.stream().map(value).toArray(array);
    }

    /** By currency, the newest first; those after one of them. */
    Mono<List<Kept>> after(
            String merchantId, @Nullable String currency, Position position, int size) {
        return database.read(
                Scope.of(merchantId),
                unit ->
                        page(Query.on(unit, PAGE), merchantId, currency, position)
                                .with((long) size)
                                .rows(StoredRates::kept));
    }

    private static Query page(
            Query query, String merchantId, @Nullable String currency, Position position) {
        return query.with(merchantId)
                .with(currency, String.class)
                .with(position.currency())
                .with(position.day());
    }

    /** The number of those there were; empty for none. */
    Mono<Long> delete(String merchantId, String currency, LocalDate day) {
        return database.write(
                Scope.of(merchantId),
                unit ->
                        Query.on(unit, LOCK)
                                .with(merchantId)
                                .row(row -> Row.text(row, "currency"))
                                .then(Mono.defer(() -> deleted(unit, merchantId, currency, day))));
    }

    private static Mono<Long> deleted(
            Connection unit, String merchantId, String currency, LocalDate day) {
        return Query.on(unit, DELETE)
                .with(merchantId)
                .with(currency)
                .with(day)
                .changed()
                .filter(deleted -> deleted > 0)
                .flatMap(deleted -> forgotten(unit, merchantId, currency, day).thenReturn(deleted));
    }

    private static Kept kept(Readable row) {
        var rate = new Rate(Row.text(row, "currency"), Row.day(row, "day"), Row.exact(row, "rate"));
        return new Kept(rate, Row.text(row, "kept_in"));
    }

    /** As a unit of work sees them; empty when there are none. */
    public Mono<DailyRates> all(Connection unit, String merchantId) {
        return Query.on(unit, ALL)
                .with(merchantId)
                .rows(StoredRates::kept)
                .filter(rows -> !rows.isEmpty())
                .map(StoredRates::daily);
    }

    private static DailyRates daily(List<Kept> rows) {
        var byCurrency = new HashMap<String, SortedMap<LocalDate, BigDecimal>>();
        for (var row : rows) {
            byCurrency
                    .computeIfAbsent(row.rate().currency(), _ -> new TreeMap<>())
                    .put(row.rate().on(), row.rate().rate());
        }
        return new DailyRates(rows.getFirst().into(), byCurrency);
    }
}
