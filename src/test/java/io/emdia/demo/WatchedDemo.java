package io.emdia.demo;

import static io.emdia.Dashboards.ENGLISH;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.Dashboards;
import io.emdia.Dashboards.Panel;
import io.emdia.ProductClient;
import io.emdia.Prometheus;
import io.emdia.RunningProduct;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The demo alive in this process, and a real Prometheus that reads its metrics twice a second. */
final class WatchedDemo implements AutoCloseable {

    /** Audited again and again, since the first audit comes before there is any money. */
    private static final Map<String, String> DEMO =
            Map.of(
                    "emdia.audit.every", "3s",
                    "emdia.audit.look", "1s",
                    "spring.profiles.active", "demo",
                    "emdia.demo.subscribers", "120",
                    "emdia.demo.months", "6",
                    "emdia.demo.every", "40ms",
                    "emdia.demo.delay-max", "500ms",
                    "emdia.metrics.look", "500ms");

    /** As Grafana fills them in; where several may be chosen, all are. */
    private static final List<Variable> VARIABLES =
            List.of(
                    new Variable("=~\"\\$\\w+\"", "=~\".*\""),
                    new Variable("\\$merchant\\b", "demo"),
                    new Variable("\\$currency\\b", "BRL"),
                    new Variable("\\$__rate_interval\\b", "10s"),
                    new Variable("\\$__range\\b", "1m"));

    private final RunningProduct product;
    private final Prometheus prometheus;

    private WatchedDemo(RunningProduct product, Prometheus prometheus) {
        this.product = product;
        this.prometheus = prometheus;
    }

    private record Variable(String named, String value) {}

    /** Starts both; somebody follows the events, and a connection has trouble. */
    static WatchedDemo start(Path program, Path folder) throws IOException {
        var product = RunningProduct.start(DEMO);
        try {
            var port = product.at("/").getPort();
            var demo = new WatchedDemo(product, Prometheus.start(program, folder, port));
            demo.begin();
            return demo;
        } catch (IOException | RuntimeException | Error failure) {
            product.close();
            throw failure;
        }
    }

    private void begin() {
        ProductClient.await(
                () -> product.get("/v1/merchants").toString().contains("\"" + Company.ID + "\""));
        Thread.ofVirtual().start(this::follow);
        haveTrouble();
    }

    /** What the demo lacks: a webhook that is refused, and one that cannot be read. */
    private void haveTrouble() {
        var connection = product.merchant("trouble");
        var unreadable = "{\"type\":\"charge.upserted\",\"timestamp\":\"x\",\"data\":{}}";
        assertThat(product.post(connection, "unreadable", unreadable)).isEqualTo(200);
        assertThat(product.post(connection, "{}", "v1,none", Map.of()).statusCode()).isEqualTo(401);
    }

    private void follow() {
        var path = "/v1/merchants/" + Company.ID + "/events/stream";
        try (var lines = product.stream(path).body()) {
            lines.forEach(_ -> {});
        } catch (RuntimeException closed) {
            System.out.println("the stream ended: " + closed.getMessage());
        }
    }

    /** The panels of all dashboards. */
    static Stream<Panel> panels() {
        return Dashboards.in(ENGLISH).stream().flatMap(dashboard -> dashboard.panels().stream());
    }

    /**
     * Asks what all panels ask until every query has data that is not excused, or time is up.
     *
     * @return the newest answer by query
     */
    Map<String, Prometheus.Answer> askAll(Predicate<String> excused, Duration patience) {
        var deadline = System.nanoTime() + patience.toNanos();
        var answers = new HashMap<String, Prometheus.Answer>();
        var open = new TreeSet<String>();
        panels().forEach(panel -> open.addAll(panel.queries()));
        do {
            for (var query : List.copyOf(open)) {
                var answer = ask(query);
                answers.put(query, answer);
                if (answer.hasData() || excused.test(query)) {
                    open.remove(query);
                }
            }
        } while (!open.isEmpty() && System.nanoTime() < deadline);
        return answers;
    }

    /** Evaluates a query as of now, its variables filled in. */
    Prometheus.Answer ask(String query) {
        var filled = query;
        for (var variable : VARIABLES) {
            filled = filled.replaceAll(variable.named(), variable.value());
        }
        return prometheus.ask(filled);
    }

    /** What the panel of this title shows, the query counted from 0. */
    Prometheus.Answer ask(String title, int query) {
        return ask(panel(title).queries().get(query));
    }

    static Panel panel(String title) {
        return panels().filter(one -> one.title().equals(title)).findFirst().orElseThrow();
    }

    List<JsonNode> rules() {
        return prometheus.rules();
    }

    /** The gateways fall silent; what is under way is still applied. */
    void fallSilent() {
        product.bean(DemoRunner.class).stop();
    }

    /** The KPI document as the API tells it. */
    JsonNode document() {
        return product.get("/v1/merchants/" + Company.ID + "/kpis?currency=BRL");
    }

    /** The metrics as Prometheus is told them. */
    String metrics() {
        return product.call("GET", "/actuator/prometheus", ProductClient.ADMINISTRATOR, null)
                .body();
    }

    @Override
    public void close() {
        prometheus.close();
        product.close();
    }
}
