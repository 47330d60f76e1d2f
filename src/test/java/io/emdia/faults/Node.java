package io.emdia.faults;

import io.emdia.ProductClient;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The whole product as a process of its own. */
public final class Node implements AutoCloseable {

    private static final Duration REQUEST = Duration.ofSeconds(3);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);

    public final Child process;
    public final Launch launch;
    private final long started = System.nanoTime();

    private Node(Child process, Launch launch) {
        this.process = process;
        this.launch = launch;
    }

    /** Does not wait. What it prints is added to the file. */
    public static Node start(Launch launch, Path output) {
        var node = new Node(Child.java(launch.words(), output), launch);
        Runtime.getRuntime().addShutdownHook(new Thread(node::bury));
        return node;
    }

    /** Waits until readiness says so, or the process has ended, or the time is up. */
    public boolean isReadyWithin(Duration patience) {
        var deadline = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < deadline) {
            if (status("/actuator/health/readiness") == 200) {
                return true;
            }
            if (process.endsWithin(BETWEEN_TRIES)) {
                return false;
            }
        }
        return false;
    }

    /** How long after its start it was ready. */
    public Duration awaitReady(Duration patience) {
        if (!isReadyWithin(patience)) {
            throw new AssertionError("not ready within " + patience + "\n" + process.output());
        }
        return Duration.ofNanos(System.nanoTime() - started);
    }

    /** The answer's status, or 0 when there is none. */
    public int status(String path) {
        var request = HttpRequest.newBuilder(address().resolve(path)).timeout(REQUEST).build();
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException notThere) {
            return 0;
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + launch.port());
    }

    /** Calls it as its users do. */
    public ProductClient client() {
        return new ProductClient(address());
    }

    /** Where the embedded PostgreSQL says which process it is. */
    public Path postmasterFile() {
        return launch.data().resolve("postgresql").resolve("postmaster.pid");
    }

    /** The embedded PostgreSQL, which outlives a killed node. */
    public Optional<ProcessHandle> postmaster() {
        try {
            var pid = Files.readAllLines(postmasterFile()).getFirst().strip();
            return ProcessHandle.of(Long.parseLong(pid))
                    .filter(ProcessHandle::isAlive)
                    .filter(Node::isPostgres);
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    /** A number left behind may by now be another process's. */
    private static boolean isPostgres(ProcessHandle process) {
        return process.info().command().filter(name -> name.contains("postgres")).isPresent();
    }

    /** Ends what a killed node left behind, where no further node is to find it. */
    public void bury() {
        postmaster().ifPresent(Child::kill);
    }

    /** The embedded PostgreSQL of a killed node goes on. */
    @Override
    public void close() {
        process.close();
    }
}
