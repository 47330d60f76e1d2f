package io.emdia.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.database.Query;
import io.emdia.database.Scope;
import io.r2dbc.spi.Readable;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

class TestServersIntegrationTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void aFreshDatabaseAnswersAsTheUnprivilegedRole() {
        var fresh = TestServers.freshDatabase();

        var user =
                fresh.database()
                        .read(
                                Scope.DIRECTORY,
                                connection ->
                                        Query.on(connection, "select current_user::text")
                                                .row(TestServersIntegrationTests::text))
                        .block(PATIENCE);

        assertThat(user).isEqualTo("emdia");
    }

    @Test
    void theBrokerKeepsWhatWasSent() throws Exception {
        var topic = new NewTopic("servers-for-tests", 1, (short) 1);
        var properties = new HashMap<>(TestServers.brokers().clientProperties());
        try (var admin = Admin.create(properties)) {
            admin.createTopics(List.of(topic)).all().get(20, TimeUnit.SECONDS);
        }

        var strings = new StringSerializer();
        try (var producer = new KafkaProducer<>(properties, strings, strings)) {
            producer.send(new ProducerRecord<>(topic.name(), "k", "v")).get(20, TimeUnit.SECONDS);
        }

        assertThat(first(properties, topic.name())).isEqualTo("v");
    }

    private static String text(Readable row) {
        return Objects.requireNonNull(row.get(0, String.class));
    }

    private static String first(Map<String, Object> properties, String topic) {
        var strings = new StringDeserializer();
        try (var consumer = new KafkaConsumer<>(properties, strings, strings)) {
            var partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            return consumer.poll(PATIENCE).iterator().next().value();
        }
    }
}
