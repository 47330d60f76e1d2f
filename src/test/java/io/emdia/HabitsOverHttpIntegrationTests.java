package io.emdia;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;

/** How and when customers pay, over HTTP, of the worked example. */
class HabitsOverHttpIntegrationTests {

    private static final String MERCHANT = "/v1/merchants/habits";
    private static final String JUNE = "?as_of=2025-06-30";

    private static RunningProduct product;
    private static String connection;
    private static String viewer;

    @BeforeAll
    static void start() {
        product = RunningProduct.start();
        connection = product.merchant("habits");
        for (var post : WorkedExample.posts()) {
            assertThat(product.post(connection, post.id(), post.body())).isEqualTo(200);
        }
        product.awaitEvents("habits", WorkedExample.posts().size());
        product.merchant("others");
        viewer = product.token("habits", "viewer");
    }

    @AfterAll
    static void stop() {
        product.close();
    }

    private static JsonNode get(String path) {
        var answer = product.call("GET", MERCHANT + path, viewer, null);
        assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(200);
        return ProductClient.JSON.readTree(answer.body());
    }

    private static String customer(String id) {
        return "/customers/" + connection + "/" + id;
    }

    @Test
    void aCustomerCarriesItsHabits() {
        var a = get(customer("A") + JUNE);

        assertThat(a.at("/customer_id").asString()).isEqualTo("A");
        assertThat(a.at("/balances/0/open_amount").asLong()).isEqualTo(9000);
        assertThat(a.at("/phone").isNull()).isTrue();
        assertThat(a.at("/habits").toString())
                .isEqualTo(
                        """
                        {"matured":2,"late":1,"late_share":0.5,"mean_days_late":2.5,\
                        "usual_delay_days":5,"by_weekday":[0,1,0,0,0,0,0],\
                        "by_day_of_month":[0,0,0,0,0,0,0,0,0,1,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,\
                        0,0,0,0,0],"on_time_streak":0,"verdict":"insufficient"}\
                        """);
    }

    @Test
    void habitsAreThoseOfTheAskedDay() {
        assertThat(get(customer("A") + "?as_of=2025-05-13").at("/habits/matured").asInt())
                .isEqualTo(1);
        assertThat(get(customer("A") + "?as_of=2025-05-13").at("/habits/on_time_streak").asInt())
                .isEqualTo(1);
        var c = get(customer("C") + JUNE).at("/habits");
        assertThat(c.at("/late").asInt()).isEqualTo(2);
        assertThat(c.at("/usual_delay_days").isNull()).isTrue();
        assertThat(c.at("/mean_days_late").decimalValue()).isEqualByComparingTo("39.5");
    }

    @Test
    void onlyThoseWhoPayAlikeAreListed() {
        var all = get("/customers?habit=insufficient&as_of=2025-06-30").at("/items");

        assertThat(ids(all)).containsExactly("A", "B", "C", "D", "E", "F", "G");
        assertThat(all.at("/0/habit").asString()).isEqualTo("insufficient");
        assertThat(get("/customers?habit=habitual&as_of=2025-06-30").at("/items")).isEmpty();
        assertThat(get("/customers?limit=2&as_of=2025-06-30").at("/next_cursor").asString())
                .isNotEmpty();
    }

    private static List<String> ids(JsonNode items) {
        var ids = new ArrayList<String>();
        items.forEach(item -> ids.add(item.at("/customer_id").asString()));
        return ids;
    }

    @Test
    void balancesRollFromOneMonthsEndToTheNext() {
        var rows = get("/kpis/roll?from=2025-05-31&to=2025-06-30").at("/rows");

        assertThat(rows).hasSize(7);
        assertThat(rows.at("/0/open_amount").asLong()).isEqualTo(30000);
        assertThat(part(rows.at("/0"), "1-30")).isEqualTo("5000 0.166667");
        assertThat(part(rows.at("/0"), "paid")).isEqualTo("25000 0.833333");
        assertThat(part(rows.at("/0"), "left")).isEqualTo("0 0.0");
        assertThat(rows.at("/1/open_amount").asLong()).isZero();
        assertThat(part(rows.at("/1"), "paid")).isEqualTo("0 null");
        assertThat(part(rows.at("/2"), "61-90")).isEqualTo("30000 1.0");
    }

    @Test
    void whatIsCanceledLeavesAndIsNotPaid() {
        var row = get("/kpis/roll?from=2025-06-12&to=2025-06-22&method=pix").at("/rows/0");

        assertThat(part(row, "left")).isEqualTo("8000 1.0");
        assertThat(row.at("/charges").asInt()).isEqualTo(1);
    }

    private static String part(JsonNode row, String to) {
        for (var part : row.at("/to")) {
            if (part.at("/to").asString().equals(to)) {
                return part.at("/amount") + " " + part.at("/share");
            }
        }
        return "missing";
    }

    @Test
    void latenessIsToldByDayMonthAndMethod() {
        var june = get("/kpis/lateness?from=2025-06-01&to=2025-06-30&as_of=2025-06-30");

        assertThat(june.at("/matured").asInt()).isEqualTo(6);
        assertThat(june.at("/late").asInt()).isEqualTo(4);
        assertThat(june.at("/share").decimalValue()).isEqualByComparingTo("0.666667");
        assertThat(june.at("/by_weekday/1").toString())
                .isEqualTo(
                        """
                        {"weekday":"tuesday","matured":3,"late":2,"share":0.666667}\
                        """);
        assertThat(june.at("/by_day_of_month")).hasSize(31);
        assertThat(june.at("/by_month").toString())
                .isEqualTo("[{\"month\":\"2025-06\",\"matured\":6,\"late\":4,\"share\":0.666667}]");
        assertThat(june.at("/by_method/0/method").asString()).isEqualTo("boleto");
        assertThat(get("/kpis/lateness" + JUNE).at("/from").asString()).isEqualTo("2024-07-01");
    }

    @Test
    void daysToPayHaveTheMedianOfTheDocument() {
        var days = get("/kpis/days-to-pay" + JUNE);
        var document = get("/kpis" + JUNE);

        assertThat(days.at("/received_amount"))
                .isEqualTo(document.at("/collection/received_amount"));
        assertThat(days.at("/p50")).isEqualTo(document.at("/collection/median_days_from_due"));
        assertThat(days.at("/p90").asInt()).isEqualTo(15);
        assertThat(days.at("/window/start").asString()).isEqualTo("2025-06-01");
        assertThat(days.at("/histogram").toString())
                .isEqualTo(
                        """
                        [{"days":-4,"amount":12000,"payments":1},\
                        {"days":0,"amount":14000,"payments":2},\
                        {"days":3,"amount":5000,"payments":1},\
                        {"days":5,"amount":10000,"payments":1},\
                        {"days":15,"amount":7000,"payments":1}]\
                        """);
    }

    @Test
    void theCurveSaysWhoHasPaidInFullByWhen() {
        var curve = get("/kpis/payment-curve" + JUNE);

        assertThat(curve.at("/all/charges").asInt()).isEqualTo(11);
        assertThat(curve.at("/all/points/0").toString())
                .isEqualTo(
                        """
                        {"day":0,"at_risk":11,"paid":3,"left":1,"share_paid":0.272727,\
                        "standard_error":0.134282}\
                        """);
        assertThat(curve.at("/by_method/0/method").asString()).isEqualTo("boleto");
        var card = get("/kpis/payment-curve" + JUNE + "&method=credit_card");
        assertThat(card.at("/all/points")).isEqualTo(card.at("/by_method/0/points"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "/kpis/lateness?from=yesterday, from",
        "/kpis/lateness?from=2025-02-01&to=2025-01-01, from",
        "/kpis/lateness?from=1990-01-01, from",
        "/kpis/lateness?to=2025-13-01, to",
        "/kpis/lateness?as_of=%2B999999-01-01, as_of",
        "/kpis/lateness?currency=brl, currency",
        "/kpis/lateness?method=barter, method",
        "/kpis/roll?from=2025-02-30, from",
        "/kpis/roll?from=2025-02-01&to=2025-01-01, from",
        "/kpis/roll?to=never, to",
        "/kpis/roll?currency=XYZ, currency",
        "/kpis/roll?method=barter, method",
        "/kpis/days-to-pay?window_start=x, window_start",
        "/kpis/days-to-pay?window_end=x, window_end",
        "/kpis/days-to-pay?as_of=x, as_of",
        "/kpis/days-to-pay?currency=x, currency",
        "/kpis/days-to-pay?method=x, method",
        "/kpis/payment-curve?due_from=x, due_from",
        "/kpis/payment-curve?due_from=2025-02-01&due_to=2025-01-01, due_from",
        "/kpis/payment-curve?due_to=x, due_to",
        "/kpis/payment-curve?as_of=x, as_of",
        "/kpis/payment-curve?currency=x, currency",
        "/kpis/payment-curve?method=x, method",
        "/customers?habit=lovely, habit",
        "/customers?as_of=x, as_of",
        "/customers?limit=0, limit",
        "/customers?limit=many, limit",
        "/customers?cursor=x, cursor"
    })
    void aWrongParameterIsNamed(String path, String member) {
        var answer = product.call("GET", MERCHANT + path, viewer, null);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(ProductClient.JSON.readTree(answer.body()).at("/errors/0/member").asString())
                .isEqualTo(member);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/kpis/lateness",
                "/kpis/roll",
                "/kpis/days-to-pay",
                "/kpis/payment-curve",
                "/customers",
                "/customers/c/A"
            })
    void anotherMerchantsTokenFindsNothing(String path) {
        var stranger = product.token("others", "manager");

        assertThat(product.call("GET", MERCHANT + path, stranger, null).statusCode())
                .isEqualTo(404);
    }

    @Test
    void aCustomerNobodyKnowsIsNotFound() {
        var path = MERCHANT + customer("nobody");

        assertThat(product.call("GET", path, viewer, null).statusCode()).isEqualTo(404);
    }

    @Test
    void aMerchantWithoutChargesIsAskedForACurrency() {
        var path = "/v1/merchants/others/kpis/roll";
        var token = product.token("others", "viewer");

        assertThat(product.call("GET", path, token, null).statusCode()).isEqualTo(400);
        var empty = product.call("GET", path + "?currency=BRL", token, null);
        assertThat(ProductClient.JSON.readTree(empty.body()).at("/rows")).hasSize(7);
        var curve = "/v1/merchants/others/kpis/payment-curve?currency=BRL";
        assertThat(product.call("GET", curve, token, null).body()).contains("\"points\":[]");
    }
}
