package io.emdia.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.emdia.database.Durability;
import io.emdia.database.StartRefused;

import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;

/** All tests share one cluster, which each of them starts and stops. */
class EmbeddedPostgresIntegrationTests {

    @TempDir private static Path cluster;

    private DataFolder folder;
    private EmbeddedPostgres postgres;

    @BeforeEach
    void open() throws IOException {
        Files.createDirectories(TestServers.programs());
        folder = DataFolder.open(cluster);
        postgres = server();
    }

    @AfterEach
    void close() {
        postgres.stop();
        folder.close();
    }

    @Test
    void keepsItsDataAndItsPortOverARestart() throws SQLException {
        postgres.start();
        var port = postgres.port();
        execute(postgres.owner(), "create table if not exists kept (id int)");
        execute(postgres.owner(), "insert into kept values (1)");
        postgres.stop();

        var restarted = server();
        restarted.start();

        assertThat(restarted.port()).isEqualTo(port);
        execute(restarted.owner(), "drop table kept");
    }

    @Test
    void stopsTheServerThatAKilledProcessLeftBehind() throws SQLException {
        postgres.start();
        var orphan = new Orphan(postgres.data()).running().orElseThrow();

        var next = server();
        next.start();

        assertThat(new Orphan(postgres.data()).running())
                .isPresent()
                .get()
                .extracting(ProcessHandle::pid)
                .isNotEqualTo(orphan.pid());
        execute(next.app(), "select 1");
        assertThat(next.port()).isEqualTo(postgres.port());
    }

    @Test
    void startsAlthoughTheNumberOfTheKilledServerNowBelongsToAnotherProcess() throws Exception {
        postgres.start();
        postgres.stop();
        var another = ProcessHandle.current().pid();
        Files.writeString(postgres.data().resolve("postmaster.pid"), another + "\n");

        var next = server();
        next.start();

        execute(next.app(), "select 1");
        assertThat(ProcessHandle.of(another)).isPresent();
    }

    @Test
    void takesAnotherPortWhenItsOwnIsTaken() throws Exception {
        postgres.start();
        var before = postgres.port();
        postgres.stop();

        try (var taken = new java.net.ServerSocket(before)) {
            var next = server();
            next.start();

            assertThat(next.port()).isNotEqualTo(taken.getLocalPort());
            execute(next.app(), "select 1");
        }
    }

    @Test
    void asksEverybodyForAPassword() {
        postgres.start();
        var wrong = new PostgresLogin(postgres.port(), "emdia", "emdia", "guess");
        var superuser = new PostgresLogin(postgres.port(), "postgres", "postgres", "");

        assertThatThrownBy(() -> PostgresRoles.connect(wrong))
                .hasMessageContaining("password authentication failed");
        assertThatThrownBy(() -> PostgresRoles.connect(superuser))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password");
    }

    @Test
    void keepsItsFolderAndSecretsToItself() throws IOException {
        postgres.start();

        assertThat(permissions(folder.path())).isEqualTo("rwx------");
        assertThat(permissions(folder.in("secrets"))).isEqualTo("rw-------");
    }

    @Test
    void refusesAFolderOfAnotherMajorVersion() throws IOException {
        postgres.start();
        postgres.stop();
        var version = postgres.data().resolve("PG_VERSION");
        var ours = Files.readString(version);

        Files.writeString(version, "17\n");

        assertThatThrownBy(() -> server().start())
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("PostgreSQL 17")
                .hasMessageContaining("brings PostgreSQL 18");
        Files.writeString(version, ours);
    }

    @Test
    void refusesSettingsThatCouldLoseACommit() throws IOException {
        postgres.start();
        postgres.stop();
        var custom = postgres.data().resolve("custom.conf");
        Files.writeString(custom, "fsync = off\n");
        postgres.start();

        assertThatThrownBy(this::migrate)
                .hasRootCauseInstanceOf(StartRefused.class)
                .hasMessageContaining("set fsync = on");
        Files.delete(custom);
    }

    @Test
    void refusesARoleThatCouldLoseACommit() throws SQLException {
        postgres.start();
        execute(postgres.superuser(), "alter role emdia set synchronous_commit = off");

        assertThatThrownBy(this::migrate)
                .hasRootCauseInstanceOf(StartRefused.class)
                .hasMessageContaining("synchronous_commit = on");
        execute(postgres.superuser(), "alter role emdia reset synchronous_commit");
    }

    private void migrate() {
        var owner = postgres.owner();
        Flyway.configure()
                .dataSource(owner.jdbcUrl(), owner.user(), owner.password())
                .locations("classpath:none")
                .failOnMissingLocations(false)
                .callbacks(new Durability(postgres.app().user()))
                .load()
                .migrate();
    }

    private EmbeddedPostgres server() {
        return new EmbeddedPostgres(
                folder,
                new Keepsakes(folder.in("secrets")),
                new Ports(new Keepsakes(folder.in("ports"))),
                TestServers.programs());
    }

    private static void execute(PostgresLogin login, String sql) throws SQLException {
        try (var connection = PostgresRoles.connect(login)) {
            PostgresRoles.execute(connection, sql);
        }
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
