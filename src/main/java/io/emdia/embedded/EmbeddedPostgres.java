package io.emdia.embedded;

import io.emdia.database.StartRefused;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * PostgreSQL as a process of its own on a loopback port, set to keep every commit through a power
 * cut and to ask everybody for a password. Its data outlives it; a server left over from a killed
 * process is stopped first, so that the settings of this start hold.
 */
final class EmbeddedPostgres {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgres.class);

    private static final Duration INIT_TIMEOUT = Duration.ofMinutes(2);

    /** Long enough to replay a checkpoint interval of log after a crash on a slow disk. */
    private static final Duration START_TIMEOUT = Duration.ofMinutes(5);

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration STOP_AT_ONCE_TIMEOUT = Duration.ofSeconds(3);

    /** Processes of a killed server need a moment to notice it and let go of the shared memory. */
    private static final int STARTS_MAX = 4;

    private static final Duration GRACE = Duration.ofMillis(500);

    private final DataFolder folder;
    private final Keepsakes secrets;
    private final Ports ports;
    private final Path data;
    private final PostgresBinaries programs;
    private int port;
    private volatile boolean wanted;

    EmbeddedPostgres(DataFolder folder, Keepsakes secrets, Ports ports, Path programs) {
        Command.requireUnprivileged();
        this.folder = folder;
        this.secrets = secrets;
        this.ports = ports;
        this.data = folder.in("postgresql");
        this.programs = PostgresBinaries.in(programs);
    }

    void start() {
        requireSameMajor();
        if (Files.notExists(data)) {
            initialize();
        }
        stopOrphan();
        wanted = true;
        startServer();
        PostgresRoles.ensure(superuser(), owner(), app());
    }

    void stop() {
        wanted = false;
        stopServer();
    }

    /** Whether it should run and does not: it was killed, or gave up. */
    boolean isGone() {
        return wanted && new Orphan(data).running().isEmpty();
    }

    /** Starts one that is gone, on the port its clients know; fails when that cannot be. */
    void startAgain() {
        new Orphan(data).forget();
        require("pg_ctl start", startHere());
        if (!wanted) {
            stopServer();
        }
    }

    private void stopServer() {
        var asked = control(STOP_TIMEOUT, "stop", "-m", "fast");
        if (asked.failed() && new Orphan(data).running().isPresent()) {
            var outcome = control(STOP_AT_ONCE_TIMEOUT, "stop", "-m", "immediate");
            log.warn("PostgreSQL was stopped at once and recovers at the next start: {}", outcome);
        }
    }

    Path data() {
        return data;
    }

    int port() {
        return port;
    }

    /** Everything may be done with it; used to make roles and nothing else. */
    PostgresLogin superuser() {
        return new PostgresLogin(port, "postgres", "postgres", secrets.secret("postgres"));
    }

    /** Owns the tables and changes them: the role of the migrations. */
    PostgresLogin owner() {
        return login(PostgresRoles.OWNER);
    }

    /** Reads and writes rows, and nothing else: the role of the application. */
    PostgresLogin app() {
        return login(PostgresRoles.APP);
    }

    private PostgresLogin login(String role) {
        return new PostgresLogin(port, PostgresRoles.DATABASE, role, secrets.secret(role));
    }

    private void requireSameMajor() {
        var version = data.resolve("PG_VERSION");
        if (Files.notExists(version)) {
            return;
        }
        var found = read(version);
        var ours = programs.major();
        if (!found.equals(ours)) {
            throw new StartRefused(
                    "The data folder "
                            + data
                            + " was written by PostgreSQL "
                            + found
                            + ", but this Emdia brings PostgreSQL "
                            + ours
                            + ": start the Emdia that wrote it, or move its data with pg_dump into"
                            + " a new folder (EMDIA_DATA_DIR).");
        }
    }

    /**
     * Into a draft that is renamed at the end, so that a start cut short leaves no half cluster.
     */
    private void initialize() {
        var draft = folder.in("postgresql.new");
        var password = folder.in("postgresql.password");
        try {
            FileSystemUtils.deleteRecursively(draft);
            Files.deleteIfExists(password);
            Files.createFile(password);
            DataFolder.keepPrivate(password, "rw-------");
            Files.writeString(password, superuser().password());
            require("initdb", Command.run(INIT_TIMEOUT, initdb(draft, password)));
            Files.move(draft, data, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } finally {
            delete(password);
        }
    }

    private List<String> initdb(Path draft, Path password) {
        return List.of(
                programs.program("initdb"),
                "--pgdata=" + draft,
                "--username=" + superuser().user(),
                "--pwfile=" + password,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--data-checksums");
    }

    private void stopOrphan() {
        var orphan = new Orphan(data);
        orphan.running()
                .ifPresent(
                        server -> {
                            log.warn("Stopping PostgreSQL {} of a killed process", server.pid());
                            stopServer();
                        });
        if (orphan.running().isEmpty()) {
            orphan.forget();
        }
    }

    private void startServer() {
        var outcome = startOnce();
        for (var tries = 1; outcome.failed() && tries < STARTS_MAX; tries++) {
            Grace.await(GRACE);
            outcome = startOnce();
        }
        require("pg_ctl start", outcome);
    }

    private Command.Outcome startOnce() {
        port = ports.port("postgresql");
        PostgresSettings.write(data, port);
        return startHere();
    }

    private Command.Outcome startHere() {
        return control(START_TIMEOUT, "start", "--log=" + folder.in("postgresql.log"));
    }

    private Command.Outcome control(Duration timeout, String... words) {
        var command = new ArrayList<>(List.of(programs.program("pg_ctl"), "--wait"));
        command.add("--pgdata=" + data);
        command.add("--timeout=" + timeout.toSeconds());
        command.addAll(List.of(words));
        return Command.run(timeout.plusSeconds(1), command);
    }

    private void require(String step, Command.Outcome outcome) {
        if (outcome.failed()) {
            throw new StartRefused(
                    "The embedded PostgreSQL did not start ("
                            + step
                            + ": "
                            + lastLine(outcome.output())
                            + "): see "
                            + folder.in("postgresql.log")
                            + ", mend the cause (disk space, memory, a user without a name), then"
                            + " start again.");
        }
    }

    private static String lastLine(String output) {
        return output.lines().filter(line -> !line.isBlank()).reduce("", (_, line) -> line);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
