package io.emdia.database;

import io.r2dbc.postgresql.api.PostgresTransactionDefinition;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.IsolationLevel;
import io.r2dbc.spi.TransactionDefinition;

import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

import java.time.Duration;
import java.util.function.Function;

/**
 * Runs units of work, each in one transaction on one connection, READ COMMITTED if nothing else is
 * said, and each within a {@link Scope}. A unit that has begun always runs to its end: canceling
 * the subscriber never reaches the connection, since a canceled result would block that connection
 * for ever (r2dbc-postgresql issue 731). Time limits are the server's own (statement_timeout and
 * the like), never an operator's.
 */
public final class Database {

    private static final int RACES_MAX = 10;
    private static final Duration RACE_BACKOFF = Duration.ofMillis(5);

    /** A rehearsal is the one to step back, not those who really write. */
    private static final String REHEARSAL_WAITS = "set local lock_timeout = '500ms'";

    private static final TransactionDefinition WRITING = IsolationLevel.READ_COMMITTED;
    private static final TransactionDefinition READING =
            PostgresTransactionDefinition.from(IsolationLevel.READ_COMMITTED).readOnly();
    private static final TransactionDefinition SNAPSHOT =
            PostgresTransactionDefinition.from(IsolationLevel.REPEATABLE_READ).readOnly();

    private final ConnectionFactory connections;

    public Database(ConnectionFactory connections) {
        this.connections = connections;
    }

    /** Reads; the result is complete before the connection is given back. */
    public <T> Mono<T> read(Scope scope, Function<Connection, Mono<T>> work) {
        return shielded(unit(READING, scope, work));
    }

    /** Reads, every statement seeing the same committed state (REPEATABLE READ). */
    public <T> Mono<T> snapshot(Scope scope, Function<Connection, Mono<T>> work) {
        return shielded(unit(SNAPSHOT, scope, work));
    }

    /** Writes; lost races (serialization, deadlock) are tried again as a whole. */
    public <T> Mono<T> write(Scope scope, Function<Connection, Mono<T>> work) {
        return shielded(unit(WRITING, scope, work).retryWhen(races()));
    }

    /**
     * Does everything that a write would do, every statement seeing the same committed state and
     * the rehearsal's own changes, and takes all of it back, however it ends. Waits only shortly
     * for others; lost races are tried again as a whole.
     */
    public <T> Mono<T> rehearse(Scope scope, Function<Connection, Mono<T>> work) {
        return shielded(
                Mono.usingWhen(
                                connections.create(),
                                connection -> rehearsed(connection, scope, work),
                                this::rollback)
                        .retryWhen(races()));
    }

    private static <T> Mono<T> rehearsed(
            Connection connection, Scope scope, Function<Connection, Mono<T>> work) {
        return Mono.from(connection.beginTransaction(IsolationLevel.REPEATABLE_READ))
                .then(Mono.defer(() -> Query.on(connection, REHEARSAL_WAITS).run()))
                .then(Mono.defer(() -> scope.begin(connection)))
                .then(Mono.defer(() -> work.apply(connection)));
    }

    private <T> Mono<T> unit(
            TransactionDefinition kind, Scope scope, Function<Connection, Mono<T>> work) {
        return Mono.usingWhen(
                connections.create(),
                connection ->
                        Mono.from(connection.beginTransaction(kind))
                                .then(Mono.defer(() -> scope.begin(connection)))
                                .then(Mono.defer(() -> work.apply(connection)))
                                .flatMap(result -> commit(connection).thenReturn(result))
                                .switchIfEmpty(
                                        Mono.defer(() -> commit(connection).then(Mono.empty()))),
                Connection::close,
                (connection, _) -> rollback(connection),
                this::rollback);
    }

    private static Mono<Void> commit(Connection connection) {
        return Mono.from(connection.commitTransaction());
    }

    private Mono<Void> rollback(Connection connection) {
        return Mono.from(connection.rollbackTransaction())
                .onErrorComplete()
                .then(Mono.from(connection.close()));
    }

    private static Retry races() {
        return Retry.backoff(RACES_MAX, RACE_BACKOFF)
                .filter(failure -> SqlFailure.of(failure) == SqlFailure.RACE)
                .onRetryExhaustedThrow((_, signal) -> signal.failure());
    }

    /** The unit knows who asked for it, as what it is part of does. */
    private static <T> Mono<T> shielded(Mono<T> unit) {
        return Mono.deferContextual(
                asked -> Mono.fromFuture(() -> unit.contextWrite(asked).toFuture(), true));
    }
}
