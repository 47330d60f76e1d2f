package io.emdia;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The whole product as a process of its own, started from the classes under test. */
final class ChildEmdia implements AutoCloseable {

    private static final Duration REQUEST = Duration.ofSeconds(3);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(200);

    final Process process;
    final int port;
    private final Path output;

    private ChildEmdia(Process process, int port, Path output) {
        this.process = process;
        this.port = port;
        this.output = output;
    }

    static ChildEmdia start(Path data, Path output) {
        try {
            return start(data, output, freePort());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static ChildEmdia start(Path data, Path output, int port) {
        var command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Xmx512m",
                        "-cp",
                        productClassPath(),
                        EmdiaApplication.class.getName());
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("EMDIA_DATA_DIR", data.toString());
        builder.environment().put("SERVER_PORT", Integer.toString(port));
        try {
            return new ChildEmdia(builder.redirectOutput(output.toFile()).start(), port, output);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Waits until readiness says so, or the process has ended, or the time is up. */
    boolean isReadyWithin(Duration patience) throws InterruptedException {
        var deadline = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < deadline) {
            if (status("/actuator/health/readiness") == 200) {
                return true;
            }
            if (process.waitFor(BETWEEN_TRIES.toMillis(), TimeUnit.MILLISECONDS)) {
                return false;
            }
        }
        return false;
    }

    /** The answer's status, or 0 when there is none. */
    int status(String path) throws InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .timeout(REQUEST)
                        .build();
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException notThere) {
            return 0;
        }
    }

    int exitCodeWithin(Duration patience) throws InterruptedException {
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("still running after " + patience + "\n" + output());
        }
        return process.exitValue();
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(15, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** Without the tests' own classes, whose beans would be found too. */
    private static String productClassPath() {
        var separator = File.pathSeparator;
        return Stream.of(System.getProperty("java.class.path").split(separator))
                .filter(entry -> !entry.replace('\\', '/').matches(".*/test-classes/?"))
                .collect(Collectors.joining(separator));
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
