package io.emdia.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A PostgreSQL that outlived the process that started it. The lock on the data folder is ours, so
 * nobody else can be using it.
 */
final class Orphan {

    private final Path pidFile;

    Orphan(Path dataFolder) {
        this.pidFile = dataFolder.resolve("postmaster.pid");
    }

    /** The server that still runs in this folder. */
    Optional<ProcessHandle> running() {
        return pid().flatMap(ProcessHandle::of).filter(this::isPostgres);
    }

    /**
     * Forgets a server that is gone: its number may by now belong to another process, and
     * PostgreSQL would refuse to start beside that one.
     */
    void forget() {
        try {
            Files.deleteIfExists(pidFile);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Optional<Long> pid() {
        try {
            return Files.readAllLines(pidFile).stream()
                    .findFirst()
                    .map(String::strip)
                    .map(Long::valueOf);
        } catch (IOException | NumberFormatException noServerOrTornFile) {
            return Optional.empty();
        }
    }

    /**
     * Where the system does not show a process's command, it is taken to be the server: two servers
     * in one folder would ruin it. Only what is dead and merely not yet buried is let pass.
     */
    private boolean isPostgres(ProcessHandle process) {
        return process.info()
                .command()
                .map(command -> command.contains("postgres"))
                .orElseGet(() -> !isZombie(process));
    }

    /** Linux tells a process's state after its name in parentheses, which may hold any sign. */
    private static boolean isZombie(ProcessHandle process) {
        try {
            var stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
            return stat.startsWith("Z", stat.lastIndexOf(')') + 2);
        } catch (IOException anotherSystem) {
            return false;
        }
    }
}
