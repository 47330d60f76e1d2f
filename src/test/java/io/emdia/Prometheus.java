package io.emdia;

import io.emdia.faults.Child;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A real Prometheus with the configuration that is handed out, only in more of a hurry. */
public final class Prometheus implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String EVERY = "1s";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI address;
    private final Child process;

    private Prometheus(URI address, Child process) {
        this.address = address;
        this.process = process;
    }

    /**
     * Reads the metrics of one node under two names, as it would those of two nodes. Waits until it
     * answers.
     */
    public static Prometheus start(Path program, Path folder, int port) throws IOException {
        var listen = "127.0.0.1:" + Child.freePort();
        var words =
                List.of(
                        program.toString(),
                        "--config.file=" + configuration(folder, port),
                        "--storage.tsdb.path=" + folder.resolve("tsdb"),
                        "--web.listen-address=" + listen,
                        "--log.level=warn");
        var process = Child.start(words, folder.resolve("prometheus.out"));
        var started = new Prometheus(URI.create("http://" + listen), process);
        ProductClient.await(started::isReady);
        return started;
    }

    private static Path configuration(Path folder, int port) throws IOException {
        var token = folder.resolve("token");
        Files.writeString(token, ProductClient.ADMINISTRATOR);
        var file = folder.resolve("prometheus.yml");
        var targets = "\"127.0.0.1:%d\", \"localhost:%d\"".formatted(port, port);
        var handedOut = Files.readString(Path.of("dashboards", "prometheus.yml"));
        Files.writeString(
                file,
                handedOut
                        .replaceAll("(_interval|_timeout): \\d+s", "$1: " + EVERY)
                        .replace("/run/secrets/emdia-admin-token", token.toString())
                        .replace("- alerts.yml", "- " + AlertRules.FILE.toAbsolutePath())
                        .replace("\"emdia:8080\"", targets));
        return file;
    }

    /**
     * What an expression came to.
     *
     * @param error as Prometheus words it, else empty
     * @param values of each series, without those that are no number
     */
    public record Answer(String error, List<Double> values) {

        public boolean hasData() {
            return !values.isEmpty();
        }
    }

    /** Evaluates an expression as of now. */
    public Answer ask(String expression) {
        var query = URLEncoder.encode(expression, StandardCharsets.UTF_8);
        var answer = get("/api/v1/query?query=" + query);
        if (!answer.path("status").asString().equals("success")) {
            return new Answer(answer.path("error").asString(), List.of());
        }
        var values = new ArrayList<Double>();
        for (var series : answer.at("/data/result")) {
            values.add(Double.valueOf(series.at("/value/1").asString()));
        }
        return new Answer("", values.stream().filter(value -> !value.isNaN()).toList());
    }

    /** The alert rules with what became of them. */
    public List<JsonNode> rules() {
        var rules = new ArrayList<JsonNode>();
        get("/api/v1/rules")
                .at("/data/groups")
                .forEach(one -> one.get("rules").forEach(rules::add));
        return rules;
    }

    private boolean isReady() {
        if (!process.isAlive()) {
            throw new AssertionError(process.output());
        }
        try {
            return send("/-/ready").statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private JsonNode get(String path) {
        try {
            return JSON.readTree(send(path).body());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private HttpResponse<String> send(String path) throws IOException {
        var request = HttpRequest.newBuilder(address.resolve(path)).timeout(PATIENCE).build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    @Override
    public void close() {
        process.close();
        http.close();
    }
}
