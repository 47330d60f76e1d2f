package io.emdia.bench;

import io.emdia.database.Database;
import io.emdia.database.Query;
import io.emdia.embedded.TestServers;
import io.emdia.ledger.Projection;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * How long one client waits for the KPI document of a merchant with many charges, beside the
 * smallest endpoint of the same product and the smallest statement through its pool.
 */
public final class DocumentBench {

    /** One measured series; times in microseconds. */
    public record Latency(String what, int times, long p50, long p99, long worst) {}

    private static final ZoneId ZONE = ZoneId.of("America/Sao_Paulo");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration WARM_UP = Duration.ofSeconds(Long.getLong("warm-up", 20));
    private static final int TIMES = Integer.getInteger("times", 1_000);
    private static final String TOKEN = "emdia_administrator_of_the_benchmarks_0123456789";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ConfigurableApplicationContext product;
    private final TestServers.TestDatabase server;
    private final List<Latency> latencies = new ArrayList<>();

    private DocumentBench(ConfigurableApplicationContext product, TestServers.TestDatabase server) {
        this.product = product;
        this.server = server;
    }

    static void main(String[] sizes) throws Exception {
        var charges = Arrays.stream(sizes).mapToInt(Integer::parseInt).toArray();
        run(charges).forEach(System.out::println);
        System.exit(0);
    }

    /** Every series, for merchants of so many charges each. */
    public static List<Latency> run(int... charges) throws Exception {
        var server = TestServers.freshDatabase();
        try (var product = start(server)) {
            var bench = new DocumentBench(product, server);
            for (var count : charges) {
                bench.fill(count);
            }
            bench.settle();
            bench.measureFloors();
            for (var count : charges) {
                bench.measure(count);
            }
            return bench.latencies;
        }
    }

    private static ConfigurableApplicationContext start(TestServers.TestDatabase server)
            throws ReflectiveOperationException, IOException {
        var properties = new LinkedHashMap<>(server.springProperties());
        TestServers.brokers()
                .clientProperties()
                .forEach((key, value) -> properties.put(kafkaName(key), value.toString()));
        properties.put("server.port", "0");
        properties.put("emdia.admin-token", TOKEN);
        properties.put("emdia.data-dir", Files.createTempDirectory("emdia-benchmark").toString());
        var arguments =
                properties.entrySet().stream()
                        .map(property -> "--" + property.getKey() + "=" + property.getValue())
                        .toArray(String[]::new);
        return new SpringApplicationBuilder(Class.forName("io.emdia.EmdiaApplication"))
                .run(arguments);
    }

    private static String kafkaName(String key) {
        return key.equals("bootstrap.servers")
                ? "emdia.kafka.bootstrap-servers"
                : "emdia.kafka.properties." + key;
    }

    private void fill(int count) throws Exception {
        var body =
                """
                {"id":"%1$s","name":"%1$s","time_zone":"%2$s","calendar":"BR"}\
                """
                        .formatted(merchant(count), ZONE);
        send(
                request("/v1/merchants")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
        var began = System.nanoTime();
        new Receivables(
                        product.getBean(Database.class),
                        List.copyOf(product.getBeansOfType(Projection.class).values()))
                .fill(merchant(count), count, today());
        System.out.printf("filled %d in %d ms%n", count, (System.nanoTime() - began) / 1_000_000);
    }

    private static String merchant(int count) {
        return "charges-" + count;
    }

    private static LocalDate today() {
        return LocalDate.now(ZONE);
    }

    /** What autovacuum does within a minute, and a checkpoint so that none falls into a series. */
    private void settle() throws SQLException {
        try (var connection =
                        DriverManager.getConnection(
                                server.jdbcUrl(), server.ownerUser(), server.ownerPassword());
                var statement = connection.createStatement()) {
            statement.execute("vacuum analyze");
        }
    }

    private void measureFloors() throws Exception {
        var database = product.getBean(Database.class);
        measure("liveness", () -> send(request("/actuator/health/liveness")));
        measure("select 1", () -> database.read(DocumentBench::one).block(PATIENCE));
    }

    private static reactor.core.publisher.Mono<Integer> one(io.r2dbc.spi.Connection connection) {
        return Query.on(connection, "select 1").row(row -> 1);
    }

    private void measure(int count) throws Exception {
        var today = today();
        document(count, "today", "");
        document(count, "yesterday", "&as_of=" + today.minusDays(1));
        document(count, "tomorrow", "&as_of=" + today.plusDays(1));
        document(count, "90 days ago", "&as_of=" + today.minusDays(90));
        document(count, "a year ago", "&as_of=" + today.minusDays(365));
        document(count, "a year's window", "&window_start=" + today.minusDays(364));
        document(count, "today, pix", "&method=pix");
    }

    private void document(int count, String what, String question) throws Exception {
        var path = "/v1/merchants/" + merchant(count) + "/kpis?currency=BRL" + question;
        measure(count + " " + what, () -> send(request(path)));
    }

    private HttpRequest.Builder request(String path) {
        var port = product.getEnvironment().getProperty("local.server.port");
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + TOKEN)
                .timeout(PATIENCE);
    }

    private String send(HttpRequest.Builder request) throws Exception {
        var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    private void measure(String what, Callable<?> call) throws Exception {
        var end = System.nanoTime() + WARM_UP.toNanos();
        while (System.nanoTime() < end) {
            call.call();
        }
        var took = new long[TIMES];
        for (int at = 0; at < TIMES; at++) {
            var began = System.nanoTime();
            call.call();
            took[at] = (System.nanoTime() - began) / 1_000;
        }
        Arrays.sort(took);
        var latency =
                new Latency(what, TIMES, took[TIMES / 2], took[TIMES * 99 / 100], took[TIMES - 1]);
        latencies.add(latency);
        System.out.println(latency);
    }
}
