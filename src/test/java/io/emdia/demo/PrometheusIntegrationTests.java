package io.emdia.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.AlertRules;
import io.emdia.Dashboards.Panel;
import io.emdia.Needs;
import io.emdia.ProductClient;
import io.emdia.Prometheus;
import io.emdia.faults.Child;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A real Prometheus reads the metrics of the running demo, and answers what every panel and every
 * alert asks. While the demo lives all of them must have data; once it stands still the figures
 * must be those of the API.
 */
class PrometheusIntegrationTests {

    private static final Duration DATA_WITHIN = Duration.ofSeconds(60);
    private static final Duration SAME_WITHIN = Duration.ofSeconds(20);
    private static final Duration CHECKED_WITHIN = Duration.ofSeconds(20);
    private static final double ROUNDING = 1e-9;
    private static final Offset<Double> CENTAVO = Offset.offset(0.01);
    private static final double CENTAVOS = 100;
    private static final String BRIDGE = "MRR bridge, 30 days ($currency)";
    private static final String SUBSCRIPTIONS = "Subscriptions today";

    /**
     * @param query of the panel, from 0
     * @param unit what one of the panel's is in the document
     */
    private record Shown(String title, int query, String member, double unit) {}

    private static final List<Shown> SHOWN =
            List.of(
                    new Shown("Delinquency rate", 0, "/delinquency/rate", 1),
                    new Shown("Overdue ($currency)", 0, "/delinquency/overdue_amount", CENTAVOS),
                    new Shown(
                            "Receivable ($currency)",
                            0,
                            "/delinquency/receivable_amount",
                            CENTAVOS),
                    new Shown("Recovery rate", 0, "/recovery/rate", 1),
                    new Shown("Average collection time", 0, "/collection/average_days_from_due", 1),
                    new Shown("DSO", 0, "/collection/dso_days", 1),
                    new Shown("Delinquency of the book", 0, "/delinquency/book_rate", 1),
                    new Shown("Delinquent customers", 0, "/delinquency/delinquent_customers", 1),
                    new Shown("Doubtful ($currency)", 0, "/delinquency/doubtful_amount", CENTAVOS),
                    new Shown("Recovered ($currency)", 0, "/recovery/recovered_amount", CENTAVOS),
                    new Shown("MRR ($currency)", 0, "/revenue/mrr", CENTAVOS),
                    new Shown("Customer churn", 0, "/churn/customer_rate", 1),
                    new Shown("Churn over time", 1, "/churn/voluntary_rate", 1),
                    new Shown("Churn over time", 2, "/churn/involuntary_rate", 1),
                    new Shown("Aging today ($currency)", 0, "/aging/0/amount", CENTAVOS),
                    new Shown("Aging today ($currency)", 1, "/aging/1/amount", CENTAVOS),
                    new Shown("Aging today ($currency)", 6, "/aging/6/amount", CENTAVOS),
                    new Shown(BRIDGE, 1, "/revenue/movements/new", CENTAVOS),
                    new Shown(BRIDGE, 2, "/revenue/movements/expansion", CENTAVOS),
                    new Shown(BRIDGE, 3, "/revenue/movements/reactivation", CENTAVOS),
                    new Shown(BRIDGE, 4, "/revenue/movements/contraction", -CENTAVOS),
                    new Shown(BRIDGE, 5, "/revenue/movements/churn", -CENTAVOS),
                    new Shown(SUBSCRIPTIONS, 0, "/subscriptions/active", 1),
                    new Shown(SUBSCRIPTIONS, 1, "/subscriptions/past_due", 1),
                    new Shown(SUBSCRIPTIONS, 2, "/subscriptions/trialing", 1),
                    new Shown(SUBSCRIPTIONS, 3, "/subscriptions/paused", 1),
                    new Shown(SUBSCRIPTIONS, 4, "/subscriptions/canceled", 1));

    /** Metrics that are right to be absent from a healthy demo, and why. */
    private static final Map<String, String> MAY_BE_ABSENT =
            Map.of("emdia_log_refused_total", "counts appends refused, and none was");

    /** What promtool objects to although it is meant, by metric. */
    private static final Map<String, String> MEANT =
            Map.of(
                    "emdia_collection_days_average", "days are what a manager reads",
                    "emdia_dso_days", "days are what a manager reads");

    private static final Pattern METRIC =
            Pattern.compile("\\b(?:emdia|jvm|process)_[a-z_]+|\\bup\\b");

    @TempDir private static Path folder;

    private static WatchedDemo demo;
    private static Map<String, Prometheus.Answer> answers = Map.of();

    @BeforeAll
    static void theDemoLivesUntilEveryPanelHasData() throws IOException {
        demo = WatchedDemo.start(Needs.prometheus(), folder);
        answers = demo.askAll(PrometheusIntegrationTests::mayBeEmpty, DATA_WITHIN);
        demo.fallSilent();
    }

    @AfterAll
    static void stop() {
        if (demo != null) {
            demo.close();
        }
    }

    static Stream<Panel> panels() {
        return WatchedDemo.panels();
    }

    @ParameterizedTest
    @MethodSource("panels")
    void everyQueryOfAPanelIsAnsweredWithData(Panel panel) {
        for (var query : panel.queries()) {
            var answer = Objects.requireNonNull(answers.get(query));
            assertThat(answer.error()).as(query).isEmpty();
            assertThat(answer.hasData() || mayBeEmpty(query)).as(query).isTrue();
        }
    }

    @Test
    void aQueryThatIsWrongOrFindsNothingWouldBeSeen() {
        assertThat(demo.ask("emdia_typo").hasData()).isFalse();
        assertThat(demo.ask("sum by (rate(").error()).contains("parse error");
        assertThat(mayBeEmpty("sum(emdia_overdue_amount)")).isFalse();
    }

    @Test
    void everyAlertIsEvaluatedOnMetricsThatAreThereAndNoneFires() {
        var names = AlertRules.all().stream().map(AlertRules.Rule::name).toList();
        ProductClient.await(() -> demo.rules().stream().allMatch(this::isEvaluated));

        assertThat(demo.rules())
                .hasSameSizeAs(names)
                .allSatisfy(
                        rule -> {
                            assertThat(rule.path("name").asString()).isIn(names);
                            assertThat(rule.path("lastError").asString("")).isEmpty();
                            assertThat(rule.path("state").asString()).isNotEqualTo("firing");
                        });
        for (var rule : AlertRules.all()) {
            for (var metric : metrics(rule.expression())) {
                assertThat(isThere(metric)).as(rule + ": " + metric).isTrue();
            }
        }
    }

    private boolean isEvaluated(JsonNode rule) {
        return !rule.path("health").asString().equals("unknown");
    }

    @Test
    void whatIsShownIsWhatTheApiTells() {
        var deadline = System.nanoTime() + SAME_WITHIN.toNanos();
        var other = differing();
        while (!other.isEmpty() && System.nanoTime() < deadline) {
            other = differing();
        }

        assertThat(other).isEmpty();
        assertThat(demo.document().at("/revenue/mrr").asLong()).isPositive();
        assertThat(demo.document().at("/delinquency/overdue_amount").asLong()).isPositive();
    }

    @Test
    void theBridgeOfTheRecurringRevenueReachesWhatThereIs() {
        var bars = WatchedDemo.panel(BRIDGE).queries().stream();
        var walked = new ArrayList<>(bars.map(bar -> demo.ask(bar).values().getFirst()).toList());
        var reached = walked.removeLast();

        assertThat(walked.stream().mapToDouble(step -> step).sum()).isCloseTo(reached, CENTAVO);
    }

    /** Two nodes export the same figures: there are two series, and one answer. */
    @Test
    void aFigureThatTwoNodesExportCountsOnce() {
        var series = "emdia_overdue_amount{merchant=\"$merchant\",currency=\"$currency\"}";

        assertThat(demo.ask(series).values()).hasSize(2);
        assertThat(demo.ask("Overdue ($currency)", 0).values()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("promised")
    void everyPromisedMetricIsExported(String metric) {
        assertThat(isThere(metric)).isTrue();
    }

    static Stream<String> promised() {
        return """
        emdia_delinquency_ratio emdia_delinquency_book_ratio emdia_overdue_amount
        emdia_receivable_amount emdia_aging_amount emdia_delinquent_customers
        emdia_collection_days_average emdia_dso_days emdia_recovered_amount
        emdia_recovery_ratio emdia_mrr_amount emdia_subscriptions emdia_churn_ratio
        emdia_mrr_movement_amount emdia_method_overdue_amount
        emdia_method_receivable_amount emdia_kpi_drift_amount emdia_webhooks_total
        emdia_webhook_seconds_bucket emdia_events_applied_total
        emdia_events_duplicate_total emdia_quarantine_size
        emdia_apply_batch_seconds_bucket emdia_log_lag_records
        emdia_event_to_stream_seconds_bucket emdia_connection_refusals
        emdia_audit_age_seconds emdia_sse_clients
        """
                .lines()
                .flatMap(line -> Stream.of(line.split(" ")));
    }

    @Test
    void everyMetricIsNamedAndDescribedAsPrometheusWishes() throws IOException {
        var ours =
                demo.metrics().lines().filter(line -> line.matches("(# \\w+ )?emdia_.*")).toList();
        assertThat(ours).hasSizeGreaterThan(100);

        assertThat(objections(ours))
                .filteredOn(line -> MEANT.keySet().stream().noneMatch(line::startsWith))
                .isEmpty();
        assertThat(objections(List.of("# TYPE emdia_x counter", "emdia_x 1")))
                .anyMatch(line -> line.contains("help"));
    }

    private static List<String> objections(List<String> metrics) throws IOException {
        var file = Files.createTempFile(folder, "metrics", ".txt");
        Files.write(file, metrics);
        var words = new ArrayList<>(List.of("sh", "-c", "exec \"$0\" check metrics < \"$1\""));
        words.addAll(List.of(Needs.promtool().toString(), file.toString()));
        try (var child = Child.start(words, Path.of(file + ".out"))) {
            child.exitCodeWithin(CHECKED_WITHIN);
            return child.output().lines().toList();
        }
    }

    private static List<String> differing() {
        var document = demo.document();
        return SHOWN.stream()
                .filter(shown -> !isSame(shown, document.at(shown.member())))
                .map(shown -> shown + ": " + document.at(shown.member()))
                .toList();
    }

    /** A figure that is null must not be exported. */
    private static boolean isSame(Shown shown, JsonNode expected) {
        var values = demo.ask(shown.title(), shown.query()).values();
        return expected.isNull()
                ? values.isEmpty()
                : values.size() == 1 && isNear(values.getFirst(), expected, shown.unit());
    }

    private static boolean isNear(double value, JsonNode expected, double unit) {
        return Math.abs(value - expected.asDouble() / unit) < ROUNDING;
    }

    private static boolean isThere(String metric) {
        return demo.ask("count(" + metric + ")").hasData();
    }

    private static boolean mayBeEmpty(String query) {
        return metrics(query).stream().anyMatch(MAY_BE_ABSENT::containsKey);
    }

    private static List<String> metrics(String expression) {
        return METRIC.matcher(expression).results().map(MatchResult::group).distinct().toList();
    }
}
