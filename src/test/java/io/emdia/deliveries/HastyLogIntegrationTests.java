package io.emdia.deliveries;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import reactor.core.publisher.Mono;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** A log that commits before the handler has finished: the contract must not let it pass. */
class HastyLogIntegrationTests {

    private final KafkaLog kafka = KafkaLog.open();

    @AfterEach
    void close() {
        kafka.close();
    }

    @Test
    void theContractCatchesALogThatCommitsTooSoon() {
        var hasty = new Hasty(kafka.log());

        assertThatThrownBy(hasty::whatWasNotFinishedComesToTheNextConsumer)
                .isInstanceOf(ConditionTimeoutException.class);
    }

    private record Hasty(DeliveryLog log) implements DeliveryLogContract, DeliveryLog {

        @Override
        public DeliveryLog log() {
            return this;
        }

        @Override
        public DeliveryLog anotherNode() {
            return this;
        }

        @Override
        public Duration patience() {
            return Duration.ofSeconds(6);
        }

        @Override
        public Mono<LogPosition> append(String partitionKey, Delivery delivery) {
            return log.append(partitionKey, delivery);
        }

        @Override
        public Consumption consume(
                String group, Function<List<LoggedDelivery>, Mono<Void>> handler) {
            return log.consume(
                    group, batch -> Mono.fromRunnable(() -> handler.apply(batch).subscribe()));
        }
    }
}
