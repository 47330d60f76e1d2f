package io.emdia.ledger;

import io.emdia.database.Database;
import io.emdia.database.Query;
import io.emdia.database.Row;
import io.emdia.database.Scope;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;

import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;

import java.time.LocalDate;
import java.util.List;

/** Reads progress; a new business day bumps the version by one conditional update. */
@Component
final class PostgresProgress implements Progress {

    private static final String OF =
            """
            select merchant_id, version, position, last_delivery_at from merchant_progress
            where merchant_id = $1\
            """;

    private static final String ALL =
            """
            select merchant_id, version, position, last_delivery_at from merchant_progress
            order by merchant_id\
            """;

    private static final String NEW_DAY =
            """
            update merchant_progress set version = version + 1, business_day = $2::date
            where merchant_id = $1 and (business_day is null or business_day < $2::date)\
            """;

    private final Database database;

    PostgresProgress(Database database) {
        this.database = database;
    }

    @Override
    public Mono<State> of(String merchantId) {
        return database.read(Scope.of(merchantId), unit -> of(unit, merchantId));
    }

    @Override
    public Mono<State> of(Connection unit, String merchantId) {
        return Query.on(unit, OF)
                .with(merchantId)
                .row(this::state)
                .defaultIfEmpty(new State(merchantId, 0, 0, null));
    }

    @Override
    public Mono<List<State>> all() {
        return database.read(
                Scope.DIRECTORY, connection -> Query.on(connection, ALL).rows(this::state));
    }

    @Override
    public Mono<Boolean> dayBegan(String merchantId, LocalDate day) {
        return database.write(
                Scope.of(merchantId),
                connection ->
                        Query.on(connection, NEW_DAY)
                                .with(merchantId)
                                .with(day.toString())
                                .changed()
                                .map(rows -> rows > 0));
    }

    private State state(Readable row) {
        return new State(
                Row.text(row, "merchant_id"),
                Row.number(row, "version"),
                Row.number(row, "position"),
                Row.maybeInstant(row, "last_delivery_at"));
    }
}
