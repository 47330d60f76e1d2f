package io.emdia;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A dashboard may name no metric but those the classes called …Meters register. */
class DashboardTests {

    /** How the classes of meters name one: by a builder, by the registry, or by their own words. */
    private static final Pattern REGISTERED =
            Pattern.compile(
                    "(Gauge|Counter|Timer|one|each|counter|gauge)(?:\\.builder)?\\(\\s*\"(emdia[^\"]*)\"");

    private static final Pattern NAMED = Pattern.compile("\\bemdia_[a-z_]+");

    @Test
    void everyQueryOfADashboardNamesAnExportedMetric() throws IOException {
        var exported = exported();

        for (var dashboard : dashboards()) {
            assertThat(named(dashboard))
                    .as(dashboard.toString())
                    .hasSizeGreaterThan(10)
                    .isSubsetOf(exported);
        }
    }

    @Test
    void aMetricThatNobodyExportsWouldBeSeen() throws IOException {
        assertThat(exported()).contains("emdia_webhook_seconds_bucket", "emdia_overdue_amount");
        assertThat(exported()).doesNotContain("emdia_overdue_amount_total", "emdia_typo");
    }

    private static Set<String> named(Path dashboard) throws IOException {
        var json = JsonMapper.shared().readTree(Files.readString(dashboard));
        return queries(json)
                .flatMap(query -> NAMED.matcher(query).results())
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> queries(JsonNode json) {
        var queries = new ArrayList<String>();
        json.findValues("expr").forEach(node -> queries.add(node.asString()));
        json.findValues("definition").forEach(node -> queries.add(node.asString()));
        return queries.stream();
    }

    /** What Prometheus is told once each meter there is has been registered. */
    private static Set<String> exported() throws IOException {
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        for (var source : meters()) {
            REGISTERED
                    .matcher(Files.readString(source))
                    .results()
                    .forEach(meter -> register(registry, meter.group(1), meter.group(2)));
        }
        return Pattern.compile("(?m)^(emdia_[a-z_]+)")
                .matcher(registry.scrape())
                .results()
                .map(metric -> metric.group(1))
                .collect(Collectors.toSet());
    }

    private static void register(MeterRegistry registry, String kind, String name) {
        switch (kind) {
            case "Counter", "counter" -> registry.counter(name);
            case "Timer" ->
                    Timer.builder(name)
                            .serviceLevelObjectives(Duration.ofSeconds(1))
                            .register(registry);
            default -> registry.gauge(name, 0);
        }
    }

    private static List<Path> meters() throws IOException {
        try (var files = Files.walk(Path.of("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith("Meters.java")).toList();
        }
    }

    private static List<Path> dashboards() throws IOException {
        try (var files = Files.list(Path.of("dashboards"))) {
            var found = files.filter(file -> file.toString().endsWith(".json")).toList();
            assertThat(found).isNotEmpty();
            return found;
        }
    }
}
