package io.emdia.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.ProductClient;
import io.emdia.RunningProduct;
import io.emdia.facts.CustomerFact.CustomerTold;
import io.emdia.facts.Event;
import io.emdia.facts.Member;
import io.emdia.ledger.Ledger;
import io.emdia.ledger.RandomLedger;
import io.emdia.ledger.Records;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.JsonNode;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Asking why, over HTTP. */
class ExplainHttpIntegrationTests {

    private static final int CHARGES = 30;
    private static final long SEED = 7;
    private static final String JUNE = "?currency=BRL&as_of=2025-06-30&window_start=2025-06-01";

    private static final Instant NAMED = Instant.parse("2025-07-01T12:00:00Z");

    private static RunningProduct product;
    private static String viewer;
    private static String rival;

    @BeforeAll
    static void start() {
        product = RunningProduct.start();
        product.merchant("explained");
        product.merchant("rival");
        viewer = product.token("explained", "viewer");
        rival = product.token("rival", "manager");
        var random = new SplittableRandom(SEED);
        var records = Records.of(RandomLedger.events(SEED, CHARGES), "explained", "c", random);
        product.bean(Ledger.class).apply(records.entries()).block(RunningProduct.PATIENCE);
    }

    @AfterAll
    static void stop() {
        product.close();
    }

    @Test
    void itemsOfAllPagesAddUpToTheFigureOfTheDocument() {
        var document = ask("/kpis" + JUNE);
        for (var metric : Metric.values()) {
            var path = "/kpis/" + metric.code() + "/explain" + JUNE;
            var told = ask(path);
            long numerator = 0;
            long denominator = 0;
            var cursor = "";
            do {
                var page = ask(path + "&limit=7" + cursor);
                for (var item : page.get("items")) {
                    numerator += item.get("numerator").asLong();
                    denominator += item.get("denominator").asLong(0);
                }
                cursor = "&cursor=" + page.get("next_cursor").asString("");
            } while (!cursor.equals("&cursor="));

            assertThat(numerator).as(path).isEqualTo(told.get("numerator").asLong());
            assertThat(denominator).as(path).isEqualTo(told.get("denominator").asLong(0));
            var value = document.at("/" + metric.code().replace('.', '/'));
            assertThat(told.get("value").asString("")).as(path).isEqualTo(value.asString(""));
        }
    }

    @Test
    void anItemSaysWhatAPersonWantsToKnow() {
        var told = ask("/kpis/delinquency.receivable_amount/explain" + JUNE + "&limit=1");

        assertThat(told.propertyNames())
                .containsExactlyInAnyOrder(
                        "metric",
                        "currency",
                        "as_of",
                        "window",
                        "version",
                        "value",
                        "numerator",
                        "denominator",
                        "items",
                        "next_cursor");
        assertThat(told.at("/items/0").propertyNames())
                .containsExactlyInAnyOrder(
                        "kind",
                        "id",
                        "numerator",
                        "denominator",
                        "customer_name",
                        "connection_id",
                        "customer_id",
                        "subscription_id",
                        "method",
                        "amount",
                        "issued_on",
                        "due_on",
                        "effective_due_on",
                        "status",
                        "open_amount",
                        "days_overdue");
        assertThat(told.at("/items/0/numerator")).isEqualTo(told.at("/items/0/open_amount"));
        assertThat(told.at("/items/0/denominator").isNull()).isTrue();
        var customers = ask("/kpis/delinquency.customers/explain" + JUNE + "&limit=1");
        assertThat(customers.at("/items/0/kind").asString()).isEqualTo("customer");
        assertThat(customers.at("/items/0/customer_id")).isEqualTo(customers.at("/items/0/id"));
    }

    @Test
    void anItemIsCalledAsItsCustomerIs() {
        var path = "/kpis/delinquency.customers/explain" + JUNE + "&limit=1";
        var customer = ask(path).at("/items/0/customer_id").asString();
        var told =
                new CustomerTold(
                        customer,
                        Member.of("Ana Prado"),
                        Member.missing(),
                        Member.missing(),
                        Member.missing());
        var event = new Event("named", "customer.upserted", NAMED, "0", List.of(told));
        var entry = new Ledger.Entry("explained", "c", "standard", event, NAMED);
        product.bean(Ledger.class).apply(List.of(entry)).block(RunningProduct.PATIENCE);

        assertThat(ask(path).at("/items/0/customer_name").asString()).isEqualTo("Ana Prado");
    }

    @Test
    void whatMovedSinceAddsUpToTheChange() {
        var since = "&since=2025-07-01T12:00:00Z";
        for (var metric : Metric.values()) {
            var told = ask("/kpis/" + metric.code() + "/explain" + JUNE + since + "&limit=500");
            long numerator = 0;
            var kinds = new ArrayList<String>();
            for (var item : told.get("items")) {
                numerator += item.get("numerator").asLong();
                kinds.add(item.get("kind").asString());
            }

            assertThat(kinds).containsOnlyOnce("time_passed");
            assertThat(numerator).isEqualTo(told.at("/change/numerator").asLong());
            assertThat(told.get("numerator").asLong() - told.at("/then/numerator").asLong())
                    .isEqualTo(numerator);
        }
        var event = ask("/kpis/delinquency.receivable_amount/explain" + JUNE + since + "&limit=1");
        assertThat(event.at("/items/0").propertyNames())
                .containsExactlyInAnyOrder(
                        "kind",
                        "id",
                        "numerator",
                        "denominator",
                        "customer_name",
                        "connection_id",
                        "type",
                        "timestamp",
                        "recorded_at",
                        "charge_ids",
                        "subscription_ids");
    }

    @Test
    void aMonthThatEndedIsRestatedByWhatCameLater() {
        var told = ask("/kpis/restatements?currency=BRL&month=2025-06");

        assertThat(told.get("known_until").asString()).isEqualTo("2025-07-01T03:00:00Z");
        assertThat(told.get("items")).isNotEmpty();
        for (var item : told.get("items")) {
            assertThat(item.get("then")).isNotEqualTo(item.get("now"));
            assertThat(item.at("/events/0/kind").asString()).isEqualTo("event");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/kpis/delinquency.rates/explain, metric",
        "/kpis/delinquency.rate/explain?limit=0, limit",
        "/kpis/delinquency.rate/explain?limit=x, limit",
        "/kpis/delinquency.rate/explain?cursor=nonsense, cursor",
        "/kpis/delinquency.rate/explain?since=yesterday, since",
        "/kpis/delinquency.rate/explain?since=9999-01-01T00:00:00Z, since",
        "/kpis/delinquency.rate/explain?currency=real, currency",
        "/kpis/restatements, month",
        "/kpis/restatements?month=June, month",
        "/kpis/restatements?month=2999-01, month",
        "/kpis/restatements?month=2025-06&cursor=nonsense, cursor"
    })
    void whatCannotBeAnsweredNamesTheParameter(String path, String member) {
        var answer = product.call("GET", "/v1/merchants/explained" + path, viewer, null);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(ProductClient.JSON.readTree(answer.body()).at("/errors/0/member").asString())
                .isEqualTo(member);
        if (member.equals("metric")) {
            assertThat(answer.body()).contains("delinquency.rate,", "recovery.rate");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/kpis/delinquency.rate/explain",
        "/kpis/delinquency.rate/explain?since=2025-07-01T12:00:00Z",
        "/kpis/restatements?month=2025-06"
    })
    void anotherMerchantsTokenFindsNothing(String path) {
        var answer = product.call("GET", "/v1/merchants/explained" + path, rival, null);

        assertThat(answer.statusCode()).isEqualTo(404);
    }

    private static JsonNode ask(String path) {
        var answer = product.call("GET", "/v1/merchants/explained" + path, viewer, null);
        assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(200);
        return ProductClient.JSON.readTree(answer.body());
    }
}
