package io.emdia.ledger;

import io.emdia.keys.MigrationKeys;

import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Seals who customers are where it stood plain: in their rows, and in what was told of them.
 * Commits batch by batch; one that was interrupted goes on where it was.
 */
@Component
final class SealCustomers implements JavaMigration {

    private static final String IS_PLAIN =
            """
            select exists (
                select from information_schema.columns
                where table_schema = current_schema() and table_name = 'customer'
                  and column_name = 'name')
            """;

    private final MigrationKeys keys;

    SealCustomers(MigrationKeys keys) {
        this.keys = keys;
    }

    @Override
    public MigrationVersion getVersion() {
        return MigrationVersion.fromVersion("231");
    }

    @Override
    public String getDescription() {
        return "seal customers";
    }

    @Override
    public @Nullable Integer getChecksum() {
        return null;
    }

    /** It commits by itself: all rows at once might be too many for one transaction. */
    @Override
    public boolean canExecuteInTransaction() {
        return false;
    }

    @Override
    public void migrate(Context context) throws SQLException {
        var connection = context.getConnection();
        if (!isPlain(connection)) {
            return;
        }
        connection.setAutoCommit(false);
        try {
            new PlainCustomers(connection, keys).seal();
            new PlainFacts(connection, keys, "event").seal();
            new PlainFacts(connection, keys, "event_variant").seal();
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private static boolean isPlain(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(IS_PLAIN)) {
            return rows.next() && rows.getBoolean(1);
        }
    }
}
