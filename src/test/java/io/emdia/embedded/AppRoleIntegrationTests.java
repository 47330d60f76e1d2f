package io.emdia.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

class AppRoleIntegrationTests {

    private static final TestServers.TestDatabase DATABASE = TestServers.freshDatabase();

    @Test
    void readsAndWritesRows() throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute("delete from merchant where false");
            var rows = statement.executeQuery("select count(*) from merchant");

            assertThat(rows.next()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "drop table merchant",
                "alter table merchant add column planted int",
                "truncate merchant",
                "create table planted (id int)",
                "create role planted",
                "delete from flyway_schema_history",
                "alter system set fsync = off"
            })
    void changesNothingElse(String sql) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute(sql))
                    .isInstanceOf(SQLException.class)
                    .extracting("SQLState")
                    .isEqualTo("42501");
        }
    }

    private static Connection connect() throws SQLException {
        return DriverManager.getConnection(
                DATABASE.jdbcUrl(), DATABASE.user(), DATABASE.password());
    }
}
