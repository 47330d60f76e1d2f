package io.emdia.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.ProductClient;
import io.emdia.RunningProduct;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Drives marked persons and secrets through every way in and out, well-formed and not. */
final class CanaryDrive {

    static final String MERCHANT = "canary";
    static final String NAME = "Zuleica Canarinho";
    static final String CPF = "28435916073";
    static final String CARD = "4539578763621486";
    static final int SCENES = 12;

    private static final int KEPT_MIN = 20;
    private static final ZoneId ZONE = ZoneId.of("America/Sao_Paulo");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String EMAIL = "zuleica@marca-quente.example";
    private static final String PHONE = "+5511987650417";
    private static final String SECRET = "Segredinho-de-um-gateway-marcado";

    /** What a body may say where a reader expects something else. */
    private static final List<String> PERSONAL = List.of(NAME, EMAIL, PHONE, CPF, CARD);

    /** What was answered that must not tell of anybody. */
    final List<String> problems = new ArrayList<>();

    private final HttpClient http = HttpClient.newHttpClient();
    private final RunningProduct product;

    CanaryDrive(RunningProduct product) {
        this.product = product;
    }

    /** Everything, until all of it is applied or kept aside; answers a token that was used. */
    String through() throws IOException, InterruptedException {
        var standard = product.merchant(MERCHANT);
        var token = product.token(MERCHANT, "manager");
        everyGateway();
        standardEvents(standard);
        unreadable(standard);
        imports(standard, token);
        ProductClient.await(() -> keptAside() > KEPT_MIN);
        quarantine(token);
        questions(token);
        settle();
        return token;
    }

    private int keptAside() {
        return product.get(path("/quarantine?limit=200")).path("items").size();
    }

    private void everyGateway() throws IOException, InterruptedException {
        for (var dialect : Dialects.all(JSON, ZONE)) {
            var secret = dialect.secret(SECRET.getBytes(StandardCharsets.UTF_8));
            var connection = product.connection(MERCHANT, dialect.gateway(), secret);
            var street =
                    new Street(
                            List.of(subscriber(dialect)),
                            dialect.methods(),
                            Clock.systemUTC(),
                            ZONE,
                            7);
            for (var n = 0; n < SCENES; n++) {
                var letter = dialect.letter(street.next(), secret, Instant.now());
                if (letter != null) {
                    post(connection + letter.query(), letter.headers(), letter.body());
                }
            }
            for (var person : PERSONAL) {
                post(connection, Map.of("asaas-access-token", secret), wrong(person));
            }
        }
    }

    private static Subscriber subscriber(Dialect dialect) {
        var plan = new Subscriber.Plan("Plan", 9_900);
        var never = LocalDate.of(9999, 1, 1);
        return new Subscriber(
                "c-canary",
                NAME,
                plan,
                plan,
                dialect.methods().iterator().next(),
                10,
                5,
                LocalDate.now(ZONE).minusMonths(3),
                never,
                never,
                never,
                false,
                never);
    }

    private void standardEvents(String connection) {
        var person =
                """
                "customer_id":"c-1","name":"%s","email":"%s","phone":"%s","document":"%s"\
                """
                        .formatted(NAME, EMAIL, PHONE, CPF);
        ok(connection, "ev-1", event("customer.upserted", person));
        ok(
                connection,
                "ev-2",
                event(
                        "charge.upserted",
                        """
                        "charge_id":"ch-1","customer_id":"c-1","amount":1000,"currency":"BRL",\
                        "method":"pix","issued_on":"2025-01-01","due_on":"2025-01-10"\
                        """));
    }

    private void ok(String connection, String id, String body) {
        assertThat(product.post(connection, id, body)).isEqualTo(200);
    }

    /** Authentic, but nothing that can be read. */
    private void unreadable(String connection) {
        var number = 0;
        for (var person : PERSONAL) {
            for (var body : misplaced(person)) {
                ok(connection, "bad-" + number++, body);
            }
            var forged = product.post(connection, event(person, ""), "v1,AAAA", Map.of());
            assertThat(forged.statusCode()).isEqualTo(401);
            problems.add(forged.body());
        }
    }

    private static List<String> misplaced(String person) {
        var charge =
                """
                "charge_id":"ch-x","customer_id":"c-1","amount":%s,"currency":"%s",\
                "method":"%s","issued_on":"%s","due_on":"2025-01-10"\
                """;
        return List.of(
                event(
                        "charge.upserted",
                        charge.formatted("\"" + person + "\"", "BRL", "pix", "2025-01-01")),
                event("charge.upserted", charge.formatted("1", person, "pix", "2025-01-01")),
                event("charge.upserted", charge.formatted("1", "BRL", person, "2025-01-01")),
                event("charge.upserted", charge.formatted("1", "BRL", "pix", person)),
                event(person, charge.formatted("1", "BRL", "pix", "2025-01-01")),
                event("customer.upserted", "\"customer_id\":{\"name\":\"" + person + "\"}"),
                event("customer.upserted", "\"customer_id\":\"c\",\"name\":[\"" + person + "\"]"),
                "{\"type\":\"charge.upserted\",\"data\":{\"name\":\"" + person,
                "{\"type\":\"charge.upserted\",\"" + person + "\":" + "[".repeat(2_000),
                "name=" + person,
                person);
    }

    private static byte[] wrong(String person) {
        return """
        {"id":"%s","event":"PAYMENT_CREATED","dateCreated":"%s","payment":{"id":"%s","value":"%s"}}
        """
                .formatted(person, person, person, person)
                .getBytes(StandardCharsets.UTF_8);
    }

    private void imports(String connection, String token) throws IOException, InterruptedException {
        var lines = new StringBuilder();
        var number = 0;
        for (var person : PERSONAL) {
            for (var body : misplaced(person)) {
                lines.append("{\"id\":\"im-").append(number++).append("\",");
                lines.append(body.startsWith("{") ? body.substring(1) : body).append('\n');
            }
        }
        var answer =
                call("POST", path("/imports?connection_id=" + connection), token, lines.toString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        problems.add(answer.body());
        ProductClient.await(
                () ->
                        product.get(path("/imports"))
                                .at("/items/0/status")
                                .asString()
                                .equals("finished"));
        problems.add(product.get(path("/imports")).toString());
    }

    private void quarantine(String token) throws IOException, InterruptedException {
        for (var item : product.get(path("/quarantine?limit=200")).path("items")) {
            problems.add(item.toString());
            var one = path("/quarantine/" + item.path("id").asString());
            problems.add(call("GET", one, token, null).body());
            problems.add(call("POST", one + "/preview", token, null).body());
            problems.add(call("POST", one + "/replay", token, null).body());
        }
        problems.add(
                call("POST", path("/quarantine/discard"), token, "{\"gateway\":\"asaas\"}").body());
    }

    private void questions(String token) throws IOException, InterruptedException {
        for (var person : PERSONAL) {
            var asked = "{\"q\":\"" + person + "\"}";
            for (var list :
                    List.of("/customers/search", "/charges/search", "/subscriptions/search")) {
                var _ = call("POST", path(list), token, asked);
                refused("POST", path(list), token, "{\"limit\":\"" + person + "\"}");
                refused("POST", path(list), token, "{\"q\":[\"" + person + "\"");
            }
            refused("PATCH", path(""), token, "{\"time_zone\":\"" + person + "\"}");
            refused("POST", path("/connections"), token, "{\"gateway\":\"" + person + "\"}");
            refused("GET", path("/kpis"), person.replaceAll("[^A-Za-z0-9]", ""), null);
        }
        for (var csv : List.of("/customers.csv", "/charges.csv", "/subscriptions.csv")) {
            assertThat(call("GET", path(csv), token, null).statusCode()).isEqualTo(200);
        }
    }

    private void refused(String method, String path, String token, @Nullable String body)
            throws IOException, InterruptedException {
        var answer = call(method, path, token, body);
        if (answer.statusCode() >= 400) {
            problems.add(answer.body());
        }
    }

    private HttpResponse<String> call(
            String method, String path, String token, @Nullable String body)
            throws IOException, InterruptedException {
        return product.call(method, path, token, body);
    }

    private void post(String ending, Map<String, String> headers, byte[] body)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(product.at("/webhooks/" + ending))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 400) {
            problems.add(answer.body());
        }
    }

    /** Everything that was told is applied or kept aside. */
    private void settle() {
        ProductClient.await(this::isSettled);
    }

    private boolean isSettled() {
        return product.call("GET", "/actuator/prometheus", ProductClient.ADMINISTRATOR, null)
                .body()
                .lines()
                .filter(line -> line.startsWith("emdia_log_lag"))
                .allMatch(line -> line.endsWith(" 0.0"));
    }

    private static String path(String ending) {
        return "/v1/merchants/" + MERCHANT + ending;
    }

    private static String event(String type, String data) {
        return "{\"type\":\"%s\",\"timestamp\":\"2025-06-30T12:00:00Z\",\"data\":{%s}}"
                .formatted(type, data);
    }
}
