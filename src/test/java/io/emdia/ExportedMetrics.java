package io.emdia;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The metrics that the classes called …Meters register, as Prometheus is told them. */
final class ExportedMetrics {

    /** How the classes of meters name one: by a builder, by the registry, or by their own words. */
    private static final Pattern REGISTERED =
            Pattern.compile(
                    "(Gauge|Counter|Timer|one|amounts|counts|ratios|counter|gauge)"
                            + "(?:\\.builder)?\\(\\s*\"(emdia[^\"]*)\""
                            + "(?:[^;]*?\\.baseUnit\\(\"([a-z]+)\"\\))?");

    private static final Pattern NAMED = Pattern.compile("\\bemdia_[a-z_]+");
    private static final Pattern SCRAPED = Pattern.compile("(?m)^(emdia_[a-z_]+)");

    private ExportedMetrics() {}

    /** Once each meter there is has been registered. */
    static Set<String> all() throws IOException {
        return of(meters());
    }

    /** Those of one class. */
    static Set<String> of(String meters) throws IOException {
        return of(
                meters().stream()
                        .filter(file -> file.getFileName().toString().equals(meters + ".java"))
                        .toList());
    }

    /** Ours among what an expression asks for. */
    static Set<String> namedIn(String expression) {
        return NAMED.matcher(expression)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> of(List<Path> sources) throws IOException {
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        for (var source : sources) {
            REGISTERED
                    .matcher(Files.readString(source))
                    .results()
                    .forEach(meter -> register(registry, meter.group(1), name(meter)));
        }
        return SCRAPED.matcher(registry.scrape())
                .results()
                .map(metric -> metric.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String name(MatchResult meter) {
        return meter.group(3) == null ? meter.group(2) : meter.group(2) + "." + meter.group(3);
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
}
