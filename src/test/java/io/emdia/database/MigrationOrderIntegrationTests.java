package io.emdia.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.emdia.embedded.TestServers;
import io.emdia.embedded.TestServers.TestDatabase;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.flyway.autoconfigure.FlywayProperties;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.io.ClassPathResource;

import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A database of before takes a new step of one capability although a later one ran already. */
class MigrationOrderIntegrationTests {

    /** As if this step had come after all others. */
    private static final String[] TAKE_BACK = {
        "delete from flyway_schema_history where version = '308'",
        "alter table kpi_receipt drop column payments"
    };

    @Test
    void aStepMayStandBeforeOneThatRan() throws Exception {
        var before = before();

        assertThat(flyway(before, settings().isOutOfOrder()).migrate().migrationsExecuted)
                .isEqualTo(1);
    }

    @Test
    void withoutTheSettingTheDatabaseWouldBeRefused() throws Exception {
        var before = before();

        assertThatThrownBy(() -> flyway(before, false).migrate())
                .isInstanceOf(FlywayValidateException.class);
    }

    private static TestDatabase before() throws SQLException {
        var database = TestServers.freshDatabase();
        try (var connection =
                        DriverManager.getConnection(
                                database.jdbcUrl(),
                                database.ownerUser(),
                                database.ownerPassword());
                var statement = connection.createStatement()) {
            for (var sql : TAKE_BACK) {
                statement.execute(sql);
            }
        }
        return database;
    }

    private static Flyway flyway(TestDatabase database, boolean outOfOrder) {
        return Flyway.configure()
                .dataSource(database.jdbcUrl(), database.ownerUser(), database.ownerPassword())
                .outOfOrder(outOfOrder)
                .load();
    }

    /** As the product has them. */
    private static FlywayProperties settings() throws IOException {
        var sources = new MutablePropertySources();
        new YamlPropertySourceLoader()
                .load("application", new ClassPathResource("application.yaml"))
                .forEach(sources::addLast);
        return new Binder(ConfigurationPropertySources.from(sources))
                .bind("spring.flyway", FlywayProperties.class)
                .get();
    }
}
