package io.emdia;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.http.HttpResponse;
import java.util.List;

/** Customers and histories as files, and the figures of all currencies in one. */
class FilesOfFiguresIntegrationTests {

    private static final String HISTORY = "/v1/merchants/acme/kpis/history.csv?";

    private static RunningProduct product;
    private static String connection;

    @BeforeAll
    static void start() {
        product = RunningProduct.start();
        connection = TabledExample.postedTo(product, "acme");
    }

    @AfterAll
    static void stop() {
        product.close();
    }

    @Test
    void customersAreListedWithWhatTheyOweInEachCurrency() {
        var path = "/v1/merchants/acme/customers.csv?as_of=2025-06-30&locale=";

        var rows = TabledExample.rows(get(path + "en").body(), ',');

        assertThat(rows.getFirst()).startsWith("Connection", "Customer", "Name");
        assertThat(rows).hasSize(1 + 7);
        assertThat(rows.get(1))
                .containsExactly(
                        connection,
                        "A",
                        "'=cmd|'/c calc'!A1;\"Ação\"",
                        "",
                        "insufficient",
                        "BRL",
                        "90.00",
                        "0.00",
                        "0");
        assertThat(get(path + "pt-BR").body()).contains(";C;;;", ";600,00;600,00;2\r\n");
        assertThat(TabledExample.rows(get(path + "en&habit=habitual").body(), ',')).hasSize(1);
        assertThat(get(path + "en&habit=nonsense").statusCode()).isEqualTo(400);
    }

    @Test
    void allCurrenciesAreShownInOneAndSaidToBe() {
        var its = product.merchant("abroad");
        var charge = WorkedExample.posts().getFirst();
        var dollars = charge.body().replace("BRL", "USD").replace("C1", "U1");
        assertThat(product.post(its, charge.id(), charge.body())).isEqualTo(200);
        assertThat(product.post(its, "dollars", dollars)).isEqualTo(200);
        product.awaitEvents("abroad", 2);
        var kpis = "/v1/merchants/abroad/kpis?as_of=2025-06-30&currency=";

        var without = get(kpis + "consolidated");
        assertThat(without.statusCode()).isEqualTo(409);
        var rates =
                """
                {"currency":"BRL","rates":[{"currency":"USD","on":"2025-05-12","rate":"5.43215"}]}\
                """;
        var path = "/v1/merchants/abroad/rates";
        var put = product.call("PUT", path, ProductClient.ADMINISTRATOR, rates);
        assertThat(put.statusCode()).as(put.body()).isEqualTo(204);

        var document = product.get(kpis + "consolidated");
        assertThat(document.get("consolidated").asBoolean()).isTrue();
        assertThat(document.get("currency").asString()).isEqualTo("BRL");
        assertThat(ProductClient.texts(document.get("currencies")))
                .containsExactly("\"BRL\"", "\"USD\"");
        assertThat(document.at("/delinquency/overdue_amount").asLong()).isEqualTo(64_322);
        assertThat(document.at("/revenue/movements/fx").asLong(-1)).isZero();
        assertThat(product.get(kpis + "BRL").has("consolidated")).isFalse();
    }

    @Test
    void aHistoryHasAColumnForEachFigure() {
        var asked =
                "metric=delinquency.overdue_amount&metric=delinquency.rate"
                        + "&metric=delinquency.customers&interval=month"
                        + "&from=2025-05-01&to=2025-06-30&locale=";

        assertThat(TabledExample.rows(get(HISTORY + asked + "en").body(), ','))
                .containsExactly(
                        List.of(
                                "Day",
                                "delinquency.overdue_amount",
                                "delinquency.rate",
                                "delinquency.customers"),
                        List.of("2025-05-31", "300.00", "0.000000", "4"),
                        List.of("2025-06-30", "700.00", "0.421687", "6"));
        var brazilian = get(HISTORY + asked + "pt-BR");
        assertThat(brazilian.body()).contains("\r\n30/06/2025;700,00;0,421687;6\r\n");
        assertThat(brazilian.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"acme-history-2025-06-30.csv\"");
    }

    @Test
    void aHistoryOfTheFileIsTheHistory() {
        var asked = "metric=collection.received_amount&from=2025-05-20&to=2025-06-20";
        var points = product.get("/v1/merchants/acme/kpis/history?" + asked).get("points");

        var rows = TabledExample.rows(get(HISTORY + asked + "&locale=en").body(), ',');

        assertThat(rows).hasSize(1 + points.size()).hasSize(33);
        for (var at = 0; at < points.size(); at++) {
            var row = rows.get(1 + at);
            assertThat(row.getFirst()).isEqualTo(points.get(at).get("on").asString());
            assertThat(row.getLast().replace(".", ""))
                    .isEqualTo("%03d".formatted(points.get(at).get("value").asLong()));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "locale=en, metric",
        "metric=delinquency.rates, metric",
        "metric=delinquency.rate&from=2025-02-30, from",
        "metric=delinquency.rate&locale=de, locale"
    })
    void aParameterThatMeansNothingIsNamed(String asked, String member) {
        var answer = get(HISTORY + asked);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(ProductClient.JSON.readTree(answer.body()).at("/errors/0/member").asString())
                .isEqualTo(member);
    }

    private static HttpResponse<String> get(String path) {
        return product.call("GET", path, ProductClient.ADMINISTRATOR, null);
    }
}
