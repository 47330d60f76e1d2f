package io.emdia;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.database.Database;
import io.emdia.database.Query;
import io.emdia.database.Scope;
import io.r2dbc.spi.Connection;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import reactor.core.publisher.Mono;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Files for spreadsheets, as their readers get them. */
class TablesIntegrationTests {

    private static final int MANY = Integer.getInteger("emdia.tables.rows", 100_000);
    private static final int READERS = 20;
    private static final int TASTE = 16 * 1024;
    private static final int MILLIS_MAX = 60_000;
    private static final String CHARGES = "/v1/merchants/acme/charges.csv";

    /** Copies of one charge, as any store of so many would hold them. */
    private static final String COPY =
            """
            insert into charge
            select copied.*
            from charge as one, generate_series(1, $2) as n,
                 jsonb_populate_record(one,
                     jsonb_build_object('charge_id', 'copy-' || lpad(n::text, 7, '0'))) as copied
            where one.merchant_id = $1\
            """;

    private static final String DUE =
            """
            update charge set effective_due_on = $3 where merchant_id = $1 and charge_id = $2\
            """;

    private static final Pattern HELD =
            Pattern.compile("emdia_pool_connections\\{state=\"(?:acquired|pending)\"} ([0-9.E]+)");

    private static RunningProduct product;
    private static String connection;

    @BeforeAll
    static void start() {
        product =
                RunningProduct.start(
                        Map.of(
                                "emdia.audit.enabled",
                                "false",
                                "emdia.shares.downloads",
                                String.valueOf(READERS)));
        connection = TabledExample.postedTo(product, "acme");
    }

    @AfterAll
    static void stop() {
        product.close();
    }

    @Test
    void aTableHoldsWhatTheListHolds() {
        var filters =
                List.of(
                        "as_of=2025-06-30",
                        "as_of=2025-06-30&status=overdue",
                        "as_of=2025-06-10&customer_id=A",
                        "as_of=2025-06-30&due_from=2025-06-05&due_to=2025-06-20",
                        "as_of=2025-07-30&doubtful=true",
                        "as_of=2025-07-30&doubtful=false",
                        "status=canceled&customer_id=nobody");
        for (var filter : filters) {
            var listed = new ArrayList<List<String>>();
            product.get("/v1/merchants/acme/charges?limit=500&" + filter)
                    .get("items")
                    .forEach(item -> listed.add(shown(item)));

            var rows = TabledExample.rows(get(CHARGES + "?locale=en&" + filter).body(), ',');

            assertThat(rows.subList(1, rows.size()).stream().map(TablesIntegrationTests::shown))
                    .as(filter)
                    .containsExactlyInAnyOrderElementsOf(listed);
        }
    }

    /** The members that need no care. */
    private static List<String> shown(JsonNode item) {
        return List.of(
                item.get("charge_id").asString(),
                item.get("status").asString(),
                item.get("effective_due_on").asString(),
                item.get("days_overdue").asString(),
                decimal(item.get("amount").asLong()),
                decimal(item.get("open_amount").asLong()));
    }

    private static List<String> shown(List<String> row) {
        return List.of(row.get(1), row.get(6), row.get(9), row.get(10), row.get(12), row.get(13));
    }

    private static String decimal(long cents) {
        return BigDecimal.valueOf(cents, 2).toPlainString();
    }

    @Test
    void aBrazilianFileIsWhatABrazilianSpreadsheetOpens() {
        var answer = get(CHARGES + "?as_of=2025-06-30&customer_id=A&due_to=2025-05-31");

        assertThat(answer.headers().firstValue("Content-Type")).contains("text/csv;charset=UTF-8");
        assertThat(answer.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"acme-charges-2025-06-30.csv\"");
        assertThat(answer.body())
                .isEqualTo(
                        """
                        \uFEFFConexão;Cobrança;Cliente;Nome do cliente;Assinatura;Meio;Situação;\
                        Emissão;Vencimento;Vencimento efetivo;Dias de atraso;Moeda;Valor;\
                        Em aberto;Pago;Estornado;Duvidosa\r
                        %s;C1;A;"'=cmd|'/c calc'!A1;""Ação""\";;boleto;paid;01/05/2025;10/05/2025;\
                        12/05/2025;0;BRL;100,00;0,00;100,00;0,00;não\r
                        """
                                .formatted(connection));
    }

    @Test
    void theReadersLanguageCountsWhenNoneIsAskedFor() {
        var path = CHARGES + "?as_of=2025-06-30&customer_id=B";

        try (var lines = product.stream(path, "Accept-Language", "en-GB,pt;q=0.3").body()) {
            assertThat(lines.findFirst().orElseThrow()).startsWith("Connection,Charge,");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status=lost",
                "due_from=2025-02-30",
                "due_to=tomorrow",
                "as_of=x",
                "doubtful=maybe",
                "locale=de"
            })
    void aParameterThatMeansNothingIsNamed(String parameter) {
        var answer = get(CHARGES + "?" + parameter);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type"))
                .contains("application/problem+json");
        assertThat(ProductClient.JSON.readTree(answer.body()).at("/errors/0/member").asString())
                .isEqualTo(parameter.substring(0, parameter.indexOf('=')));
    }

    @Test
    void viewersMayReadAndOthersSeeNothing() {
        product.merchant("other");
        var viewer = product.token("acme", "viewer");
        var stranger = product.token("other", "manager");

        assertThat(product.call("GET", CHARGES, viewer, null).statusCode()).isEqualTo(200);
        assertThat(product.call("GET", CHARGES, stranger, null).statusCode()).isEqualTo(404);
        assertThat(product.call("GET", CHARGES, "nonsense", null).statusCode()).isEqualTo(401);
    }

    @Test
    void aHundredThousandRowsAreEachThereOnceWhateverChangesMeanwhile() {
        crowd("crowded");

        try (var lines = product.stream("/v1/merchants/crowded/charges.csv").body()) {
            var rows = lines.iterator();
            var heading = rows.next();
            var seen = new ArrayList<String>();
            seen.add(id(rows.next()));
            ProductClient.await(() -> held() == 0);
            // What was sent falls due last, what is far ahead falls due first.
            due("crowded", 1, LocalDate.of(2030, 1, 2));
            due("crowded", MANY, LocalDate.of(2020, 1, 2));
            rows.forEachRemaining(row -> seen.add(id(row)));

            assertThat(heading).startsWith("\uFEFFConexão;");
            assertThat(seen).hasSize(MANY + 1).doesNotHaveDuplicates().isSorted();
        }
    }

    @Test
    void readersThatStopOrGoAwayHoldNoConnection() throws Exception {
        crowd("left");

        var readers = new ArrayList<Socket>();
        for (var reader = 0; reader < READERS; reader++) {
            readers.add(ask("left"));
        }
        for (var reader : readers) {
            assertThat(reader.getInputStream().readNBytes(TASTE)).hasSize(TASTE);
        }
        ProductClient.await(() -> held() == 0);
        for (var reader : readers) {
            reader.setSoLinger(true, 0);
            reader.close();
        }
        ProductClient.await(() -> held() == 0);

        assertThat(product.get("/v1/merchants/left/charges?limit=1").get("items")).hasSize(1);
    }

    /** A merchant with very many charges. */
    private static void crowd(String merchant) {
        var its = product.merchant(merchant);
        var charge = WorkedExample.posts().getFirst();
        assertThat(product.post(its, charge.id(), charge.body())).isEqualTo(200);
        product.awaitEvents(merchant, 1);
        write(merchant, unit -> Query.on(unit, COPY).with(merchant).with(MANY).run());
    }

    private static void due(String merchant, int copy, LocalDate day) {
        write(
                merchant,
                unit ->
                        Query.on(unit, DUE)
                                .with(merchant)
                                .with("copy-%07d".formatted(copy))
                                .with(day)
                                .run());
    }

    private static void write(String merchant, Function<Connection, Mono<Void>> work) {
        product.bean(Database.class).write(Scope.of(merchant), work).block(ProductClient.PATIENCE);
    }

    private static String id(String row) {
        return row.split(";", 3)[1];
    }

    /** A request whose answer is read by the caller. */
    private static Socket ask(String merchant) throws IOException {
        var at = product.at("/");
        var socket = new Socket();
        socket.setReceiveBufferSize(TASTE);
        socket.setSoTimeout(MILLIS_MAX);
        socket.connect(new InetSocketAddress(at.getHost(), at.getPort()));
        var request =
                """
                GET /v1/merchants/%s/charges.csv HTTP/1.1\r
                Host: localhost\r
                Authorization: Bearer %s\r
                \r
                """
                        .formatted(merchant, ProductClient.ADMINISTRATOR);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** Connections of the pool that somebody holds or waits for. */
    private static double held() {
        var metrics =
                product.call("GET", "/actuator/prometheus", ProductClient.ADMINISTRATOR, null);
        var sizes = HELD.matcher(metrics.body()).results().toList();
        assertThat(sizes).as("the pool is measured").hasSize(2);
        return sizes.stream().mapToDouble(size -> Double.parseDouble(size.group(1))).sum();
    }

    private static HttpResponse<String> get(String path) {
        return product.call("GET", path, ProductClient.ADMINISTRATOR, null);
    }
}
