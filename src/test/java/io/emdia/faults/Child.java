package io.emdia.faults;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A process that never outlives this one; what it prints is kept for failure messages. */
public final class Child implements AutoCloseable {

    private static final Duration SIGNAL_PATIENCE = Duration.ofSeconds(10);
    private static final Duration UNBURIED = Duration.ofSeconds(3);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(15);
    private static final int PORT_TRIES_MAX = 1000;

    /** Below the ephemeral ports of Linux, macOS and Windows; each process begins elsewhere. */
    private static final AtomicInteger LISTENERS =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(15_000, 30_000));

    private static final Set<Process> ALL = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> ALL.forEach(Process::destroyForcibly)));
    }

    private final Process process;
    private final Path output;

    private Child(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Runs Java itself: options, then what to run, then its arguments. */
    public static Child java(List<String> words, Path output) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return start(Stream.concat(Stream.of(java), words.stream()).toList(), output);
    }

    /** Both streams go to the file, after what an earlier process left there. */
    public static Child start(List<String> words, Path output) {
        var builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        try {
            var process = builder.start();
            ALL.add(process);
            return new Child(process, output);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /**
     * The class path of this process without the tests' own classes, whose beans would be found.
     */
    public static String productClassPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.replace('\\', '/').matches(".*/test-classes/?"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /**
     * Free now, and never lent by the system to an outgoing connection, which would take the place
     * of a listener between two of its starts.
     */
    public static int freePort() {
        for (var tries = 0; tries < PORT_TRIES_MAX; tries++) {
            var port = LISTENERS.getAndIncrement();
            try (var socket = new ServerSocket(port)) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                continue;
            }
        }
        throw new AssertionError("no free port before " + LISTENERS);
    }

    /** Signal 9 to a process of any parent; waited for, but a dead one may stay unburied. */
    public static void kill(ProcessHandle process) {
        process.destroyForcibly();
        var _ =
                process.onExit()
                        .completeOnTimeout(process, UNBURIED.toSeconds(), TimeUnit.SECONDS)
                        .join();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** As kill -9 does. */
    public void kill() {
        process.destroyForcibly();
        exitCodeWithin(STOP_PATIENCE);
        ALL.remove(process);
    }

    /** As kill -TERM does; does not wait. */
    public void terminate() {
        process.destroy();
    }

    /** Stops it where it stands, with every connection left open. */
    public void freeze() {
        signal("STOP");
    }

    public void thaw() {
        signal("CONT");
    }

    private void signal(String name) {
        var words = List.of("kill", "-" + name, Long.toString(process.pid()));
        try {
            var told = new ProcessBuilder(words).inheritIO().start();
            if (!told.waitFor(SIGNAL_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    || told.exitValue() != 0) {
                throw new AssertionError(words + " failed");
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    boolean endsWithin(Duration patience) {
        try {
            return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    public int exitCodeWithin(Duration patience) {
        if (!endsWithin(patience)) {
            throw new AssertionError("still running after " + patience + "\n" + output());
        }
        return process.exitValue();
    }

    public String output() {
        try {
            return Files.readString(output);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            thaw();
            process.destroy();
            if (!endsWithin(STOP_PATIENCE)) {
                kill();
            }
        }
        ALL.remove(process);
    }
}
