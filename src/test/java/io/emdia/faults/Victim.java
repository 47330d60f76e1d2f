package io.emdia.faults;

import io.emdia.ProductClient;

import org.opentest4j.AssertionFailedError;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;

/** One data folder, and the node in it that is killed in every way and started again. */
final class Victim implements AutoCloseable {

    static final Duration START_PATIENCE = Duration.ofSeconds(120);

    private static final Duration REACH_PATIENCE = Duration.ofSeconds(30);
    private static final Duration AGAIN_PATIENCE = Duration.ofSeconds(60);
    private static final int START_MILLIS = 8_000;
    private static final int STOP_MILLIS = 1_500;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private final Path folder;
    private final Path armed;
    private final Launch launch;
    private final Random random;
    private Node node;

    /** Starts it; does not wait. */
    Victim(Path folder, Random random) {
        this.folder = folder;
        this.random = random;
        armed = folder.resolve("armed");
        var agent =
                TestClasses.jar(
                        folder.resolve("agent.jar"),
                        Map.of("Premain-Class", Tripwire.class.getName()),
                        Tripwire.class);
        launch =
                Launch.jar(folder.resolve("data"))
                        .jvm("-XX:TieredStopAtLevel=1", Point.option(agent, armed));
        node = launched();
    }

    Duration awaitReady() {
        return node.awaitReady(START_PATIENCE);
    }

    Node node() {
        return node;
    }

    /** Ends it at the point, and starts it again; how long the start took. */
    Duration endAt(Point point) throws IOException {
        point.arm(armed);
        if (point.isInAStop()) {
            node.process.terminate();
        }
        var reached =
                node.process.endsWithin(REACH_PATIENCE)
                        && node.process.exitCodeWithin(REACH_PATIENCE) == Tripwire.EXIT_CODE;
        Files.delete(armed);
        if (!reached) {
            throw new AssertionFailedError(point + " was never reached\n" + node.process.output());
        }
        return startAgain();
    }

    Duration kill() {
        node.process.kill();
        return startAgain();
    }

    /** Asks it to stop, and does not wait for the end of it. */
    Duration killWhileItStops() {
        node.process.terminate();
        if (!node.process.endsWithin(Duration.ofMillis(random.nextInt(STOP_MILLIS)))) {
            node.process.kill();
        }
        return startAgain();
    }

    Duration killWhileItStarts() {
        node.process.kill();
        node = launched();
        if (!node.process.endsWithin(Duration.ofMillis(random.nextInt(START_MILLIS)))) {
            node.process.kill();
        }
        return startAgain();
    }

    Duration killWithPostgres() {
        node.postmaster().ifPresent(Child::kill);
        return kill();
    }

    /** The product must start it again by itself; how long that took. */
    Duration killPostgres() {
        var killed = node.postmaster().orElseThrow();
        Child.kill(killed);
        var started = System.nanoTime();
        while (!answersFromTheDatabase()) {
            var taken = Duration.ofNanos(System.nanoTime() - started);
            if (taken.compareTo(AGAIN_PATIENCE) > 0 || node.process.endsWithin(BETWEEN_LOOKS)) {
                throw new AssertionFailedError("PostgreSQL is away\n" + node.process.output());
            }
        }
        return Duration.ofNanos(System.nanoTime() - started);
    }

    private boolean answersFromTheDatabase() {
        return node.client()
                        .call("GET", "/v1/merchants", ProductClient.ADMINISTRATOR, null)
                        .statusCode()
                == 200;
    }

    private Duration startAgain() {
        node = launched();
        return awaitReady();
    }

    private Node launched() {
        return Node.start(launch, folder.resolve("output"));
    }

    @Override
    public void close() {
        node.close();
        node.bury();
    }
}
