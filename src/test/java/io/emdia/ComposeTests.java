package io.emdia;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

class ComposeTests {

    private final Map<String, ?> compose = read(Path.of("docker-compose.yml"));

    @Test
    void fiveServicesRunPinnedImagesAndSayWhenTheyAreWell() {
        assertThat(services())
                .containsOnlyKeys("postgres", "kafka", "emdia", "prometheus", "grafana")
                .allSatisfy(
                        (name, service) -> {
                            assertThat(String.valueOf(map(service).get("image")))
                                    .matches("[a-z/-]+:v?[0-9][0-9a-z.-]*");
                            assertThat(map(service)).containsKey("healthcheck");
                        });
    }

    @Test
    void whatAServiceWaitsForAndKeepsExists() {
        services()
                .forEach(
                        (name, service) -> {
                            var waited = map(map(service).getOrDefault("depends_on", Map.of()));
                            assertThat(services().keySet()).containsAll(waited.keySet());
                            assertMounted(name, list(map(service).get("volumes")));
                        });
    }

    @Test
    void noPasswordIsWrittenDown() throws IOException {
        assertThat(Files.readAllLines(Path.of("docker-compose.yml")))
                .filteredOn(line -> line.matches("\\s+[A-Z_]*(PASSWORD|TOKEN): .*"))
                .hasSizeGreaterThan(5)
                .allMatch(line -> line.contains(":?"));
    }

    @Test
    void prometheusScrapesEmdiaWithTheMountedToken() {
        var prometheus = read(Path.of("dashboards/prometheus.yml"));

        assertThat(prometheus.toString())
                .contains("/actuator/prometheus")
                .contains("emdia:8080")
                .contains("/run/secrets/emdia-admin-token");
        assertThat(map(compose.get("secrets"))).containsKey("emdia-admin-token");
    }

    @Test
    void prometheusFindsTheAlertRulesBesideItsConfiguration() {
        var prometheus = read(Path.of("dashboards/prometheus.yml"));

        assertThat(list(prometheus.get("rule_files"))).hasToString("[alerts.yml]");
        assertThat(volumes("prometheus"))
                .contains("./dashboards/alerts.yml:/etc/prometheus/alerts.yml:ro");
    }

    @Test
    void grafanaFindsTheDashboardsOfEachLanguageInAFolderOfItsOwn() {
        var provided = read(Path.of("dashboards/provisioning/dashboards/emdia.yml"));
        var mounted = "/var/lib/grafana/dashboards";

        assertThat(volumes("grafana")).contains("./dashboards/grafana:" + mounted + ":ro");
        assertThat(list(provided.get("providers")))
                .extracting(provider -> map(map(provider).get("options")).get("path"))
                .containsExactlyElementsOf(
                        List.of(Dashboards.ENGLISH, Dashboards.PORTUGUESE).stream()
                                .<Object>map(language -> mounted + "/" + language)
                                .toList());
        assertThat(list(provided.get("providers")))
                .extracting(provider -> map(provider).get("folder"))
                .doesNotHaveDuplicates()
                .doesNotContainNull();
    }

    @Test
    void emdiaRunsAsNobodyInParticularAndWritesToItsDataAlone() throws IOException {
        var emdia = map(services().get("emdia"));
        var recipe = Files.readAllLines(Path.of("Dockerfile"));

        assertThat(emdia)
                .containsEntry("build", ".")
                .containsEntry("read_only", true)
                .containsEntry("cap_drop", List.of("ALL"))
                .containsEntry("security_opt", List.of("no-new-privileges:true"))
                .doesNotContainKeys("user", "privileged");
        assertThat(recipe).contains("USER 10001:10001", "VOLUME /data");
        assertThat(recipe)
                .filteredOn(line -> line.startsWith("FROM "))
                .isNotEmpty()
                .allMatch(line -> line.startsWith("FROM eclipse-temurin:25-jre"));
    }

    private void assertMounted(String name, List<?> volumes) {
        for (var volume : volumes) {
            var from = volume.toString().split(":")[0];
            if (!from.startsWith(".")) {
                assertThat(map(compose.get("volumes"))).as(name).containsKey(from);
            } else if (!from.startsWith("./target/")) {
                assertThat(Path.of(from)).as(name).exists();
            }
        }
    }

    private List<String> volumes(String service) {
        return list(map(services().get(service)).get("volumes")).stream()
                .map(Object::toString)
                .toList();
    }

    private Map<String, ?> services() {
        return map(compose.get("services"));
    }

    private static Map<String, ?> read(Path file) {
        try {
            var yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
            return map(yaml.load(Files.readString(file)));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static List<?> list(@Nullable Object value) {
        return (List<?>) Objects.requireNonNull(value);
    }

    @SuppressWarnings("unchecked") // YAML's own maps
    private static Map<String, Object> map(@Nullable Object value) {
        return (Map<String, Object>) Objects.requireNonNull(value);
    }
}
