package io.emdia.rates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.emdia.ProductClient;
import io.emdia.RunningProduct;
import io.emdia.database.Database;
import io.emdia.database.Scope;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import reactor.core.publisher.Flux;

import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** Rates as merchants supply, see and delete them. */
class RatesIntegrationTests {

    private static final int AT_ONCE = 8;

    private static RunningProduct product;

    @BeforeAll
    static void start() {
        product = RunningProduct.start();
        product.merchant("wrong");
    }

    @AfterAll
    static void stop() {
        product.close();
    }

    @Test
    void ratesAreAddedAndReplacedDayByDay() {
        product.merchant("supplied");
        put("supplied", "BRL", one("USD", "2025-06-01", "5.4321"), one("EUR", "2025-06-01", "6"));
        put(
                "supplied",
                "BRL",
                one("USD", "2025-06-02", "5.50"),
                one("USD", "2025-06-01", "0.0000000001"));

        assertThat(listed("supplied", ""))
                .containsExactly(
                        told("EUR", "2025-06-01", "6"),
                        told("USD", "2025-06-02", "5.50"),
                        told("USD", "2025-06-01", "0.0000000001"));
        assertThat(listed("supplied", "?currency=EUR"))
                .containsExactly(told("EUR", "2025-06-01", "6"));
        assertThat(all("supplied").on("USD", LocalDate.of(2025, 6, 7))).isEqualByComparingTo("5.5");
    }

    @Test
    void everyRateIsSeenPageByPage() {
        product.merchant("paged");
        put(
                "paged",
                "BRL",
                IntStream.rangeClosed(1, 28)
                        .mapToObj(day -> one("USD", "2025-06-%02d".formatted(day), "5"))
                        .toArray(String[]::new));

        var seen = new ArrayList<String>();
        var cursor = "";
        do {
            var page = product.get("/v1/merchants/paged/rates?limit=5" + cursor);
            seen.addAll(ProductClient.texts(page.get("items")));
            cursor = "&cursor=" + page.get("next_cursor").asString("");
        } while (!cursor.equals("&cursor="));

        assertThat(seen).hasSize(28).doesNotHaveDuplicates();
        assertThat(seen.getFirst()).contains("2025-06-28");
    }

    @Test
    void aDeletedRateLeavesItsDayToTheOneBefore() {
        product.merchant("deleted");
        put("deleted", "BRL", one("USD", "2025-06-01", "5"), one("USD", "2025-06-02", "6"));

        assertThat(delete("deleted", "USD/2025-06-02").statusCode()).isEqualTo(204);
        assertThat(delete("deleted", "USD/2025-06-02").statusCode()).isEqualTo(404);

        assertThat(all("deleted").on("USD", LocalDate.of(2025, 6, 2))).isEqualByComparingTo("5");
    }

    @Test
    void allRatesAreInOneCurrencyUntilTheLastIsGone() {
        product.merchant("one");
        put("one", "BRL", one("USD", "2025-06-01", "5"));

        var other =
                send(
                        "one",
                        ProductClient.ADMINISTRATOR,
                        body("EUR", one("USD", "2025-06-01", "0.9")));
        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(other.body()).contains("BRL");
        assertThat(listed("one", "")).containsExactly(told("USD", "2025-06-01", "5"));

        delete("one", "USD/2025-06-01");
        put("one", "EUR", one("USD", "2025-06-01", "0.9"));
        assertThat(all("one").into()).isEqualTo("EUR");
    }

    @Test
    void ratesToldAtOnceAllStay() {
        product.merchant("busy");
        var store = product.bean(StoredRates.class);
        var days = IntStream.rangeClosed(1, 28).boxed().toList();

        Flux.fromIterable(days)
                .flatMap(day -> store.put("busy", usd(day)), AT_ONCE)
                .then()
                .block(ProductClient.PATIENCE);

        assertThat(all("busy").byCurrency().get("USD")).hasSize(28);
    }

    private static RatesRequest.Checked usd(int day) {
        var rate = new Rate("USD", LocalDate.of(2025, 6, day), BigDecimal.TEN);
        return new RatesRequest.Checked("BRL", List.of(rate));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"rates\":[{\"currency\":\"USD\",\"on\":\"2025-06-01\",\"rate\":\"5\"}]}|currency",
                "{\"currency\":\"brl\",\"rates\":[]}|currency",
                "{\"currency\":\"BRL\"}|rates",
                "{\"currency\":\"BRL\",\"rates\":[]}|rates",
                "{\"currency\":\"BRL\",\"rates\":[null]}|rates[0]",
                "{\"currency\":\"BRL\",\"rates\":[{\"on\":\"2025-06-01\",\"rate\":\"5\"}]}"
                        + "|rates[0].currency",
            })
    void whatIsWrongIsNamed(String body, String member) {
        var answer = send("wrong", ProductClient.ADMINISTRATOR, body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(ProductClient.JSON.readTree(answer.body()).at("/errors/0/member").asString())
                .isEqualTo(member);
    }

    @ParameterizedTest
    @CsvSource({
        "BRL,2025-06-01,5,currency",
        "QQQ,2025-06-01,5,currency",
        "USD,2025-06-31,5,on",
        "USD,1800-01-01,5,on",
        "USD,2025-06-01,0,rate",
        "USD,2025-06-01,0.000,rate",
        "USD,2025-06-01,-1,rate",
        "USD,2025-06-01,1e3,rate",
        "USD,2025-06-01,'5,4',rate",
        "USD,2025-06-01,0.12345678901,rate",
        "USD,2025-06-01,1234567890123,rate",
        "USD,2025-06-01,NaN,rate"
    })
    void aRateThatIsNoneIsNamed(String currency, String on, String rate, String member) {
        var told = new Rate.Told(currency, on, rate);
        var request = new RatesRequest("BRL", List.of(told));

        assertThatThrownBy(request::checked).hasMessageStartingWith("rates[0]." + member);
    }

    @Test
    void managersSupplyViewersSee() {
        product.merchant("roles");
        product.merchant("stranger");
        var viewer = product.token("roles", "viewer");
        var manager = product.token("roles", "manager");
        var stranger = product.token("stranger", "manager");
        var body = body("BRL", one("USD", "2025-06-01", "5"));

        assertThat(send("roles", viewer, body).statusCode()).isEqualTo(403);
        assertThat(send("roles", manager, body).statusCode()).isEqualTo(204);
        assertThat(send("roles", stranger, body).statusCode()).isEqualTo(404);
        var path = "/v1/merchants/roles/rates";
        assertThat(product.call("GET", path, viewer, null).statusCode()).isEqualTo(200);
        assertThat(product.call("GET", path, stranger, null).statusCode()).isEqualTo(404);
        assertThat(product.call("DELETE", path + "/USD/2025-06-01", viewer, null).statusCode())
                .isEqualTo(403);
    }

    private static String one(String currency, String on, String rate) {
        return "{\"currency\":\"%s\",\"on\":\"%s\",\"rate\":\"%s\"}".formatted(currency, on, rate);
    }

    private static String told(String currency, String on, String rate) {
        var one = one(currency, on, rate);
        return one.substring(0, one.length() - 1) + ",\"into\":\"BRL\"}";
    }

    private static String body(String into, String... rates) {
        return "{\"currency\":\"%s\",\"rates\":[%s]}".formatted(into, String.join(",", rates));
    }

    private static void put(String merchant, String into, String... rates) {
        var answer = send(merchant, ProductClient.ADMINISTRATOR, body(into, rates));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
    }

    private static HttpResponse<String> send(String merchant, String token, String body) {
        return product.call("PUT", "/v1/merchants/" + merchant + "/rates", token, body);
    }

    private static HttpResponse<String> delete(String merchant, String rate) {
        var path = "/v1/merchants/" + merchant + "/rates/" + rate;
        return product.call("DELETE", path, ProductClient.ADMINISTRATOR, null);
    }

    private static List<String> listed(String merchant, String query) {
        var page = product.get("/v1/merchants/" + merchant + "/rates" + query);
        return ProductClient.texts(page.get("items"));
    }

    private static DailyRates all(String merchant) {
        var store = product.bean(StoredRates.class);
        var read =
                product.bean(Database.class)
                        .read(Scope.of(merchant), unit -> store.all(unit, merchant));
        return Objects.requireNonNull(read.block(ProductClient.PATIENCE));
    }
}
