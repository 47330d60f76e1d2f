package io.emdia.database;

import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Before the migrations, refuses a PostgreSQL that could lose a commit it has answered: a webhook's
 * 200 is a promise.
 */
public final class Durability implements Callback {

    private static final List<String> MUST_NOT_BE_OFF =
            List.of("fsync", "full_page_writes", "synchronous_commit");

    private static final String OFF_FOR_THE_ROLE =
            """
            select 1 from pg_db_role_setting
            where setrole = (select oid from pg_roles where rolname = ?)
              and setconfig @> array['synchronous_commit=off']
            """;

    private final String role;

    /**
     * @param role the application's, which may have settings of its own
     */
    public Durability(String role) {
        this.role = role;
    }

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.BEFORE_MIGRATE;
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return true;
    }

    @Override
    public void handle(Event event, Context context) {
        try {
            for (var setting : MUST_NOT_BE_OFF) {
                require(setting, show(context.getConnection(), setting));
            }
            require("synchronous_commit", ofRole(context.getConnection()));
        } catch (SQLException failure) {
            throw new StartRefused(
                    "PostgreSQL does not say whether its settings are safe ("
                            + failure.getMessage()
                            + "): let the migrations' role read them.",
                    failure);
        }
    }

    @Override
    public String getCallbackName() {
        return "durability";
    }

    private static void require(String setting, String value) {
        if (value.equals("off")) {
            throw new StartRefused(
                    "PostgreSQL runs with "
                            + setting
                            + " = off and could lose payments it has confirmed: set "
                            + setting
                            + " = on and start again.");
        }
    }

    private static String show(Connection connection, String setting) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("show " + setting)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private String ofRole(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(OFF_FOR_THE_ROLE)) {
            statement.setString(1, role);
            try (var rows = statement.executeQuery()) {
                return rows.next() ? "off" : "on";
            }
        }
    }
}
