package io.emdia.bench;

import io.emdia.deliveries.Consumption;
import io.emdia.deliveries.Delivery;
import io.emdia.deliveries.DeliveryLog;
import io.emdia.deliveries.LogPosition;
import io.emdia.deliveries.LoggedDelivery;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import java.util.List;
import java.util.function.Function;

/**
 * Holds back what was appended until it is released, so that a full log can be measured. Not found
 * by the component scan: only who names it gets it.
 */
class HeldLog {

    private volatile Sinks.Empty<Void> released = released();

    private static Sinks.Empty<Void> released() {
        Sinks.Empty<Void> sink = Sinks.empty();
        sink.tryEmitEmpty().orThrow();
        return sink;
    }

    void hold() {
        released = Sinks.empty();
    }

    void release() {
        released.tryEmitEmpty().orThrow();
    }

    @Bean
    @Primary
    DeliveryLog heldDeliveryLog(
            @Qualifier("io.emdia.deliveries.KafkaDeliveryLog") DeliveryLog log) {
        return new Held(log);
    }

    private final class Held implements DeliveryLog {

        private final DeliveryLog log;

        private Held(DeliveryLog log) {
            this.log = log;
        }

        @Override
        public Mono<LogPosition> append(String partitionKey, Delivery delivery) {
            return log.append(partitionKey, delivery);
        }

        @Override
        public Consumption consume(
                String group, Function<List<LoggedDelivery>, Mono<Void>> handler) {
            return log.consume(
                    group,
                    batch ->
                            Mono.defer(() -> released.asMono())
                                    .then(Mono.defer(() -> handler.apply(batch))));
        }
    }
}
