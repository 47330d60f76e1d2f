package io.emdia.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.embedded.TestServers;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactoryOptions;

import org.junit.jupiter.api.Test;

import reactor.core.publisher.Mono;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;

/** A commit of the embedded PostgreSQL is on the disk before it is answered. */
class CommitFlushIntegrationTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int COMMITS = 20;

    /** Another's flush may now and then serve one of ours, and ours one of another's. */
    private static final int BY_THE_WAY = 2;

    private static final String WRITE = "insert into flushed values (1)";
    private static final String TELL = "select pg_stat_force_next_flush()";

    /** The walwriter's own, a little later, prove nothing. */
    private static final String FLUSHES =
            """
            select coalesce(sum(fsyncs), 0)::bigint as flushes from pg_stat_io
            where object = 'wal' and backend_type = 'client backend'\
            """;

    @Test
    void eachCommitWasFlushed() {
        assertThat(flushesOfCommits("on")).isGreaterThanOrEqualTo(COMMITS - BY_THE_WAY);
    }

    @Test
    void commitsThatAreNotFlushedAreNoticed() {
        assertThat(flushesOfCommits("off")).isLessThanOrEqualTo(BY_THE_WAY);
    }

    private static long flushesOfCommits(String synchronousCommit) {
        var connections = oneConnection();
        try {
            var database = new Database(connections);
            run(database, "set synchronous_commit = " + synchronousCommit);
            var before = flushes(database);
            for (var commit = 0; commit < COMMITS; commit++) {
                run(database, WRITE);
            }
            return flushes(database) - before;
        } finally {
            connections.dispose();
        }
    }

    /** The same at every call, so that it can be told to say what it has counted. */
    private static ConnectionPool oneConnection() {
        var database = TestServers.freshDatabase();
        create(database);
        var options =
                ConnectionFactoryOptions.parse(database.r2dbcUrl())
                        .mutate()
                        .option(ConnectionFactoryOptions.USER, database.user())
                        .option(ConnectionFactoryOptions.PASSWORD, database.password())
                        .build();
        return new ConnectionPool(
                ConnectionPoolConfiguration.builder(ConnectionFactories.get(options))
                        .initialSize(1)
                        .maxSize(1)
                        .build());
    }

    private static void create(TestServers.TestDatabase database) {
        try (var owner =
                        DriverManager.getConnection(
                                database.jdbcUrl(),
                                database.ownerUser(),
                                database.ownerPassword());
                var statement = owner.createStatement()) {
            statement.execute("create table flushed (n int)");
            statement.execute("grant insert on flushed to " + database.user());
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void run(Database database, String sql) {
        database.write(Scope.DIRECTORY, connection -> Query.on(connection, sql).run())
                .block(PATIENCE);
    }

    private static long flushes(Database database) {
        run(database, TELL);
        return Objects.requireNonNull(
                database.read(Scope.DIRECTORY, CommitFlushIntegrationTests::flushes)
                        .block(PATIENCE));
    }

    private static Mono<Long> flushes(Connection connection) {
        return Query.on(connection, FLUSHES).row(row -> Row.number(row, "flushes"));
    }
}
