package io.emdia.intake;

import io.emdia.deliveries.Consumption;
import io.emdia.deliveries.Delivery;
import io.emdia.deliveries.DeliveryLog;
import io.emdia.deliveries.LogPosition;
import io.emdia.deliveries.LoggedDelivery;

import reactor.core.publisher.Mono;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

/** Keeps what is appended; says what it is told to say. */
final class ListLog implements DeliveryLog {

    final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
    final List<String> keys = new CopyOnWriteArrayList<>();
    final AtomicInteger canceled = new AtomicInteger();
    volatile Supplier<Mono<LogPosition>> answer = () -> Mono.just(new LogPosition(0, 0));

    private final AtomicInteger asked = new AtomicInteger();

    /** How often it was asked to append. */
    int asked() {
        return asked.get();
    }

    @Override
    public Mono<LogPosition> append(String partitionKey, Delivery delivery) {
        asked.incrementAndGet();
        return answer.get()
                .doOnCancel(canceled::incrementAndGet)
                .doOnNext(_ -> keep(partitionKey, delivery));
    }

    private void keep(String key, Delivery delivery) {
        keys.add(key);
        deliveries.add(delivery);
    }

    @Override
    public Consumption consume(String group, Function<List<LoggedDelivery>, Mono<Void>> handler) {
        throw new UnsupportedOperationException();
    }
}
