package io.emdia.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.emdia.embedded.TestServers;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.R2dbcException;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import reactor.core.publisher.Mono;

import java.time.Duration;

/** The scope of a unit ends with it: the next one on the same connection has none of it. */
class ScopeIntegrationTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration IMPATIENCE = Duration.ofMillis(100);
    private static final String SCOPE = "select current_setting('emdia.merchants', true) as scope";
    private static final String SLOW = "select pg_sleep(0.5)::text as slow";
    private static final String READ_ONLY = "25006";

    private static final ConnectionPool ONE_CONNECTION = oneConnection();
    private static final Database DATABASE = new Database(ONE_CONNECTION);

    @AfterAll
    static void close() {
        ONE_CONNECTION.dispose();
    }

    private static ConnectionPool oneConnection() {
        var database = TestServers.freshDatabase();
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

    @Test
    void aUnitHasItsOwnScope() {
        assertThat(DATABASE.read(Scope.of("ana"), ScopeIntegrationTests::scope).block(PATIENCE))
                .isEqualTo("{\"ana\"}");
        assertThat(DATABASE.write(Scope.of("bia"), ScopeIntegrationTests::scope).block(PATIENCE))
                .isEqualTo("{\"bia\"}");
        assertThat(DATABASE.snapshot(Scope.of("ana"), ScopeIntegrationTests::scope).block(PATIENCE))
                .isEqualTo("{\"ana\"}");
        assertThat(DATABASE.rehearse(Scope.of("bia"), ScopeIntegrationTests::scope).block(PATIENCE))
                .isEqualTo("{\"bia\"}");
        assertNobodys();
    }

    /** Whatever others put on the log may be kept aside under a name of their own. */
    @ParameterizedTest
    @ValueSource(
            strings = {"a,b", "*", "", " ", "{a}", "a\"},{\"b", "\\", "\"", "a\nb", "NULL", "ação"})
    void anIdIsOneIdWhateverItsLetters(String id) {
        var sql = "select array[$1::text] = current_setting('emdia.merchants')::text[] as same";

        assertThat(
                        DATABASE.read(
                                        Scope.of(id),
                                        unit ->
                                                Query.on(unit, sql)
                                                        .with(id)
                                                        .row(row -> Row.truth(row, "same")))
                                .block(PATIENCE))
                .isTrue();
    }

    @Test
    void aUnitThatFailedLeavesNone() {
        assertThatThrownBy(
                        () ->
                                DATABASE.write(
                                                Scope.of("ana"),
                                                unit -> Query.on(unit, "select 1 / 0").run())
                                        .block(PATIENCE))
                .isInstanceOf(R2dbcException.class);
        assertNobodys();
    }

    @Test
    void aUnitThatNobodyWaitsForAnyMoreLeavesNone() {
        var work = DATABASE.read(Scope.of("ana"), unit -> Query.on(unit, SLOW).row(row -> row));
        assertThatThrownBy(() -> work.timeout(IMPATIENCE).block(PATIENCE)).hasMessageContaining("");

        assertNobodys();
        assertThat(DATABASE.read(Scope.of("bia"), ScopeIntegrationTests::scope).block(PATIENCE))
                .isEqualTo("{\"bia\"}");
    }

    @Test
    void whatReadsCannotWrite() {
        var sql = "delete from merchant where merchant_id = 'x'";

        assertReadOnly(DATABASE.read(Scope.of("x"), unit -> Query.on(unit, sql).changed()));
        assertReadOnly(DATABASE.snapshot(Scope.of("x"), unit -> Query.on(unit, sql).changed()));
        assertThat(
                        DATABASE.write(Scope.of("x"), unit -> Query.on(unit, sql).changed())
                                .block(PATIENCE))
                .isZero();
    }

    private static void assertReadOnly(Mono<?> work) {
        assertThatThrownBy(() -> work.block(PATIENCE))
                .isInstanceOfSatisfying(
                        R2dbcException.class,
                        refused -> assertThat(refused.getSqlState()).isEqualTo(READ_ONLY));
    }

    /** As the next user of the connection would find it. */
    private static void assertNobodys() {
        var found =
                Mono.usingWhen(
                        ONE_CONNECTION.create(),
                        ScopeIntegrationTests::scope,
                        connection -> Mono.from(connection.close()));
        assertThat(found.block(PATIENCE)).isEmpty();
    }

    private static Mono<String> scope(Connection unit) {
        return Query.on(unit, SCOPE).row(row -> String.valueOf(row.get("scope", String.class)));
    }
}
