package io.emdia.embedded;

import io.emdia.database.StartRefused;

import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;

import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/**
 * One Kafka broker that is its own controller, in this process, on loopback ports. Uses classes
 * that are no public interface of Kafka, so the version is pinned and only this class names them.
 */
final class EmbeddedKafka {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedKafka.class);

    /** A port may be taken between the look at it and its use. */
    private static final int STARTS_MAX = 3;

    private final DataFolder folder;
    private final Ports ports;
    private final Keepsakes secrets;
    private @Nullable KafkaRaftServer server;
    private int port;

    EmbeddedKafka(DataFolder folder, Keepsakes secrets, Ports ports) {
        this.folder = folder;
        this.secrets = secrets;
        this.ports = ports;
    }

    void start() {
        for (var tries = 1; server == null; tries++) {
            try {
                server = startOnce();
            } catch (RuntimeException failure) {
                if (tries == STARTS_MAX) {
                    throw refused(failure);
                }
                log.info("Kafka did not start, trying again: {}", failure.toString());
            }
        }
    }

    void stop() {
        var running = server;
        server = null;
        if (running != null) {
            running.shutdown();
            running.awaitShutdown();
        }
    }

    Path data() {
        return folder.in("kafka");
    }

    int port() {
        return port;
    }

    /** What a client needs to reach it. */
    Map<String, Object> clientProperties() {
        return KafkaBrokerSettings.clientProperties(port, secrets.secret("kafka"));
    }

    private KafkaRaftServer startOnce() {
        port = ports.port("kafka");
        var controllerPort = ports.port("kafka-controller");
        var settings =
                KafkaBrokerSettings.broker(data(), port, controllerPort, secrets.secret("kafka"));
        if (Files.notExists(data().resolve("meta.properties"))) {
            format(settings);
        }
        var starting = new KafkaRaftServer(KafkaConfig.fromProps(settings, false), Time.SYSTEM);
        try {
            starting.startup();
            return starting;
        } catch (RuntimeException failure) {
            starting.shutdown();
            throw failure;
        }
    }

    private void format(Properties settings) {
        var said = new ByteArrayOutputStream();
        var file = folder.in("kafka.properties");
        try (var out = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            Files.deleteIfExists(file);
            Files.createFile(file);
            DataFolder.keepPrivate(file, "rw-------");
            try (var writer = Files.newBufferedWriter(file)) {
                settings.store(writer, null);
            }
            var cluster = secrets.get("kafka-cluster", () -> Uuid.randomUuid().toString());
            var exitCode =
                    StorageTool.execute(
                            new String[] {"format", "-t", cluster, "-c", file.toString()}, out);
            if (exitCode != 0) {
                throw new IllegalStateException(said.toString(StandardCharsets.UTF_8));
            }
            Files.delete(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private StartRefused refused(RuntimeException failure) {
        return new StartRefused(
                "The embedded Kafka did not start on "
                        + data()
                        + " ("
                        + failure
                        + "): free disk space and memory, then start again.",
                failure);
    }
}
