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
 * A product that is broken on purpose: it answers a gateway first and appends a little later. Named
 * as a source of the application where it is wanted; no scan finds it.
 */
public class AcknowledgesBeforeAppend {

    private static final Duration LATER = Duration.ofMillis(300);
    private static final LogPosition ANYWHERE = new LogPosition(0, 0);

    @Bean
    @Primary
    DeliveryLog hastyLog(@Qualifier("io.emdia.deliveries.KafkaDeliveryLog") DeliveryLog log) {
        return new Hasty(log);
    }

    private record Hasty(DeliveryLog log) implements DeliveryLog {

        @Override
        public Mono<LogPosition> append(String partitionKey, Delivery delivery) {
            var _ = log.append(partitionKey, delivery).delaySubscription(LATER).subscribe();
            return Mono.just(ANYWHERE);
        }

        @Override
        public Consumption consume(
                String group, Function<List<LoggedDelivery>, Mono<Void>> handler) {
            return log.consume(group, handler);
        }
    }
}
