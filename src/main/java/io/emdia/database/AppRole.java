package io.emdia.database;

import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * After the migrations, lets the application's role read and write the rows of every table, and
 * nothing more. Does nothing where the application itself owns the tables.
 */
public final class AppRole implements Callback {

    private static final String OWNS_THEM = "select current_user = ?";
    private static final List<String> GRANTS =
            List.of(
                    "grant usage on schema public to %s",
                    "grant select, insert, update, delete on all tables in schema public to %s",
                    "grant usage, select on all sequences in schema public to %s",
                    "grant execute on all functions in schema public to %s",
                    "revoke all on flyway_schema_history from %s",
                    "revoke update, delete, truncate on audit_record from %s");

    private final String role;

    public AppRole(String role) {
        this.role = role;
    }

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.AFTER_MIGRATE;
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return true;
    }

    @Override
    public void handle(Event event, Context context) {
        try {
            grant(context.getConnection());
        } catch (SQLException failure) {
            throw new FlywayException("Cannot grant rights to role " + role, failure);
        }
    }

    @Override
    public String getCallbackName() {
        return "app-role";
    }

    private void grant(Connection connection) throws SQLException {
        if (ownsThem(connection)) {
            return;
        }
        try (var statement = connection.createStatement()) {
            var name = statement.enquoteIdentifier(role, true);
            for (var grant : GRANTS) {
                statement.execute(grant.formatted(name));
            }
        }
    }

    private boolean ownsThem(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(OWNS_THEM)) {
            statement.setString(1, role);
            try (var rows = statement.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }
}
