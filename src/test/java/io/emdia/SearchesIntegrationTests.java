package io.emdia;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Searches of the lists, as their callers get them. */
class SearchesIntegrationTests {

    private static final String LISTS = "/v1/merchants/acme/";
    private static final String DAY = "\"as_of\":\"2025-06-30\",\"currency\":\"BRL\"";

    private static final List<String> SUBSCRIPTIONS = List.of("s1", "s2", "s3");
    private static final String SUBSCRIBED =
            """
            {"type":"subscription.upserted","timestamp":"2025-05-01T12:00:00Z","data":\
            {"subscription_id":"%s","customer_id":"A","plan":"Plano %s","amount":1000,\
            "currency":"BRL","interval":"month","status":"active","started_on":"2025-05-01"}}\
            """;
    private static final String ENDED =
            """
            {"type":"subscription.canceled","timestamp":"2025-06-02T12:00:00Z","data":\
            {"subscription_id":"s3","ends_on":"2025-06-10"}}\
            """;

    private static RunningProduct product;

    @BeforeAll
    static void start() {
        product = RunningProduct.start(Map.of("emdia.audit.enabled", "false"));
        var connection = TabledExample.postedTo(product, "acme");
        for (var subscription : SUBSCRIPTIONS) {
            var body = SUBSCRIBED.formatted(subscription, subscription);
            assertThat(product.post(connection, subscription, body)).isEqualTo(200);
        }
        assertThat(product.post(connection, "ended", ENDED)).isEqualTo(200);
        product.awaitEvents("acme", WorkedExample.posts().size() + SUBSCRIPTIONS.size() + 2);
    }

    @AfterAll
    static void stop() {
        product.close();
    }

    @Test
    void eachBarOfAgingIsWhatItsChargesAddUpTo() {
        var document = product.get(LISTS + "kpis?as_of=2025-06-30&currency=BRL");
        for (var bar : document.get("aging")) {
            var bucket = bar.get("bucket").asString();
            var found = found("charges", "{\"aging\":\"%s\",%s}".formatted(bucket, DAY));

            assertThat(found).as(bucket).hasSize(bar.get("charges").asInt());
            assertThat(found.stream().mapToLong(one -> one.get("open_amount").asLong()).sum())
                    .as(bucket)
                    .isEqualTo(bar.get("amount").asLong());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "customers, acao, customer_id, A",
        "customers, ÇÃO, customer_id, ''",
        "charges, AÇÃ, customer_id, A",
        "charges, C1, charge_id, C1"
    })
    void aWordFindsWhatBeginsWithIt(String list, String text, String member, String expected) {
        var found = found(list, "{\"text\":\"%s\",\"as_of\":\"2025-06-30\"}".formatted(text));

        assertThat(found.isEmpty()).isEqualTo(expected.isEmpty());
        assertThat(found)
                .allSatisfy(one -> assertThat(one.get(member).asString()).startsWith(expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {"charges", "customers", "subscriptions"})
    void aSearchIsForThoseWhoMayRead(String list) {
        if (product.call("GET", "/v1/merchants/other", ProductClient.ADMINISTRATOR, null)
                        .statusCode()
                == 404) {
            product.merchant("other");
        }
        var viewer = product.token("acme", "viewer");
        var stranger = product.token("other", "manager");

        assertThat(search(list, viewer, "{}").statusCode()).isEqualTo(200);
        assertThat(search(list, stranger, "{}").statusCode()).isEqualTo(404);
        assertThat(search(list, "nonsense", "{}").statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "charges | color | {\"color\":\"red\"}",
                "charges | aging | {\"aging\":\"1-29\"}",
                "charges | currency | {\"sort\":\"amount\"}",
                "charges | cursor | {\"cursor\":\"x\"}",
                "charges | due_to | {\"due_to\":\"tomorrow\"}",
                "customers | sort | {\"sort\":\"late\"}",
                "customers | habit | {\"habit\":\"bad\"}",
                "customers | overdue | {\"overdue\":\"perhaps\"}",
                "subscriptions | status | {\"status\":\"lost\"}",
                "subscriptions | limit | {\"limit\":0}"
            })
    void aMemberThatMeansNothingIsNamed(String list, String member, String body) {
        var answer = search(list, ProductClient.ADMINISTRATOR, body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(ProductClient.JSON.readTree(answer.body()).at("/errors/0/member").asString())
                .isEqualTo(member);
    }

    @Test
    void aFileOfSubscriptionsHoldsWhatTheListHolds() {
        var found = Map.of("", 3, "&status=active", 2, "&status=canceled", 1, "&currency=USD", 0);
        for (var filter : found.keySet()) {
            var asked = "as_of=2025-06-30" + filter;
            var listed = new ArrayList<String>();
            product.get(LISTS + "subscriptions?" + asked)
                    .get("items")
                    .forEach(item -> listed.add(item.get("subscription_id").asString()));
            var path = LISTS + "subscriptions.csv?locale=en&" + asked;
            var file = product.call("GET", path, ProductClient.ADMINISTRATOR, null).body();

            var rows = TabledExample.rows(file, ',');

            assertThat(listed).as(filter).hasSize(found.get(filter));
            assertThat(rows.subList(1, rows.size()).stream().map(row -> row.get(1)))
                    .as(filter)
                    .containsExactlyElementsOf(listed);
        }
    }

    private static List<JsonNode> found(String list, String body) {
        var answer = search(list, ProductClient.ADMINISTRATOR, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        var items = new ArrayList<JsonNode>();
        ProductClient.JSON.readTree(answer.body()).get("items").forEach(items::add);
        return items;
    }

    private static HttpResponse<String> search(String list, String token, String body) {
        return product.call("POST", LISTS + list + "/search", token, body);
    }
}
