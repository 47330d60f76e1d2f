package io.emdia.embedded;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * The database and its two roles: one owns the tables and migrates them, the other works with their
 * rows and can neither change nor drop them.
 */
final class PostgresRoles {

    static final String DATABASE = "emdia";
    static final String OWNER = "emdia_owner";
    static final String APP = "emdia";

    private static final int CONNECT_SECONDS = 20;

    private PostgresRoles() {}

    /** Makes what is missing and sets both passwords. */
    static void ensure(PostgresLogin superuser, PostgresLogin owner, PostgresLogin app) {
        try (var connection = connect(superuser)) {
            ensureRole(connection, owner);
            ensureRole(connection, app);
            ensureDatabase(connection);
        } catch (SQLException failure) {
            throw new IllegalStateException("Cannot make the roles of the database", failure);
        }
    }

    static Connection connect(PostgresLogin login) throws SQLException {
        return DriverManager.getConnection(
                login.jdbcUrl() + "?connectTimeout=" + CONNECT_SECONDS,
                login.user(),
                login.password());
    }

    private static void ensureRole(Connection connection, PostgresLogin login) throws SQLException {
        if (isMissing(connection, "select 1 from pg_roles where rolname = ?", login.user())) {
            execute(connection, "create role " + login.user());
        }
        execute(
                connection,
                "alter role %s login nosuperuser nocreatedb nocreaterole nobypassrls password '%s'"
                        .formatted(login.user(), login.password()));
    }

    /** The roles' passwords are hex digits and their names constants: nothing needs quoting. */
    private static void ensureDatabase(Connection connection) throws SQLException {
        if (isMissing(connection, "select 1 from pg_database where datname = ?", DATABASE)) {
            execute(connection, "create database " + DATABASE + " owner " + OWNER);
        }
        execute(connection, "revoke all on database " + DATABASE + " from public");
        execute(connection, "grant connect on database " + DATABASE + " to " + APP);
    }

    private static boolean isMissing(Connection connection, String sql, String name)
            throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, name);
            try (var rows = statement.executeQuery()) {
                return !rows.next();
            }
        }
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
