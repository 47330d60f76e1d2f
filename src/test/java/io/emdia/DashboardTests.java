package io.emdia;

import static io.emdia.Dashboards.ENGLISH;
import static io.emdia.Dashboards.PORTUGUESE;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.Dashboards.Dashboard;
import io.emdia.Dashboards.Panel;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What can be held of the dashboards without Grafana. The Portuguese ones differ by texts alone:
 * {@link DashboardTextsTests}.
 */
class DashboardTests {

    private static final int COLUMNS = 24;
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{?([a-z][a-z_]*)");

    static Stream<Dashboard> dashboards() {
        return Stream.of(ENGLISH, PORTUGUESE).flatMap(one -> Dashboards.in(one).stream());
    }

    @Test
    void thereAreThreeInEachOfTwoLanguagesUnderDifferentNames() {
        assertThat(Dashboards.in(ENGLISH))
                .extracting(Dashboard::name)
                .containsExactly("collections", "gateways", "pipeline");
        assertThat(dashboards().map(Dashboard::uid))
                .containsExactlyInAnyOrder(
                        "emdia-collections-en",
                        "emdia-collections-pt",
                        "emdia-gateways-en",
                        "emdia-gateways-pt",
                        "emdia-pipeline-en",
                        "emdia-pipeline-pt");
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void everyQueryNamesExportedMetricsOnly(Dashboard dashboard) throws IOException {
        var exported = ExportedMetrics.all();
        var named = new TreeSet<String>();
        dashboard.queries().forEach(query -> named.addAll(ExportedMetrics.namedIn(query)));

        assertThat(named).hasSizeGreaterThan(5).isSubsetOf(exported);
    }

    @Test
    void aMetricThatNobodyExportsWouldBeSeen() throws IOException {
        assertThat(ExportedMetrics.all())
                .contains("emdia_webhook_seconds_bucket", "emdia_overdue_amount");
        assertThat(ExportedMetrics.all()).doesNotContain("emdia_overdue_amount_total", "emdia_x");
    }

    @Test
    void everyFigureIsOnTheDashboardOfCollections() throws IOException {
        var collections = Dashboards.in(ENGLISH).getFirst();

        assertThat(ExportedMetrics.of("KpiMeters"))
                .hasSizeGreaterThan(10)
                .isSubsetOf(ExportedMetrics.namedIn(collections.queries().toString()));
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void everyPanelSaysWhatItShowsInWhichUnitAndFromWhatPointOnItMatters(Dashboard dashboard) {
        assertThat(dashboard.panels())
                .hasSizeGreaterThan(10)
                .allSatisfy(DashboardTests::assertWhole);
    }

    private static void assertWhole(Panel panel) {
        var defaults = panel.json().at("/fieldConfig/defaults");
        assertThat(panel.title()).isNotBlank();
        assertThat(text(panel.json(), "/description")).isNotBlank();
        assertThat(text(defaults, "/unit")).isNotBlank();
        assertThat(defaults.at("/thresholds/steps")).isNotEmpty();
        assertThat(panel.queries()).isNotEmpty().doesNotContain("");
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void everyPanelAndVariableAsksTheProvisionedSource(Dashboard dashboard) throws IOException {
        var provisioned =
                Files.readString(Path.of("dashboards/provisioning/datasources/prometheus.yml"));

        assertThat(dashboard.json().findValues("datasource"))
                .hasSizeGreaterThan(dashboard.panels().size() * 2)
                .allSatisfy(one -> assertThat(text(one, "/uid")).isEqualTo("emdia-prometheus"));
        assertThat(provisioned).contains("uid: emdia-prometheus");
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void everyVariableIsDefinedAndUsed(Dashboard dashboard) {
        var defined =
                dashboard.variables().stream()
                        .map(variable -> text(variable, "/name"))
                        .collect(Collectors.toSet());
        var used = new TreeSet<String>();
        dashboard.panels().forEach(panel -> used.addAll(variables(panel)));

        assertThat(defined).contains("merchant", "currency");
        assertThat(used).isEqualTo(new TreeSet<>(defined));
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void panelsHaveNumbersOfTheirOwnAndDoNotOverlap(Dashboard dashboard) {
        var taken = new HashSet<String>();
        var ids = new HashSet<Integer>();
        for (var panel : dashboard.json().get("panels")) {
            assertThat(ids.add(panel.get("id").asInt())).as(text(panel, "/title")).isTrue();
            for (var cell : cells(panel.get("gridPos"))) {
                assertThat(taken.add(cell)).as(text(panel, "/title") + " at " + cell).isTrue();
            }
        }
    }

    /** Every node exports the same of them, so a sum over nodes would count them twice. */
    @ParameterizedTest
    @MethodSource("dashboards")
    void whatEveryNodeExportsAlikeIsNeverSummed(Dashboard dashboard) throws IOException {
        for (var query : dashboard.queries()) {
            assertThat(Copies.summedIn(query)).as(query).isEmpty();
        }
    }

    @Test
    void aSumOfCopiesWouldBeSeen() throws IOException {
        assertThat(Copies.summedIn("sum(emdia_overdue_amount)")).isNotEmpty();
        assertThat(Copies.summedIn("emdia_overdue_amount{currency=\"BRL\"}")).isNotEmpty();
        assertThat(Copies.summedIn("max(emdia_sse_clients) + sum by (a) (emdia_log_lag_records)"))
                .containsExactly("emdia_log_lag_records");
        assertThat(Copies.summedIn("max by (merchant) (abs(emdia_overdue_amount))")).isEmpty();
    }

    private static Set<String> variables(Panel panel) {
        return VARIABLE.matcher(panel.queries() + panel.title())
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
    }

    private static List<String> cells(JsonNode place) {
        var left = place.get("x").asInt();
        var top = place.get("y").asInt();
        assertThat(left + place.get("w").asInt()).isLessThanOrEqualTo(COLUMNS);
        return Stream.iterate(left, x -> x < left + place.get("w").asInt(), x -> x + 1)
                .flatMap(
                        x ->
                                Stream.iterate(top, y -> y + 1)
                                        .limit(place.get("h").asInt())
                                        .map(y -> x + "," + y))
                .toList();
    }

    private static String text(JsonNode node, String pointer) {
        return node.at(pointer).asString();
    }
}
