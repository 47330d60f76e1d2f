package io.emdia;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.AlertRules.Rule;
import io.emdia.faults.Child;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The alert rules by themselves, and in the scenarios of {@code src/test/resources/alerts}. */
class AlertRulesTests {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Path SCENARIOS = Path.of("src", "test", "resources", "alerts");
    private static final Set<String> SEVERITIES = Set.of("critical", "warning");
    private static final int WORDS_MIN = 4;
    private static final Pattern ALERT = Pattern.compile("\\bEmdia[A-Za-z]+");

    @TempDir private Path folder;

    static List<Rule> rules() {
        return AlertRules.all();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void everyAlertSaysHowBadItIsWhatItMeansAndWhatToDoFirst(Rule rule) {
        assertThat(rule.labels().get("severity")).isIn(SEVERITIES);
        for (var annotation : List.of("summary", "description", "runbook")) {
            assertThat(String.valueOf(rule.annotations().get(annotation)).split(" "))
                    .as(annotation)
                    .hasSizeGreaterThan(WORDS_MIN - 1);
        }
    }

    @ParameterizedTest
    @MethodSource("rules")
    void everyAlertNamesExportedMetricsOnlyAndCountsNothingTwice(Rule rule) throws IOException {
        assertThat(ExportedMetrics.namedIn(rule.expression())).isSubsetOf(ExportedMetrics.all());
        assertThat(Copies.summedIn(rule.expression())).isEmpty();
    }

    @Test
    void everyAlertHasItsNameAndEveryNamedAlertExists() throws IOException {
        var names = rules().stream().map(Rule::name).toList();
        var named = new TreeSet<String>();
        ALERT.matcher(Files.readString(AlertRules.FILE))
                .results()
                .forEach(alert -> named.add(alert.group()));

        assertThat(names).hasSizeGreaterThan(10).doesNotHaveDuplicates();
        assertThat(named).containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    void everyAlertFiresInOneScenarioAndIsSilentInAnother() throws IOException {
        var firing = new TreeSet<String>();
        var silent = new TreeSet<String>();
        for (var file : scenarios()) {
            for (var scenario : AlertRules.maps(AlertRules.yaml(file).get("tests"))) {
                expected(scenario).forEach(one -> (one.fires() ? firing : silent).add(one.alert()));
            }
        }
        var names = rules().stream().map(Rule::name).toList();

        assertThat(firing).containsExactlyInAnyOrderElementsOf(names);
        assertThat(silent).containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    void everyScenarioGoesAsItSays() throws IOException {
        for (var file : scenarios()) {
            var told = promtool("test", "rules", file.toString());
            assertThat(told.failed()).as(told.output()).isFalse();
        }
    }

    @Test
    void promtoolFindsNothingWrong() {
        var rules = promtool("check", "rules", AlertRules.FILE.toString());
        var scraping = promtool("check", "config", "--syntax-only", "dashboards/prometheus.yml");

        assertThat(rules.failed()).as(rules.output()).isFalse();
        assertThat(rules.output()).contains(rules().size() + " rules found");
        assertThat(scraping.failed()).as(scraping.output()).isFalse();
    }

    @Test
    void aBrokenRuleAndAScenarioThatGoesOtherwiseAreRefused() throws IOException {
        var broken = Files.readString(AlertRules.FILE).replace("max by (", "largest by (");
        var deaf = Files.readString(AlertRules.FILE).replace("== 0", "== 2");
        var rules = folder.resolve("alerts.yml");
        var scenario = folder.resolve("minutes.yml");
        Files.writeString(
                scenario,
                Files.readString(SCENARIOS.resolve("minutes.yml"))
                        .replace("../../../../dashboards/alerts.yml", "alerts.yml"));

        Files.writeString(rules, broken);
        assertThat(promtool("check", "rules", rules.toString()).failed()).isTrue();
        Files.writeString(rules, deaf);
        var told = promtool("test", "rules", scenario.toString());
        assertThat(told.failed()).isTrue();
        assertThat(told.output()).contains("EmdiaApplyStalled").doesNotContain("EmdiaLagGrowing");
    }

    private record Expected(String alert, boolean fires) {}

    private static List<Expected> expected(Map<?, ?> scenario) {
        var asked = list(scenario, "promql_expr_test").flatMap(AlertRulesTests::byExpression);
        var told =
                list(scenario, "alert_rule_test")
                        .map(test -> one(test.get("alertname"), test.get("exp_alerts")));
        return Stream.concat(asked, told).toList();
    }

    private static Stream<Expected> byExpression(Map<?, ?> test) {
        return ALERT.matcher(String.valueOf(test.get("expr")))
                .results()
                .map(alert -> one(alert.group(), test.get("exp_samples")));
    }

    private static Expected one(@Nullable Object alert, @Nullable Object found) {
        return new Expected(String.valueOf(alert), !AlertRules.maps(found).isEmpty());
    }

    private static Stream<? extends Map<?, ?>> list(Map<?, ?> scenario, String name) {
        return scenario.containsKey(name)
                ? AlertRules.maps(scenario.get(name)).stream()
                : Stream.empty();
    }

    private static List<Path> scenarios() throws IOException {
        try (var files = Files.list(SCENARIOS)) {
            return files.sorted().toList();
        }
    }

    private record Told(int code, String output) {

        boolean failed() {
            return code != 0;
        }
    }

    private Told promtool(String... words) {
        var all = new ArrayList<>(List.of(Needs.promtool().toString()));
        all.addAll(List.of(words));
        var output = folder.resolve("promtool-" + System.nanoTime());
        try (var child = Child.start(all, output)) {
            return new Told(child.exitCodeWithin(PATIENCE), child.output());
        }
    }
}
