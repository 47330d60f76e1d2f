package io.emdia.bench;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * The whole product in this process with its embedded servers, as it is started for use, in a
 * folder that goes away with it. Nothing of its settings is changed but the port and the folder,
 * and that nobody is audited unasked: some benchmarks fill figures without charges, which an audit
 * would rightly take away, and the one of audits measures with and without.
 */
final class BenchedProduct implements AutoCloseable {

    static final String ADMINISTRATOR = "emdia_administrator_of_the_benchmarks_0123456789";
    static final byte[] KEY = "a-key-of-thirty-two-bytes-or-so!".getBytes(StandardCharsets.UTF_8);

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String SECRET = "whsec_" + Base64.getEncoder().encodeToString(KEY);

    private final JsonMapper json = new JsonMapper();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ConfigurableApplicationContext context;
    private final Path folder;

    private BenchedProduct(ConfigurableApplicationContext context, Path folder) {
        this.context = context;
        this.folder = folder;
    }

    static BenchedProduct start(Class<?>... more) {
        var folder = folder();
        var application = new SpringApplicationBuilder(application()).sources(more);
        var arguments =
                new String[] {
                    "--server.port=0",
                    "--emdia.admin-token=" + ADMINISTRATOR,
                    "--emdia.data-dir=" + folder,
                    "--emdia.audit.enabled=false"
                };
        return new BenchedProduct(application.run(arguments), folder);
    }

    /** On the disk of the checkout: a folder for temporary files may be memory. */
    private static Path folder() {
        try {
            return Files.createTempDirectory(Path.of("target").toAbsolutePath(), "bench");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Class<?> application() {
        try {
            return Class.forName("io.emdia.EmdiaApplication");
        } catch (ClassNotFoundException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    /** A merchant and the ids of its new connections of the standard gateway. */
    record Sender(String merchant, List<String> connections) {}

    Sender sender(String merchant, int connections) {
        call(
                "/v1/merchants",
                """
                {"id":"%s","name":"%s","time_zone":"America/Sao_Paulo","calendar":"BR",\
                "default_currency":"BRL"}\
                """
                        .formatted(merchant, merchant));
        var ids = new ArrayList<String>();
        for (var made = 0; made < connections; made++) {
            var path = "/v1/merchants/" + merchant + "/connections";
            var body = "{\"gateway\":\"standard\",\"secrets\":[\"%s\"]}".formatted(SECRET);
            ids.add(call(path, body).get("id").asString());
        }
        return new Sender(merchant, List.copyOf(ids));
    }

    private JsonNode call(String path, String body) {
        var request =
                request(path, PATIENCE)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        return json.readTree(answer(path, request, 201));
    }

    /** Reads as the administrator; anything but a 200 is a failure. */
    void get(String path, Duration patience) {
        var _ = answer(path, request(path, patience).build(), 200);
    }

    private HttpRequest.Builder request(String path, Duration patience) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .header("Authorization", "Bearer " + ADMINISTRATOR)
                .timeout(patience);
    }

    private String answer(String path, HttpRequest request, int expected) {
        try {
            var answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != expected) {
                throw new IllegalStateException(path + " answered " + answer.body());
            }
            return answer.body();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    @Override
    public void close() {
        http.close();
        context.close();
        FileSystemUtils.deleteRecursively(folder.toFile());
    }
}
