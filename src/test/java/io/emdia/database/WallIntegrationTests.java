package io.emdia.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.emdia.embedded.TestServers;
import io.emdia.embedded.TestServers.TestDatabase;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.R2dbcException;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import reactor.core.publisher.Mono;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** What one merchant's unit of work can do to another's rows, table by table. */
class WallIntegrationTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Scope ANA = Scope.of("ana");
    private static final Scope BIA = Scope.of("bia");
    private static final String DENIED = "42501";
    private static final String COUNT_OTHERS =
            "select count(*) as n from %s where merchant_id <> $1";
    private static final String COUNT = "select count(*) as n from %s where merchant_id = $1";

    /** Whoever has no merchant yet, or serves all of them, may look into these alone. */
    private static final Set<String> DIRECTORIES =
            Set.of(
                    "access_token",
                    "audit",
                    "charge_poll",
                    "connection",
                    "connection_tally",
                    "import",
                    "import_chunk",
                    "merchant",
                    "merchant_key",
                    "merchant_progress",
                    "quarantine",
                    "sign_in_session");

    private static final TestDatabase SERVER = TestServers.freshDatabase();
    private static final Database DATABASE = SERVER.database();

    /** One row each of two merchants in every table, written as the application would. */
    @BeforeAll
    static void fill() {
        write(ANA, "merchant", "ana");
        write(BIA, "merchant", "bia");
        tables().filter(table -> !table.equals("merchant")).forEach(WallIntegrationTests::fill);
    }

    private static void fill(String table) {
        write(ANA, table, "ana");
        write(BIA, table, "bia");
    }

    static Stream<String> tables() {
        return Walls.of(SERVER).ofMerchants().stream();
    }

    private static void write(Scope scope, String table, String merchant) {
        DATABASE.write(scope, unit -> insert(unit, table, merchant, "one")).block(PATIENCE);
    }

    private static Mono<Void> insert(
            Connection unit, String table, String merchant, String distinction) {
        return SomeRows.of(DATABASE, table)
                .flatMap(
                        rows ->
                                Query.on(unit, rows.insert())
                                        .with(merchant)
                                        .with(distinction)
                                        .run());
    }

    @ParameterizedTest
    @MethodSource("tables")
    void oneSeesItsOwnAndNothingOfTheOther(String table) {
        assertThat(number(ANA, COUNT.formatted(table), "ana")).isOne();
        assertThat(number(ANA, COUNT.formatted(table), "bia")).isZero();
        assertThat(number(ANA, COUNT_OTHERS.formatted(table), "ana")).isZero();
        assertThat(number(Scope.of(Set.of("ana", "bia")), COUNT.formatted(table), "bia")).isOne();
    }

    @ParameterizedTest
    @MethodSource("tables")
    void oneChangesNothingOfTheOther(String table) {
        var touch =
                "update %s set merchant_id = merchant_id where merchant_id = $1".formatted(table);
        var remove = "delete from %s where merchant_id = $1".formatted(table);

        assertThat(changed(touch, "bia")).isZero();
        assertThat(changed(remove, "bia")).isZero();
        assertThat(changed("update %s set merchant_id = $1 where false".formatted(table), "bia"))
                .isZero();
    }

    /** What only grows refuses a change before anything else. */
    private static long changed(String sql, String merchant) {
        return result(
                DATABASE.write(ANA, unit -> Query.on(unit, sql).with(merchant).changed())
                        .onErrorReturn(WallIntegrationTests::isDenied, 0L));
    }

    private static boolean isDenied(Throwable failure) {
        return failure instanceof R2dbcException denied && DENIED.equals(denied.getSqlState());
    }

    @ParameterizedTest
    @MethodSource("tables")
    void onePutsNothingIntoTheOthersRows(String table) {
        assertDenied(DATABASE.write(ANA, unit -> insert(unit, table, "bia", "two")));
        assertDenied(DATABASE.write(ANA, unit -> inConflict(unit, table)));
        assertDenied(DATABASE.write(ANA, unit -> given(unit, table)));
    }

    /** Which must not tell whether there is such a row either. */
    private static Mono<Void> inConflict(Connection unit, String table) {
        return SomeRows.of(DATABASE, table)
                .map(rows -> rows.insert() + " on conflict do nothing")
                .flatMap(sql -> Query.on(unit, sql).with("bia").with("one").run());
    }

    private static Mono<Void> given(Connection unit, String table) {
        var sql = "update %s set merchant_id = $1 where merchant_id = 'ana'".formatted(table);
        return Query.on(unit, sql).with("bia").run();
    }

    @ParameterizedTest
    @MethodSource("tables")
    void aForgottenScopeIsAFaultAndNotAnEmptyTable(String table) {
        var sql = COUNT_OTHERS.formatted(table);

        assertDenied(unscoped(unit -> Query.on(unit, sql).with("x").row(row -> 1)));
        assertDenied(unscoped(unit -> insert(unit, table, "ana", "three")));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void directoriesAloneAreSeenWithoutAMerchant(String table) {
        var sql = COUNT_OTHERS.formatted(table);
        if (DIRECTORIES.contains(table)) {
            var seen = table.equals("quarantine") ? 0L : 2L;
            assertThat(number(Scope.DIRECTORY, sql, "x")).isEqualTo(seen);
        } else {
            assertDenied(
                    DATABASE.read(
                            Scope.DIRECTORY, unit -> Query.on(unit, sql).with("x").row(row -> 1)));
        }
    }

    @Test
    void anIdThatWouldListSeveralIsNobodys() {
        var sql = COUNT_OTHERS.formatted("charge");

        assertThat(number(Scope.of("ana,bia"), sql, "x")).isZero();
        assertThat(number(Scope.of("*"), sql, "x")).isZero();
        assertThat(number(Scope.of("ana\0"), sql, "x")).isZero();
        assertThat(number(Scope.of("{ana}"), sql, "x")).isZero();
        assertThat(number(Scope.of(Set.of()), sql, "x")).isZero();
    }

    @Test
    void aRoleThatOwnsTheTablesSeesNoMore() {
        var owner = Walls.of(SERVER);

        assertThatThrownBy(() -> owner.ask("select count(*) from charge"))
                .hasMessageContaining("no scope");
        assertThat(owner.ask("select count(*) from charge", "ana")).isEqualTo("1");
    }

    private static long number(Scope scope, String sql, String merchant) {
        return result(
                DATABASE.read(
                        scope,
                        unit ->
                                Query.on(unit, sql)
                                        .with(merchant)
                                        .row(row -> Row.number(row, "n"))));
    }

    /** Past {@link Database}, as a fault of the program would. */
    private static <T> Mono<T> unscoped(Function<Connection, Mono<T>> work) {
        return Mono.usingWhen(
                SERVER.connections().create(), work, connection -> Mono.from(connection.close()));
    }

    private static void assertDenied(Mono<?> work) {
        assertThatThrownBy(() -> work.block(PATIENCE))
                .isInstanceOfSatisfying(
                        R2dbcException.class,
                        denied -> assertThat(denied.getSqlState()).isEqualTo(DENIED));
    }

    private static <T> T result(Mono<T> work) {
        return Objects.requireNonNull(work.block(PATIENCE));
    }

    static List<String> directories() {
        return DIRECTORIES.stream().sorted().toList();
    }
}
