package io.emdia.embedded;

import io.emdia.faults.Child;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/**
 * A PostgreSQL that others run, as far as the product can tell: an instance of its own for a test
 * that stops or kills it, on the same port and data at every start.
 */
public final class LonePostgres implements AutoCloseable {

    private final DataFolder folder;
    private final EmbeddedPostgres server;

    private LonePostgres(DataFolder folder) {
        this.folder = folder;
        var secrets = new Keepsakes(folder.in("secrets"));
        var ports = new Ports(new Keepsakes(folder.in("ports")));
        server = new EmbeddedPostgres(folder, secrets, ports, TestServers.programs());
        Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
    }

    /** Not started yet. */
    public static LonePostgres in(Path folder) {
        try {
            Files.createDirectories(TestServers.programs());
            return new LonePostgres(DataFolder.open(folder));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Waits until it answers; also after a kill. */
    public LonePostgres start() {
        var before = server.port();
        server.start();
        if (before != 0 && before != server.port()) {
            throw new AssertionError("the port " + before + " was taken meanwhile");
        }
        return this;
    }

    /** In order; cuts every connection. */
    public void stop() {
        server.stop();
    }

    /** The postmaster alone, with signal 9; the others notice and end. */
    public void kill() {
        new Orphan(server.data()).running().ifPresent(Child::kill);
    }

    public int port() {
        return server.port();
    }

    /** What a node needs to use it. */
    public Map<String, String> springProperties() {
        return springProperties(port());
    }

    /**
     * @param throughPort where something stands in between, for the application; the migrations go
     *     straight
     */
    public Map<String, String> springProperties(int throughPort) {
        var app = server.app();
        var owner = server.owner();
        return Map.of(
                "spring.r2dbc.url",
                "r2dbc:postgresql://127.0.0.1:" + throughPort + "/" + app.database(),
                "spring.r2dbc.username",
                app.user(),
                "spring.r2dbc.password",
                app.password(),
                "spring.flyway.url",
                owner.jdbcUrl(),
                "spring.flyway.user",
                owner.user(),
                "spring.flyway.password",
                owner.password());
    }

    /** As the superuser, in the product's database. */
    public Connection connect() throws SQLException {
        return PostgresRoles.connect(server.superuser().to(PostgresRoles.DATABASE));
    }

    @Override
    public void close() {
        server.stop();
        folder.close();
    }
}
