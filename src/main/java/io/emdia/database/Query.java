package io.emdia.database;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Statement;

import org.jspecify.annotations.Nullable;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;

/**
 * One statement on a connection: bind its parameters by number from {@code $1}, then run it once.
 */
public final class Query {

    private final Statement statement;
    private int bound;

    private Query(Statement statement) {
        this.statement = statement;
    }

    public static Query on(Connection connection, String sql) {
        return new Query(connection.createStatement(sql));
    }

    /** Binds the next parameter; arrays bind as PostgreSQL arrays. */
    public Query with(Object value) {
        statement.bind("$" + ++bound, value);
        return this;
    }

    public Query with(Instant instant) {
        return with((Object) instant.atOffset(ZoneOffset.UTC));
    }

    public Query with(@Nullable Object value, Class<?> type) {
        if (value == null) {
            statement.bindNull("$" + ++bound, type);
            return this;
        }
        return with(value);
    }

    /** Every row, in order. */
    public <T> Mono<List<T>> rows(Function<Readable, T> read) {
        return Flux.from(statement.execute()).concatMap(result -> result.map(read)).collectList();
    }

    /** The first row, or empty. */
    public <T> Mono<T> row(Function<Readable, T> read) {
        return rows(read).flatMap(rows -> Mono.justOrEmpty(rows.stream().findFirst()));
    }

    /** The number of rows changed. */
    public Mono<Long> changed() {
        return Flux.from(statement.execute())
                .concatMap(Result::getRowsUpdated)
                .reduce(0L, Math::addExact);
    }

    public Mono<Void> run() {
        return changed().then();
    }
}
