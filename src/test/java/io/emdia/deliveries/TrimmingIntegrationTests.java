package io.emdia.deliveries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import static java.util.Objects.requireNonNull;

import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

class TrimmingIntegrationTests {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration DRAIN = Duration.ofSeconds(10);

    private final KafkaLog kafka =
            KafkaLog.open(
                    Map.of(
                            "topics.partitions-alone", "1",
                            "topics.retention", "1ms",
                            "topics.trim-every", "1h"));
    private final TopicPartition partition = new TopicPartition(kafka.topics().deliveries(), 0);

    @AfterEach
    void close() {
        kafka.close();
    }

    @Test
    void onlyAppliedDeliveriesPastTheirRetentionAreRemoved() {
        append(20);
        consumeAll(20);
        append(5);

        kafka.kafkaLog().refreshLags().block(PATIENCE);
        kafka.trimming().trim(kafka.kafkaLog().appliedByAll()).block(PATIENCE);

        assertThat(logStart()).isEqualTo(20);
        assertThat(consumeAll(5)).isEqualTo(5);
    }

    @Test
    void aLogThatWasCutBeforeItWasAppliedRaisesAnAlarm() {
        append(10);
        consumeAll(10);
        append(10);
        kafka.asking()
                .ask(
                        admin ->
                                admin.deleteRecords(
                                                Map.of(partition, RecordsToDelete.beforeOffset(15)))
                                        .all())
                .block(PATIENCE);

        assertThat(consumeAll(5)).isEqualTo(5);

        assertThat(kafka.counted("emdia.log.skipped.records")).isGreaterThanOrEqualTo(5);
    }

    private void append(int count) {
        var delivery = new Delivery("acme", "c1", "standard", Map.of(), "", new byte[10]);
        Flux.range(0, count)
                .concatMap(_ -> kafka.log().append("k", delivery))
                .then()
                .block(PATIENCE);
    }

    private int consumeAll(int expected) {
        var read = new AtomicInteger();
        var consumption =
                kafka.log()
                        .consume(
                                "g",
                                batch -> Mono.fromRunnable(() -> read.addAndGet(batch.size())));
        consumption.start();
        await().atMost(PATIENCE).until(() -> read.get() >= expected);
        consumption.drain(DRAIN).block(PATIENCE);
        return read.get();
    }

    private long logStart() {
        var start =
                kafka.asking()
                        .ask(
                                admin ->
                                        GroupLag.offsets(
                                                admin, List.of(partition), OffsetSpec.earliest()))
                        .block(PATIENCE);
        return requireNonNull(requireNonNull(start).get(partition)).offset();
    }
}
