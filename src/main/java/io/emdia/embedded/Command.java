package io.emdia.embedded;

import io.emdia.database.StartRefused;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One run of a PostgreSQL program to its end. PostgreSQL refuses to work for root, so for root it
 * runs in a user namespace of its own, where it is nobody.
 */
final class Command {

    private static final Duration UNSHARE_TIMEOUT = Duration.ofSeconds(5);

    /**
     * @param output what it printed, both streams in order
     */
    record Outcome(int exitCode, String output) {

        boolean failed() {
            return exitCode != 0;
        }
    }

    private Command() {}

    /** Ends it by force, with exit code -1, when it takes longer than the time limit. */
    static Outcome run(Duration timeout, List<String> words) {
        var asNobody = new ArrayList<String>();
        if (isRoot()) {
            asNobody.add("unshare");
            asNobody.add("-U");
        }
        asNobody.addAll(words);
        return start(timeout, asNobody);
    }

    /** Refuses when this is root and the machine has no user namespaces. */
    static void requireUnprivileged() {
        if (isRoot() && !canUnshare()) {
            throw new StartRefused(
                    "PostgreSQL does not run as root and this machine gives root no user namespaces"
                        + " (unshare -U): run Emdia as a normal user, or name your own PostgreSQL"
                        + " with SPRING_R2DBC_URL.");
        }
    }

    private static boolean canUnshare() {
        try {
            return !start(UNSHARE_TIMEOUT, List.of("unshare", "-U", "true")).failed();
        } catch (UncheckedIOException noSuchProgram) {
            return false;
        }
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** A file takes the output, since a server that stays would hold a pipe open. */
    private static Outcome start(Duration timeout, List<String> words) {
        try {
            var output = Files.createTempFile("emdia", ".out");
            try {
                var exitCode = waitFor(process(words, output), timeout);
                var text = new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
                return new Outcome(exitCode, text.strip());
            } finally {
                Files.delete(output);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Process process(List<String> words, Path output) throws IOException {
        var builder = new ProcessBuilder(words);
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        builder.redirectErrorStream(true);
        builder.redirectOutput(output.toFile());
        var process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    private static int waitFor(Process process, Duration timeout) {
        try {
            if (process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                return process.exitValue();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        return -1;
    }
}
