package io.emdia.embedded;

import io.emdia.faults.Child;

import kafka.tools.StorageTool;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;

/**
 * A broker that others run, as far as the product can tell: a process of its own, set as the
 * embedded one is, on the same port and data at every start.
 */
public final class LoneKafka implements AutoCloseable {

    private static final String PASSWORD = "the password of a broker for tests";
    private static final String HEAP = "-Xmx400m";
    private static final Duration START_PATIENCE = Duration.ofSeconds(60);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(30);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
    private static final int ASK_MS = 2_000;

    private static final String QUIET =
            """
            <configuration>
              <appender name="OUT" class="ch.qos.logback.core.ConsoleAppender">
                <encoder><pattern>%d %-5level %logger{0} %msg%n</pattern></encoder>
              </appender>
              <root level="WARN"><appender-ref ref="OUT"/></root>
            </configuration>
            """;

    private final Path folder;
    private final Properties settings;
    private final int port;
    private @Nullable Child process;

    private LoneKafka(Path folder, Properties settings, int port) {
        this.folder = folder;
        this.settings = settings;
        this.port = port;
    }

    /** On a free port, with an empty log; not started yet. */
    public static LoneKafka in(Path folder) {
        var port = Child.freePort();
        var data = folder.resolve("data");
        var settings = KafkaBrokerSettings.broker(data, port, Child.freePort(), PASSWORD);
        return new LoneKafka(folder, settings, port);
    }

    /** Tells its clients to come by another port, where something stands in between. */
    public LoneKafka advertising(int otherPort) {
        settings.put("advertised.listeners", "CLIENTS://" + PostgresLogin.HOST + ":" + otherPort);
        return this;
    }

    /** Waits until it answers. */
    public LoneKafka start() {
        var file = folder.resolve("broker.properties");
        var quiet = folder.resolve("logback.xml");
        try {
            Files.createDirectories(folder);
            try (var writer = Files.newBufferedWriter(file)) {
                settings.store(writer, null);
            }
            Files.writeString(quiet, QUIET);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        if (Files.notExists(folder.resolve("data").resolve("meta.properties"))) {
            format(file);
        }
        process = Child.java(words(file, quiet), folder.resolve("broker.out"));
        awaitAnswer(process);
        return this;
    }

    private static List<String> words(Path file, Path quiet) {
        return List.of(
                HEAP,
                "-Dlogback.configurationFile=" + quiet,
                "-cp",
                System.getProperty("java.class.path"),
                "kafka.Kafka",
                file.toString());
    }

    private static void format(Path file) {
        var said = new ByteArrayOutputStream();
        var cluster = Uuid.randomUuid().toString();
        var words = new String[] {"format", "-t", cluster, "-c", file.toString()};
        if (StorageTool.execute(words, new PrintStream(said, true, StandardCharsets.UTF_8)) != 0) {
            throw new AssertionError(said.toString(StandardCharsets.UTF_8));
        }
    }

    private void awaitAnswer(Child started) {
        var deadline = System.nanoTime() + START_PATIENCE.toNanos();
        while (!listens() || !answers()) {
            if (!started.isAlive() || System.nanoTime() > deadline) {
                throw new AssertionError("the broker does not answer\n" + started.output());
            }
        }
    }

    /** Asked first, since a client of Kafka tells of every refused connection. */
    private boolean listens() {
        try (var socket = new Socket(PostgresLogin.HOST, port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            Grace.await(BETWEEN_LOOKS);
            return false;
        }
    }

    private boolean answers() {
        var properties = new HashMap<>(KafkaBrokerSettings.clientProperties(port, PASSWORD));
        properties.put("default.api.timeout.ms", ASK_MS);
        properties.put("request.timeout.ms", ASK_MS);
        try (var admin = Admin.create(properties)) {
            return !admin.describeCluster().nodes().get().isEmpty();
        } catch (ExecutionException notYet) {
            return false;
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    /** In order. */
    public void stop() {
        process().terminate();
        process().exitCodeWithin(STOP_PATIENCE);
    }

    /** To be killed or frozen. */
    public Child process() {
        if (process == null) {
            throw new IllegalStateException("not started");
        }
        return process;
    }

    public int port() {
        return port;
    }

    /** What a node needs to use it. */
    public Map<String, String> springProperties() {
        return springProperties(port);
    }

    /**
     * @param throughPort where something stands in between
     */
    public Map<String, String> springProperties(int throughPort) {
        var properties = new LinkedHashMap<String, String>();
        KafkaBrokerSettings.clientProperties(throughPort, PASSWORD)
                .forEach(
                        (key, value) ->
                                properties.put(TestServers.kafkaName(key), value.toString()));
        return properties;
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
    }
}
