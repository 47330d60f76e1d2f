package io.emdia.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.Marks;
import io.emdia.ProductClient;
import io.emdia.RunningProduct;
import io.emdia.embedded.TestServers;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.core.env.Environment;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;

/**
 * Marked persons and secrets are driven through every way in and out, well-formed and not; then
 * their marks are looked for wherever they must not be: log, topics, tables, metrics, problems.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CanaryIntegrationTests {

    private static final Duration QUIET = Duration.ofSeconds(1);

    private RunningProduct product;
    private HeardLog log;
    private CanaryDrive driven;
    private Marks marks;

    @BeforeAll
    void drive() throws Exception {
        product = RunningProduct.start(HeardLog.class);
        log = product.bean(HeardLog.class);
        driven = new CanaryDrive(product);
        marks =
                new Marks(
                        "Canarinho",
                        "canarinho",
                        "marca-quente",
                        "987650417",
                        CanaryDrive.CPF,
                        CanaryDrive.CARD,
                        "Segredinho",
                        driven.through());
    }

    @AfterAll
    void stop() {
        product.close();
        log.stop();
    }

    @Test
    void noLineOfTheLogTellsOfThem() {
        assertThat(log.lines()).isNotEmpty();
        assertThat(marks.in("log", String.join("\n", log.lines()))).isEmpty();
    }

    @Test
    void noProblemBodyTellsOfThem() {
        assertThat(driven.problems).isNotEmpty();
        for (var problem : driven.problems) {
            assertThat(marks.in("problem", problem)).isEmpty();
        }
    }

    @Test
    void noMetricTellsOfThem() {
        var page = product.call("GET", "/actuator/prometheus", ProductClient.ADMINISTRATOR, null);

        assertThat(page.body()).contains("emdia_");
        assertThat(marks.in("metrics", page.body())).isEmpty();
    }

    @Test
    void noRecordOfAnyTopicTellsOfThem() {
        var records = 0;
        var found = new ArrayList<String>();
        try (var consumer = consumer()) {
            var ends = consumer.endOffsets(consumer.assignment());
            while (ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (var record : consumer.poll(QUIET)) {
                    records++;
                    found.addAll(seen(record.topic(), record.key()));
                    found.addAll(seen(record.topic(), record.value()));
                    record.headers()
                            .forEach(one -> found.addAll(seen(record.topic(), one.value())));
                }
            }
        }
        assertThat(records).isGreaterThan(CanaryDrive.SCENES);
        assertThat(found).isEmpty();
    }

    @Test
    void noColumnOfAnyTableTellsOfThem() throws SQLException {
        assertThat(dumped()).isEmpty();
    }

    @Test
    void aMarkInATableOrALogLineWouldBeSeen() throws SQLException {
        try (var owner = owner();
                var statement = owner.createStatement()) {
            see(statement);
            statement.execute("update merchant set name = '" + CanaryDrive.NAME + "'");
            assertThat(dumped()).isNotEmpty();
            statement.execute("update merchant set name = 'canary'");
        }
        assertThat(marks.in("log", "a line about " + CanaryDrive.NAME)).isNotEmpty();
    }

    private List<String> dumped() throws SQLException {
        var found = new ArrayList<String>();
        try (var owner = owner();
                var statement = owner.createStatement()) {
            see(statement);
            for (var table : tables(statement)) {
                var rows = statement.executeQuery("select t::text from " + table + " t");
                while (rows.next()) {
                    found.addAll(marks.in(table, rows.getString(1)));
                }
            }
        }
        return found;
    }

    /** As the walls between merchants demand even of the tables' owner. */
    private static void see(Statement statement) throws SQLException {
        statement.execute("select set_config('emdia.merchants', '{canary,\"\"}', false)");
    }

    private static List<String> tables(Statement statement) throws SQLException {
        var tables = new ArrayList<String>();
        var rows =
                statement.executeQuery(
                        "select quote_ident(tablename) from pg_tables where schemaname = 'public'");
        while (rows.next()) {
            tables.add(rows.getString(1));
        }
        return tables;
    }

    private java.sql.Connection owner() throws SQLException {
        var settings = product.bean(Environment.class);
        return DriverManager.getConnection(
                Objects.requireNonNull(settings.getProperty("spring.flyway.url")),
                settings.getProperty("spring.flyway.user"),
                settings.getProperty("spring.flyway.password"));
    }

    private List<String> seen(String topic, byte @Nullable [] bytes) {
        return bytes == null ? List.of() : marks.in(topic, bytes);
    }

    private static KafkaConsumer<byte[], byte[]> consumer() {
        var properties = new HashMap<>(TestServers.brokers().clientProperties());
        var consumer =
                new KafkaConsumer<>(
                        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        var partitions =
                consumer.listTopics().entrySet().stream()
                        .filter(topic -> topic.getKey().startsWith("emdia."))
                        .flatMap(topic -> topic.getValue().stream())
                        .map(at -> new TopicPartition(at.topic(), at.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer;
    }
}
