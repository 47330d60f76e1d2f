package io.emdia.faults;

import io.emdia.deliveries.Consumption;
import io.emdia.deliveries.Delivery;
import io.emdia.deliveries.DeliveryLog;
import io.emdia.deliveries.LogPosition;
import io.emdia.deliveries.LoggedDelivery;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

import reactor.core.publisher.Mono;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * A product that is broken on purpose: it takes a batch for applied as soon as it has it, and
 * applies it a little later. Named as a source of the application where it is wanted; no scan finds
 * it.
 */
public class CommitsOffsetsFirst {

    private static final Duration LATER = Duration.ofMillis(300);

    @Bean
    @Primary
    DeliveryLog forgetfulLog(@Qualifier("io.emdia.deliveries.KafkaDeliveryLog") DeliveryLog log) {
        return new Forgetful(log);
    }

    private record Forgetful(DeliveryLog log) implements DeliveryLog {

        @Override
        public Mono<LogPosition> append(String partitionKey, Delivery delivery) {
            return log.append(partitionKey, delivery);
        }

        @Override
        public Consumption consume(
                String group, Function<List<LoggedDelivery>, Mono<Void>> handler) {
            return log.consume(group, batch -> later(handler.apply(batch)));
        }

        private static Mono<Void> later(Mono<Void> handling) {
            var _ = handling.delaySubscription(LATER).subscribe();
            return Mono.empty();
        }
    }
}
