package io.emdia.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.emdia.database.AppRole;
import io.emdia.database.Conditions;
import io.emdia.database.Row;
import io.emdia.database.Scope;
import io.emdia.embedded.TestServers;
import io.emdia.embedded.TestServers.TestDatabase;
import io.emdia.keys.MigrationKeys;
import io.emdia.keys.TestKeys;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.migration.JavaMigration;
import org.junit.jupiter.api.Test;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;

class SealCustomersIntegrationTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String FORMER = "220";
    private static final String SEALED = "232";
    private static final CustomerKey ANA = new CustomerKey("m", "c", "ana");
    private static final Person PERSON =
            new Person("Ana Prado", "ana@example.com", null, "123.456.789-00");

    private static final String TOLD =
            """
            [{"type": "customer.upserted", "customer_id": "ana", "name": "%s", "phone": null}, \
            {"type": "charge.restored", "charge_id": "ch"}]\
            """;

    private static final List<String> ROWS =
            List.of(
                    """
                    insert into customer (merchant_id, connection_id, customer_id, name, email,
                                          document)
                    values ('m', 'c', 'ana', 'Ana Prado', 'ana@example.com', '123.456.789-00'),
                           ('m', 'c', 'nobody', null, null, null)\
                    """,
                    """
                    insert into event values
                    ('m', 'c', 'e', 'd2', now(), now(), 'standard', 'customer.upserted', '%s')\
                    """
                            .formatted(TOLD.formatted("Ana Prado")),
                    """
                    insert into event_variant values
                    ('m', 'c', 'e', 'd1', now(), now(), 'standard', 'customer.upserted', '%s')\
                    """
                            .formatted(TOLD.formatted("Ana Pra do")));

    @Test
    void whatAFormerVersionLeftPlainIsSealed() throws SQLException {
        var former = former();

        migrate(former, SEALED, new SealCustomers(keys()));

        var persons = StoredLedger.persons(former.database());
        var everything = all(former);
        assertThat(everything)
                .contains("charge.restored")
                .doesNotContain("Ana Pra", "example.com", "123.456");
        assertThat(opened(former)).contains("Ana Prado", "Ana Pra do");
        var known =
                former.database()
                        .read(Scope.of("m"), unit -> persons.of(unit, List.of(ANA)))
                        .block(PATIENCE);
        assertThat(known).isEqualTo(Map.of(ANA, PERSON));
        assertThat(found(former, persons, "prad")).containsExactly("ana");
        assertThat(found(former, persons, "123.456.789")).containsExactly("ana");
        assertThat(found(former, persons, "prados")).isEmpty();
    }

    @Test
    void nothingIsDroppedThatIsNotSealedYet() throws SQLException {
        var former = former();

        assertThatThrownBy(() -> migrate(former, SEALED))
                .isInstanceOf(FlywayException.class)
                .hasMessageContaining("customers are not sealed yet");
        migrate(former, SEALED, new SealCustomers(keys()));

        assertThat(opened(former)).contains("Ana Prado");
    }

    private static MigrationKeys keys() {
        return new MigrationKeys(TestKeys.master(), InstantSource.system());
    }

    private static TestDatabase former() throws SQLException {
        var database = TestServers.freshDatabase();
        sql(database, List.of("drop schema public cascade", "create schema public"));
        migrate(database, FORMER);
        sql(database, ROWS);
        return database;
    }

    private static void migrate(TestDatabase database, String target, JavaMigration... java) {
        Flyway.configure()
                .dataSource(database.jdbcUrl(), database.ownerUser(), database.ownerPassword())
                .callbacks(new AppRole(database.user()))
                .javaMigrations(java)
                .target(target)
                .load()
                .migrate();
    }

    private static void sql(TestDatabase database, List<String> statements) throws SQLException {
        try (var connection =
                        DriverManager.getConnection(
                                database.jdbcUrl(),
                                database.ownerUser(),
                                database.ownerPassword());
                var statement = connection.createStatement()) {
            for (var one : statements) {
                statement.execute(one);
            }
        }
    }

    private static String all(TestDatabase database) {
        return StoredErasures.raw(database.database(), "m").block(PATIENCE) + "";
    }

    private static String opened(TestDatabase database) {
        return StoredErasures.everything(database.database(), "m").block(PATIENCE) + "";
    }

    private static List<String> found(TestDatabase database, Persons persons, String text) {
        var sought = Objects.requireNonNull(persons.sought("m", text).block(PATIENCE));
        var conditions = Conditions.after("m");
        var sql = sought.found(conditions);
        return Objects.requireNonNull(
                database.database()
                        .read(
                                Scope.of("m"),
                                unit ->
                                        conditions
                                                .on(unit, sql)
                                                .rows(row -> Row.text(row, "customer_id")))
                        .block(PATIENCE));
    }
}
