package io.emdia.deliveries;

import static org.assertj.core.api.Assertions.assertThat;

import com.yammer.metrics.core.Timer;

import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.server.metrics.KafkaYammerMetrics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** On the one broker in the process an append is on the disk before it is acknowledged. */
class FlushIntegrationTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int APPENDS = 20;

    private KafkaLog log;

    @BeforeEach
    void open() {
        log = KafkaLog.open();
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void eachAcknowledgedAppendWasFlushed() {
        assertThat(appendsWithoutAFlush()).isZero();
    }

    @Test
    void aTopicThatIsNotFlushedIsNoticed() {
        neverFlush();

        // The broker hears of the change a moment later, and flushes logs of its own at times.
        assertThat(appendsWithoutAFlush()).isGreaterThan(APPENDS / 2);
    }

    /** One after the other, so that no flush can serve two. */
    private int appendsWithoutAFlush() {
        var without = 0;
        for (var number = 0; number < APPENDS; number++) {
            var before = flushes();
            var appended = log.log().append("key", delivery(number)).block(PATIENCE);
            assertThat(appended).isNotNull();
            without += flushes() == before ? 1 : 0;
        }
        return without;
    }

    private static Delivery delivery(int number) {
        var body = ("body " + number).getBytes(StandardCharsets.UTF_8);
        return new Delivery("merchant", "connection", "standard", Map.of(), "", body);
    }

    private void neverFlush() {
        var topic = new ConfigResource(ConfigResource.Type.TOPIC, log.topics().deliveries());
        var off =
                new AlterConfigOp(
                        new ConfigEntry(TopicConfig.FLUSH_MESSAGES_INTERVAL_CONFIG, ""),
                        AlterConfigOp.OpType.DELETE);
        log.asking()
                .ask(admin -> admin.incrementalAlterConfigs(Map.of(topic, List.of(off))).all())
                .block(PATIENCE);
    }

    /** Of all logs of the broker; nobody else appends meanwhile. */
    private static long flushes() {
        return KafkaYammerMetrics.defaultRegistry().allMetrics().entrySet().stream()
                .filter(metric -> metric.getKey().getName().equals("LogFlushRateAndTimeMs"))
                .mapToLong(metric -> ((Timer) metric.getValue()).count())
                .sum();
    }
}
