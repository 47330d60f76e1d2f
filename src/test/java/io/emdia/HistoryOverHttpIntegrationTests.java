package io.emdia;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.JsonNode;

import java.time.Instant;

/** How figures went, and what was known of them when, over HTTP, of the worked example. */
class HistoryOverHttpIntegrationTests {

    private static final String MERCHANT = "/v1/merchants/history";
    private static final String JUNE =
            "as_of=2025-06-30&window_start=2025-06-01&window_end=2025-06-30";
    private static final String RATE = "/kpis/history?metric=delinquency.rate";

    private static RunningProduct product;
    private static String viewer;
    private static Instant beforeTheLateOne;

    @BeforeAll
    static void start() {
        product = RunningProduct.start();
        var connection = product.merchant("history");
        viewer = product.token("history", "viewer");
        var posts = WorkedExample.posts();
        for (var post : posts) {
            assertThat(product.post(connection, post.id(), post.body())).isEqualTo(200);
        }
        product.awaitEvents("history", posts.size());
        beforeTheLateOne = newestRecord();
        var late =
                "\"charge_id\":\"C5\",\"payment_id\":\"late\",\"amount\":30000,"
                        + "\"paid_on\":\"2025-06-20\"";
        product.post(connection, "late", WorkedExample.body("payment.succeeded", late));
        product.awaitEvents("history", posts.size() + 1);
    }

    private static Instant newestRecord() {
        var newest = Instant.EPOCH;
        for (var event : get("/events?limit=100").at("/items")) {
            var recorded = Instant.parse(event.at("/recorded_at").asString());
            newest = recorded.isAfter(newest) ? recorded : newest;
        }
        return newest;
    }

    @AfterAll
    static void stop() {
        product.close();
    }

    @Test
    void aMonthsPointIsTheDocumentsFigureAndALateEventRestatesIt() {
        var path = RATE + "&from=2025-05-10&to=2025-06-30&interval=month";

        assertThat(get(path).toString())
                .isEqualTo(
                        """
                        {"metric":"delinquency.rate","points":[\
                        {"on":"2025-05-31","value":0.0},{"on":"2025-06-30","value":0.060241}]}\
                        """);
        assertThat(get("/kpis?" + JUNE).at("/delinquency/rate").decimalValue())
                .isEqualByComparingTo("0.060241");
        var known = get(path + "&known_at=" + beforeTheLateOne);
        assertThat(known.at("/points/1/value").decimalValue()).isEqualByComparingTo("0.421687");
        assertThat(known.at("/known_at").asString()).isEqualTo(beforeTheLateOne.toString());
    }

    @Test
    void aDocumentShowsWhatWasKnownThen() {
        var known = get("/kpis?" + JUNE + "&known_at=" + beforeTheLateOne);

        assertThat(known.at("/delinquency/rate").decimalValue()).isEqualByComparingTo("0.421687");
        assertThat(known.at("/delinquency/delinquent_customers").asInt()).isEqualTo(3);
        assertThat(known.at("/collection/received_amount").asLong()).isEqualTo(48_000);
        assertThat(known.at("/known_at").asString()).isEqualTo(beforeTheLateOne.toString());
        var now = get("/kpis?" + JUNE);
        assertThat(now.at("/collection/received_amount").asLong()).isEqualTo(78_000);
        assertThat(now.has("known_at")).isFalse();
        assertThat(known.at("/version")).isEqualTo(now.at("/version"));
    }

    @Test
    void nothingWasKnownBeforeTheFirstEventAndAllIsInTheFuture() {
        var nothing = get("/kpis?" + JUNE + "&currency=BRL&known_at=2025-01-01T00:00:00-03:00");
        var all = get("/kpis?" + JUNE + "&known_at=2999-01-01T00:00:00Z");

        assertThat(nothing.at("/delinquency/rate").isNull()).isTrue();
        assertThat(nothing.at("/delinquency/receivable_amount").asLong()).isZero();
        assertThat(all.at("/collection/received_amount").asLong()).isEqualTo(78_000);
    }

    @Test
    void daysAreShownAYearBackToTodayIfNothingElseIsAsked() {
        var points = get(RATE).at("/points");

        assertThat(points.size()).isBetween(365, 366);
        assertThat(get(RATE + "&from=2030-01-01&to=2030-01-02").at("/points/1/value").isNull())
                .isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "/kpis/history, metric",
        "/kpis/history?metric=delinquency.rates, metric",
        "/kpis/history?metric=delinquency.rate&interval=year, interval",
        "/kpis/history?metric=delinquency.rate&from=2025-02-30, from",
        "/kpis/history?metric=delinquency.rate&from=2025-02-02&to=2025-02-01, from",
        "/kpis/history?metric=delinquency.rate&from=1990-01-01&to=2025-02-01, from",
        "/kpis/history?metric=delinquency.rate&method=cheese, method",
        "/kpis/history?metric=delinquency.rate&currency=brl, currency",
        "/kpis/history?metric=delinquency.rate&known_at=yesterday, known_at",
        "/kpis?known_at=2025-06-30, known_at"
    })
    void whatCannotBeAnsweredNamesTheParameter(String path, String parameter) {
        var answer = product.call("GET", MERCHANT + path, viewer, null);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        var problem = ProductClient.JSON.readTree(answer.body());
        assertThat(problem.at("/errors/0/member").asString()).isEqualTo(parameter);
    }

    private static JsonNode get(String path) {
        var answer = product.call("GET", MERCHANT + path, viewer, null);
        assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(200);
        return ProductClient.JSON.readTree(answer.body());
    }
}
