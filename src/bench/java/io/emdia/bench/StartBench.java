package io.emdia.bench;

import org.springframework.util.FileSystemUtils;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * From the start of the jar to the first 200 of readiness, PostgreSQL and Kafka included: with an
 * empty folder and with one that a run before has left. Beside it a Java that does nothing.
 */
final class StartBench {

    private static final int RUNS = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private StartBench() {}

    static List<Figure> figures() throws IOException, InterruptedException {
        var first = new ArrayList<Double>();
        var again = new ArrayList<Double>();
        var nothing = new ArrayList<Double>();
        for (int run = 0; run < RUNS; run++) {
            nothing.add(nothing());
            var folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "start");
            first.add(ready(folder));
            again.add(ready(folder));
            FileSystemUtils.deleteRecursively(folder);
        }
        return List.of(
                Figure.of("ready after the first start", "s", first)
                        .beside("`java -version`", nothing),
                Figure.of("ready after a later start", "s", again)
                        .beside("`java -version`", nothing));
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static double nothing() throws IOException, InterruptedException {
        var start = System.nanoTime();
        new ProcessBuilder(java(), "-version").redirectErrorStream(true).start().waitFor();
        return (System.nanoTime() - start) / 1e9;
    }

    private static double ready(Path folder) throws IOException, InterruptedException {
        var port = freePort();
        var builder = new ProcessBuilder(java(), "-jar", System.getProperty("emdia.jar"));
        builder.environment().put("EMDIA_DATA_DIR", folder.toString());
        builder.environment().put("SERVER_PORT", Integer.toString(port));
        var start = System.nanoTime();
        var process =
                builder.redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try {
            await(port, start);
            return (System.nanoTime() - start) / 1e9;
        } finally {
            process.destroy();
            process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private static void await(int port, long start) throws InterruptedException {
        while (!isReady(port)) {
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new IllegalStateException("not ready within " + PATIENCE);
            }
            Thread.sleep(LOOK_EVERY);
        }
    }

    private static boolean isReady(int port) throws InterruptedException {
        var address = URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness");
        var request = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(2)).build();
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notThere) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
