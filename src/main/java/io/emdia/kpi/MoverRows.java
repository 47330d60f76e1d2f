package io.emdia.kpi;

import io.emdia.database.Query;
import io.emdia.database.Row;
import io.emdia.money.Fraction;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;

import org.jspecify.annotations.Nullable;

import reactor.core.publisher.Mono;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Function;

/** The rows of payers' movements, written under the payers' locks. */
final class MoverRows {

    private static final String DELETE =
            """
            delete from kpi_mover
            using unnest($1::text[], $2::text[], $3::date[], $4::text[], $5::text[])
                 as x(m, u, d, c, i)
            where (merchant_id, currency, day, connection_id, customer_id) = (m, u, d, c, i)\
            """;

    private static final String FORGET =
            """
            delete from kpi_mover
            using unnest($1::text[], $2::text[], $3::text[], $4::text[]) as x(m, c, i, u)
            where (merchant_id, connection_id, customer_id, currency) = (m, c, i, u)\
            """;

    private static final String INSERT =
            """
            insert into kpi_mover (merchant_id, currency, day, connection_id, customer_id, movement,
                forced, before_numerator, before_denominator, after_numerator, after_denominator,
                previous_on, next_on)
            select m, u, d, c, i, movement, forced, bn::numeric, bd::numeric, an::numeric,
                ad::numeric, previous::date, next::date
            from unnest($1::text[], $2::text[], $3::date[], $4::text[], $5::text[], $6::text[],
                        $7::boolean[], $8::text[], $9::text[], $10::text[], $11::text[],
                        $12::text[], $13::text[])
                 as x(m, u, d, c, i, movement, forced, bn, bd, an, ad, previous, next)\
            """;

    /** What {@link #mover} reads. */
    static final String COLUMNS =
            "day, movement, forced, before_numerator, before_denominator, after_numerator,"
                    + " after_denominator, previous_on, next_on";

    private MoverRows() {}

    /** As stored, but for what it changes of each rhythm. */
    static Mover mover(Readable row) {
        return new Mover(
                Row.day(row, "day"),
                Movement.valueOf(Row.text(row, "movement").toUpperCase(Locale.ROOT)),
                Row.truth(row, "forced"),
                fraction(row, "before"),
                fraction(row, "after"),
                new TreeMap<>(),
                Row.maybeDay(row, "previous_on"),
                Row.maybeDay(row, "next_on"));
    }

    private static Fraction fraction(Readable row, String side) {
        return new Fraction(
                Row.exact(row, side + "_numerator").toBigIntegerExact(),
                Row.exact(row, side + "_denominator").toBigIntegerExact());
    }

    /** Deletes all rows of payers, whatever they say. */
    static Mono<Void> forget(Connection transaction, Collection<Payer> payers) {
        return Query.on(transaction, FORGET)
                .with(PayerRows.texts(payers, Payer::merchantId))
                .with(PayerRows.texts(payers, Payer::connectionId))
                .with(PayerRows.texts(payers, Payer::customerId))
                .with(PayerRows.texts(payers, Payer::currency))
                .run();
    }

    private record Moved(Payer payer, Mover mover) {}

    /** Takes away what is no longer so, then adds what was not so before. */
    static Mono<Void> move(Connection transaction, Movers moved) {
        var were = new HashSet<Moved>();
        var are = new HashSet<Moved>();
        moved.each(
                (payer, movers, count) -> {
                    var side = count < 0 ? were : are;
                    movers.forEach(mover -> side.add(new Moved(payer, mover)));
                });
        var gone = new ArrayList<>(were);
        gone.removeAll(are);
        var come = new ArrayList<>(are);
        come.removeAll(were);
        return delete(transaction, gone).then(Mono.defer(() -> insert(transaction, come)));
    }

    private static Mono<Void> delete(Connection transaction, List<Moved> rows) {
        return rows.isEmpty() ? Mono.empty() : keyed(Query.on(transaction, DELETE), rows).run();
    }

    private static Mono<Void> insert(Connection transaction, List<Moved> rows) {
        if (rows.isEmpty()) {
            return Mono.empty();
        }
        return keyed(Query.on(transaction, INSERT), rows)
                .with(texts(rows, row -> row.mover().movement().code()))
                .with(rows.stream().map(row -> row.mover().isForced()).toArray(Boolean[]::new))
                .with(texts(rows, row -> row.mover().before().numerator()))
                .with(texts(rows, row -> row.mover().before().denominator()))
                .with(texts(rows, row -> row.mover().after().numerator()))
                .with(texts(rows, row -> row.mover().after().denominator()))
                .with(texts(rows, row -> row.mover().previousOn()))
                .with(texts(rows, row -> row.mover().nextOn()))
                .run();
    }

    private static Query keyed(Query query, List<Moved> rows) {
        var days = rows.stream().map(row -> row.mover().day()).toArray(LocalDate[]::new);
        return query.with(texts(rows, row -> row.payer().merchantId()))
                .with(texts(rows, row -> row.payer().currency()))
                .with(days)
                .with(texts(rows, row -> row.payer().connectionId()))
                .with(texts(rows, row -> row.payer().customerId()));
    }

    private static @Nullable String[] texts(
            List<Moved> rows, Function<Moved, @Nullable Object> column) {
        return rows.stream()
                .map(column)
                .map(value -> value == null ? null : value.toString())
                .toArray(String[]::new);
    }
}
