package io.emdia.database;

import static io.r2dbc.postgresql.PostgresqlConnectionFactoryProvider.SSL_CERT;
import static io.r2dbc.postgresql.PostgresqlConnectionFactoryProvider.SSL_KEY;
import static io.r2dbc.postgresql.PostgresqlConnectionFactoryProvider.SSL_MODE;
import static io.r2dbc.postgresql.PostgresqlConnectionFactoryProvider.SSL_PASSWORD;
import static io.r2dbc.postgresql.PostgresqlConnectionFactoryProvider.SSL_ROOT_CERT;

import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.Option;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.boot.flyway.autoconfigure.FlywayProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How the migrations reach the database: by JDBC, best as the role that owns the tables. Nothing
 * else uses JDBC, and no pool of it is made.
 */
public record MigrationLogin(String jdbcUrl, @Nullable String user, @Nullable String password)
        implements FlywayConnectionDetails, JdbcConnectionDetails {

    private static final Map<Option<?>, String> TLS =
            Map.of(
                    SSL_ROOT_CERT, "sslrootcert",
                    SSL_CERT, "sslcert",
                    SSL_KEY, "sslkey",
                    SSL_PASSWORD, "sslpassword");

    /** The same database with the same credentials and TLS options as the application's. */
    static MigrationLogin of(ConnectionFactoryOptions application) {
        return new MigrationLogin(
                "jdbc:postgresql://" + place(application) + parameters(application),
                text(application, ConnectionFactoryOptions.USER),
                text(application, ConnectionFactoryOptions.PASSWORD));
    }

    /** With what is set for the migrations alone instead. */
    MigrationLogin as(FlywayProperties owner) {
        return new MigrationLogin(
                owner.getUrl() == null ? jdbcUrl : owner.getUrl(),
                owner.getUser() == null ? user : owner.getUser(),
                owner.getPassword() == null ? password : owner.getPassword());
    }

    @Override
    public @Nullable String getUsername() {
        return user;
    }

    @Override
    public @Nullable String getPassword() {
        return password;
    }

    @Override
    public String getJdbcUrl() {
        return jdbcUrl;
    }

    @Override
    public String getDriverClassName() {
        return "org.postgresql.Driver";
    }

    @Override
    public String toString() {
        return "MigrationLogin[" + user + "]";
    }

    private static String place(ConnectionFactoryOptions options) {
        var port = text(options, ConnectionFactoryOptions.PORT);
        var host = text(options, ConnectionFactoryOptions.HOST);
        var database = text(options, ConnectionFactoryOptions.DATABASE);
        return host
                + (port == null ? "" : ":" + port)
                + "/"
                + (database == null ? "" : encoded(database));
    }

    private static String parameters(ConnectionFactoryOptions options) {
        var parameters = new LinkedHashMap<String, String>();
        if (Boolean.parseBoolean(text(options, ConnectionFactoryOptions.SSL))) {
            parameters.put("sslmode", "verify-full");
        }
        var mode = text(options, SSL_MODE);
        if (mode != null) {
            parameters.put("sslmode", mode.toLowerCase(Locale.ROOT).replace('_', '-'));
        }
        TLS.forEach((option, name) -> putIfSet(parameters, name, text(options, option)));
        return parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + encoded(entry.getValue()))
                .collect(Collectors.joining("&", parameters.isEmpty() ? "" : "?", ""));
    }

    private static void putIfSet(
            Map<String, String> parameters, String name, @Nullable String value) {
        if (value != null) {
            parameters.put(name, value);
        }
    }

    /** Options read from a url are texts, but may be of any type when set by code. */
    private static @Nullable String text(ConnectionFactoryOptions options, Option<?> option) {
        var value = options.getValue(option);
        return value == null ? null : value.toString();
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
