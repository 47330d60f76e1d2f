package io.emdia.processing;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Objects.requireNonNull;

import io.emdia.ProductClient;
import io.emdia.RunningProduct;
import io.emdia.database.Database;
import io.emdia.database.Query;
import io.emdia.database.Row;
import io.emdia.deliveries.Delivery;
import io.emdia.deliveries.LogPosition;
import io.emdia.deliveries.LoggedDelivery;
import io.emdia.ledger.Scopes;
import io.r2dbc.spi.Connection;

import org.jspecify.annotations.Nullable;

import reactor.core.publisher.Mono;

import tools.jackson.databind.JsonNode;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** A product with things kept aside, as tests of the quarantine need it. */
final class QuarantineBench {

    static final ZoneId ZONE = ZoneId.of("America/Sao_Paulo");

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String TABLES =
            """
            select table_name::text as name from information_schema.tables
            where table_schema = 'public' and table_type = 'BASE TABLE'
              and table_name <> 'flyway_schema_history'
            """;
    private static final String FINGERPRINT =
            "select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as print from %s"
                    + " t";

    private static final AtomicLong OFFSETS = new AtomicLong(1_000_000);

    final RunningProduct product;

    QuarantineBench(RunningProduct product) {
        this.product = product;
    }

    /** Keeps one aside as code that could not read it would have; answers its id. */
    String keep(String merchant, String connection, String eventId, String body, String reason) {
        return keep(merchant, connection, eventId, body, reason, Instant.now());
    }

    String keep(
            String merchant,
            String connection,
            String eventId,
            String body,
            String reason,
            Instant recordedAt) {
        var delivery =
                new Delivery(
                        merchant,
                        connection,
                        "standard",
                        Map.of("webhook-id", eventId),
                        "",
                        body.getBytes(StandardCharsets.UTF_8));
        var position = new LogPosition(0, OFFSETS.incrementAndGet());
        product.bean(Keeping.class)
                .keep(new LoggedDelivery(delivery, position, recordedAt), reason)
                .block(PATIENCE);
        return get(merchant, "").at("/items/0/id").asString();
    }

    JsonNode get(String merchant, String path) {
        return product.get("/v1/merchants/" + merchant + "/quarantine" + path);
    }

    /** The answer of a call that must succeed. */
    JsonNode post(String merchant, String path, @Nullable String body) {
        var answer = call(merchant, path, body);
        assertThat(answer).as(path).startsWith("200 ");
        return ProductClient.JSON.readTree(answer.substring(4));
    }

    /** Status and body. */
    String call(String merchant, String path, @Nullable String body) {
        var answer =
                product.call(
                        "POST",
                        "/v1/merchants/" + merchant + "/quarantine" + path,
                        ProductClient.ADMINISTRATOR,
                        body);
        return answer.statusCode() + " " + answer.body();
    }

    /** Some headline figures as they are now, by where they stand in the document. */
    Map<String, String> figures(String merchant, String currency) {
        return headline(product.get("/v1/merchants/" + merchant + "/kpis?currency=" + currency));
    }

    static Map<String, String> headline(JsonNode document) {
        var figures = new TreeMap<String, String>();
        for (var member :
                List.of(
                        "/delinquency/rate",
                        "/delinquency/overdue_amount",
                        "/delinquency/receivable_amount",
                        "/delinquency/delinquent_customers",
                        "/collection/received_amount",
                        "/collection/average_days_late",
                        "/recovery/recovered_amount")) {
            assertThat(document.at(member).isMissingNode()).as(member).isFalse();
            figures.put(member, document.at(member).toString());
        }
        return figures;
    }

    /** Every row of every table, as one word a table. */
    Map<String, String> fingerprints() {
        var database = product.bean(Database.class);
        var everyone = requireNonNull(Scopes.all(database).block(PATIENCE));
        return requireNonNull(
                database.read(everyone, QuarantineBench::fingerprints).block(PATIENCE));
    }

    private static Mono<Map<String, String>> fingerprints(Connection unit) {
        return Query.on(unit, TABLES)
                .rows(row -> Row.text(row, "name"))
                .flatMapIterable(names -> names)
                .concatMap(table -> fingerprint(unit, table))
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    private static Mono<Map.Entry<String, String>> fingerprint(Connection unit, String table) {
        return Query.on(unit, FINGERPRINT.formatted(table))
                .row(row -> Map.entry(table, Row.text(row, "print")));
    }

    static LocalDate daysAgo(int days) {
        return LocalDate.now(ZONE).minusDays(days);
    }

    static String charge(String id, String customer, long amount, String currency, int dueDaysAgo) {
        return event(
                "charge.upserted",
                """
                "charge_id":"%s","customer_id":"%s","amount":%d,"currency":"%s",\
                "method":"credit_card","issued_on":"%s","due_on":"%s"\
                """
                        .formatted(
                                id,
                                customer,
                                amount,
                                currency,
                                daysAgo(dueDaysAgo + 1),
                                daysAgo(dueDaysAgo)));
    }

    static String payment(String charge, long amount, int daysAgo) {
        return event(
                "payment.succeeded",
                "\"charge_id\":\"%s\",\"payment_id\":\"p-%s\",\"amount\":%d,\"paid_on\":\"%s\""
                        .formatted(charge, charge, amount, daysAgo(daysAgo)));
    }

    static String event(String type, String data) {
        return "{\"type\":\"%s\",\"timestamp\":\"2025-06-30T12:00:00Z\",\"data\":{%s}}"
                .formatted(type, data);
    }
}
