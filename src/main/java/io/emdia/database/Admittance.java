package io.emdia.database;

import static io.r2dbc.postgresql.PostgresqlConnectionFactoryProvider.SSL_CERT;
import static io.r2dbc.postgresql.PostgresqlConnectionFactoryProvider.SSL_MODE;

import io.r2dbc.spi.ConnectionFactoryOptions;

import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;

/**
 * Before the migrations, refuses a PostgreSQL that lets anybody in or could be listened to, and a
 * role of the application's that no policy holds.
 */
final class Admittance implements Callback {

    private static final String BEYOND_POLICIES =
            "select rolsuper or rolbypassrls from pg_roles where rolname = ?";

    private static final Set<String> ENCRYPTED =
            Set.of("require", "verify-ca", "verify-full", "tunnel");

    private static final String NOBODYS_PASSWORD = "not-the-password-of-anybody";
    private static final String PATIENCE_SECONDS = "5";

    private final ConnectionFactoryOptions application;
    private final boolean plaintextIsFine;

    Admittance(ConnectionFactoryOptions application, boolean plaintextIsFine) {
        this.application = application;
        this.plaintextIsFine = plaintextIsFine;
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
        requireOrdinary(context.getConnection());
        if (!isNear()) {
            requireEncryption();
            requirePassword();
        }
    }

    @Override
    public String getCallbackName() {
        return "admittance";
    }

    private boolean isNear() {
        var host = application.getValue(ConnectionFactoryOptions.HOST);
        return host == null || Loopback.is(host.toString());
    }

    private void requireOrdinary(Connection connection) {
        try (var statement = connection.prepareStatement(BEYOND_POLICIES)) {
            statement.setString(1, user());
            try (var rows = statement.executeQuery()) {
                if (rows.next() && rows.getBoolean(1)) {
                    throw new StartRefused(
                            "PostgreSQL's role "
                                    + user()
                                    + " sees past row-level security: let the application log in"
                                    + " as a role that is neither superuser nor BYPASSRLS.");
                }
            }
        } catch (SQLException failure) {
            throw new StartRefused(
                    "PostgreSQL does not say what its roles may ("
                            + failure.getMessage()
                            + "): let the migrations' role read pg_roles.",
                    failure);
        }
    }

    private void requireEncryption() {
        var isEncrypted =
                Boolean.parseBoolean(text(application.getValue(ConnectionFactoryOptions.SSL)))
                        || ENCRYPTED.contains(mode());
        if (!isEncrypted && !plaintextIsFine) {
            throw new StartRefused(
                    "PostgreSQL is on another machine and would be spoken to without TLS: set"
                        + " sslMode=verify-full in spring.r2dbc.url, or"
                        + " emdia.database.allow-plaintext=true if the network is yours alone.");
        }
    }

    private String mode() {
        return text(application.getValue(SSL_MODE)).toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whoever has a certificate needs no password. */
    private void requirePassword() {
        if (application.getValue(SSL_CERT) == null && letsAnybodyIn()) {
            throw new StartRefused(
                    "PostgreSQL let "
                            + user()
                            + " in with a wrong password: replace trust by scram-sha-256 in its"
                            + " pg_hba.conf.");
        }
    }

    private boolean letsAnybodyIn() {
        var login = new Properties();
        login.setProperty("user", user());
        login.setProperty("password", NOBODYS_PASSWORD);
        login.setProperty("connectTimeout", PATIENCE_SECONDS);
        login.setProperty("socketTimeout", PATIENCE_SECONDS);
        try (var _ = DriverManager.getConnection(MigrationLogin.of(application).jdbcUrl(), login)) {
            return true;
        } catch (SQLException _) {
            return false;
        }
    }

    private String user() {
        return text(application.getValue(ConnectionFactoryOptions.USER));
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
