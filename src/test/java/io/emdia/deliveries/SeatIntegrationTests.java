package io.emdia.deliveries;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.embedded.TestServers;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import reactor.core.publisher.Mono;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A node that has a seat need not wait until its former self is taken for dead. */
class SeatIntegrationTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(200);

    /** A former self is taken for dead long after the test. */
    private static final Map<String, String> SESSION = Map.of("consumer.session-timeout", "60s");

    private static final Duration LONG_ENOUGH = Duration.ofSeconds(4);

    private record Seated(@Nullable String seat) implements Brokers {

        @Override
        public Map<String, Object> clientProperties() {
            return TestServers.brokers().clientProperties();
        }

        @Override
        public boolean isSingle() {
            return true;
        }
    }

    @Test
    void aSeatIsTakenFromAMemberThatSaysNothing() throws Exception {
        assertThat(isReadBesideASilentMember(new Seated("seat"), PATIENCE)).isTrue();
    }

    @Test
    void withoutASeatTheSilentMemberIsWaitedFor() throws Exception {
        assertThat(isReadBesideASilentMember(new Seated(null), LONG_ENOUGH)).isFalse();
    }

    private static boolean isReadBesideASilentMember(Brokers brokers, Duration within)
            throws InterruptedException {
        try (var log = KafkaLog.open(brokers, SESSION);
                var silent = new KafkaConsumer<Object, Object>(log.member("group"))) {
            silent.subscribe(List.of(log.topics().deliveries()));
            var deadline = System.nanoTime() + PATIENCE.toNanos();
            while (silent.assignment().isEmpty() && System.nanoTime() < deadline) {
                var _ = silent.poll(POLL);
            }
            assertThat(silent.assignment()).isNotEmpty();

            return isRead(log, within);
        }
    }

    private static boolean isRead(KafkaLog log, Duration within) throws InterruptedException {
        var read = new CountDownLatch(1);
        var consumption = log.log().consume("group", _ -> Mono.<Void>fromRunnable(read::countDown));
        consumption.start();
        try {
            log.log().append("key", delivery()).block(PATIENCE);
            return read.await(within.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            consumption.drain(POLL).block(PATIENCE);
        }
    }

    private static Delivery delivery() {
        var body = "body".getBytes(StandardCharsets.UTF_8);
        return new Delivery("merchant", "connection", "standard", Map.of(), "", body);
    }
}
