package io.emdia.processing;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;

import io.emdia.ProductClient;
import io.emdia.RunningProduct;
import io.emdia.deliveries.Bulletins;
import io.emdia.embedded.TestServers;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a preview tells is what the replay then does, and telling it changes nothing. */
class PreviewIntegrationTests {

    private static final String TOPIC = "emdia.deliveries";

    private static RunningProduct product;
    private static QuarantineBench bench;

    @BeforeAll
    static void start() {
        product = RunningProduct.start(MoodyGateway.class);
        bench = new QuarantineBench(product);
    }

    @AfterAll
    static void stop() {
        product.close();
    }

    @Test
    void figuresOfThePreviewAreThoseAfterTheReplayAndNothingIsWritten() {
        keepSome();
        var now = bench.figures("rehearsed", "BRL");
        var marks = new CopyOnWriteArrayList<String>();
        var listening =
                product.bean(Bulletins.class)
                        .marks()
                        .notes()
                        .subscribe(note -> marks.add(note.key()));
        var rows = bench.fingerprints();

        var told = bench.post("rehearsed", "/preview", "{\"gateway\":\"standard\"}");

        assertCounts(told);
        assertThat(told.at("/figures")).hasSize(2);
        assertThat(told.at("/figures/0/currency").asString()).isEqualTo("BRL");
        assertThat(told.at("/figures/0/before/delinquency/overdue_amount").asLong())
                .isEqualTo(10_000);
        assertThat(told.at("/figures/0/after/delinquency/overdue_amount").asLong())
                .isEqualTo(6_000);
        assertThat(QuarantineBench.headline(told.at("/figures/0/before"))).isEqualTo(now);
        assertThat(bench.fingerprints()).isEqualTo(rows);
        assertThat(marks).isEmpty();

        bench.post("rehearsed", "/replay", "{\"gateway\":\"standard\"}");

        for (var figures : told.at("/figures")) {
            var currency = figures.get("currency").asString();
            assertThat(bench.figures("rehearsed", currency))
                    .isEqualTo(QuarantineBench.headline(figures.get("after")))
                    .isNotEqualTo(QuarantineBench.headline(figures.get("before")));
        }
        ProductClient.await(() -> marks.contains("rehearsed"));
        assertThat(bench.fingerprints()).isNotEqualTo(rows);
        listening.dispose();
    }

    private static void keepSome() {
        var connection = product.merchant("rehearsed");
        assertThat(
                        product.post(
                                connection,
                                "c0",
                                QuarantineBench.charge("C0", "A", 10_000, "BRL", 5)))
                .isEqualTo(200);
        product.awaitEvents("rehearsed", 1);
        keep(connection, "p0", QuarantineBench.payment("C0", 4_000, 1));
        keep(connection, "c1", QuarantineBench.charge("C1", "B", 30_000, "BRL", 7));
        keep(connection, "p1", QuarantineBench.payment("C1", 30_000, 2));
        keep(connection, "c2", QuarantineBench.charge("C2", "B", 500, "USD", 7));
        keep(connection, "bad", "{\"type\":1}");
    }

    private static void assertCounts(JsonNode told) {
        assertThat(told.at("/deliveries").asInt()).isEqualTo(5);
        assertThat(told.at("/readable").asInt()).isEqualTo(4);
        assertThat(told.at("/unreadable")).hasSize(1);
        assertThat(told.at("/unreadable/0/reason").asString()).isEqualTo("type must be a string");
        assertThat(told.at("/charges").asInt()).isEqualTo(3);
    }

    @Test
    void aPreviewOfOneAndOfWhatIsKnownAlreadyChangesNoCharge() {
        var connection = product.merchant("known-already");
        var charge = QuarantineBench.charge("C0", "A", 10_000, "BRL", 5);
        assertThat(product.post(connection, "c0", charge)).isEqualTo(200);
        product.awaitEvents("known-already", 1);
        var id = bench.keep("known-already", connection, "c0", charge, "old code");

        var told = bench.post("known-already", "/" + id + "/preview", null);

        assertThat(told.at("/readable").asInt()).isEqualTo(1);
        assertThat(told.at("/charges").asInt()).isZero();
        assertThat(told.at("/figures/0/currency").asString()).isEqualTo("BRL");
        assertThat(QuarantineBench.headline(told.at("/figures/0/after")))
                .isEqualTo(QuarantineBench.headline(told.at("/figures/0/before")));
    }

    @Test
    void aMerchantWithoutAnyFiguresHasAPreviewToo() {
        var connection = product.merchant("empty");
        var id = bench.keep("empty", connection, "x", "{}", "old code");

        var told = bench.post("empty", "/" + id + "/preview", null);

        assertThat(told.at("/unreadable/0/id").asString()).isEqualTo(id);
        assertThat(told.at("/figures")).isEmpty();
    }

    @Test
    void whatIsKeptOutlivesTheLog() throws Exception {
        product.merchant("trimmed");
        var connection = product.connection("trimmed", MoodyGateway.NAME, "any");
        MoodyGateway.hasLearned = false;
        var charge = QuarantineBench.charge("C0", "A", 10_000, "BRL", 5);
        assertThat(post(connection, "c0", charge).statusCode()).isEqualTo(200);
        ProductClient.await(() -> !bench.get("trimmed", "").get("items").isEmpty());
        assertThat(bench.get("trimmed", "").at("/items/0/reason").asString())
                .isEqualTo(MoodyGateway.REASON);
        trimTheWholeLog();

        MoodyGateway.hasLearned = true;
        var told = bench.post("trimmed", "/preview", "{\"gateway\":\"moody\"}");
        bench.post("trimmed", "/replay", "{\"gateway\":\"moody\"}");

        assertThat(told.at("/charges").asInt()).isEqualTo(1);
        assertThat(bench.figures("trimmed", "BRL"))
                .containsEntry("/delinquency/overdue_amount", "10000");
    }

    private static HttpResponse<String> post(String connection, String id, String body) {
        return product.post(connection, body, "none", Map.of("webhook-id", id));
    }

    private static void trimTheWholeLog() throws Exception {
        try (var admin = Admin.create(new HashMap<>(TestServers.brokers().clientProperties()))) {
            var partitions = partitions(admin);
            var all = RecordsToDelete.beforeOffset(-1);
            var _ =
                    admin.deleteRecords(partitions.stream().collect(toMap(one -> one, _ -> all)))
                            .all()
                            .get();
            var starts = offsets(admin, partitions, OffsetSpec.earliest());
            assertThat(starts).isEqualTo(offsets(admin, partitions, OffsetSpec.latest()));
            assertThat(starts.values()).anyMatch(offset -> offset > 0);
        }
    }

    private static List<TopicPartition> partitions(Admin admin) throws Exception {
        var topic = admin.describeTopics(List.of(TOPIC)).allTopicNames().get().get(TOPIC);
        return requireNonNull(topic).partitions().stream()
                .map(one -> new TopicPartition(TOPIC, one.partition()))
                .toList();
    }

    private static Map<TopicPartition, Long> offsets(
            Admin admin, List<TopicPartition> partitions, OffsetSpec at) throws Exception {
        var asked = partitions.stream().collect(toMap(one -> one, _ -> at));
        return admin.listOffsets(asked).all().get().entrySet().stream()
                .collect(toMap(Map.Entry::getKey, one -> one.getValue().offset()));
    }

    private static void keep(String connection, String eventId, String body) {
        var _ = bench.keep("rehearsed", connection, eventId, body, "read by older code");
    }
}
