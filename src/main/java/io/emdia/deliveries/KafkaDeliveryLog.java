package io.emdia.deliveries;

import io.emdia.keys.MerchantKeys;

import org.apache.kafka.common.TopicPartition;
import org.springframework.stereotype.Component;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** The log on one Kafka topic. */
@Component
final class KafkaDeliveryLog implements DeliveryLog {

    private final Clients clients;
    private final Topics topics;
    private final Asking asking;
    private final Appends appends;
    private final MerchantKeys keys;
    private final Opening opening;
    private final LogMeters meters;
    private final LogSettings settings;
    private final InstantSource clock;
    private final List<GroupLag> lags = new CopyOnWriteArrayList<>();

    KafkaDeliveryLog(
            Clients clients,
            Topics topics,
            Asking asking,
            Appends appends,
            MerchantKeys keys,
            LogMeters meters,
            LogSettings settings,
            InstantSource clock) {
        this.clients = clients;
        this.topics = topics;
        this.asking = asking;
        this.appends = appends;
        this.keys = keys;
        this.opening = new Opening(keys);
        this.meters = meters;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public Mono<LogPosition> append(String partitionKey, Delivery delivery) {
        return keys.of(delivery.merchantId())
                .onErrorMap(away -> new LogUnavailable("the merchant's key cannot be read", away))
                .map(key -> RecordLayout.toRecord(topics.deliveries(), partitionKey, delivery, key))
                .flatMap(appends::append)
                .map(at -> new LogPosition(at.partition(), at.offset()))
                .checkpoint("append to the log");
    }

    @Override
    public Consumption consume(String group, Function<List<LoggedDelivery>, Mono<Void>> handler) {
        var consumer = settings.consumer();
        var lag = new GroupLag(group, topics, asking, meters);
        lags.add(lag);
        var consumption =
                new ConsumptionRunner(
                        () -> new Receiving(clients, group, topics.deliveries(), consumer),
                        batch -> opening.of(batch).flatMap(handler),
                        lag,
                        new Watch(clock, consumer),
                        meters,
                        consumer.lagEvery());
        meters.watchConsumer(group, consumption::isHealthy);
        return consumption;
    }

    /** Asks the broker how far every group is. */
    Mono<Void> refreshLags() {
        return Flux.fromIterable(lags)
                .concatMap(lag -> lag.refresh().doOnSuccess(_ -> meters.answered()))
                .then();
    }

    /** What every group has applied: the lowest of their offsets; empty while one has none. */
    Map<TopicPartition, Long> appliedByAll() {
        var applied = new HashMap<TopicPartition, Long>();
        lags.forEach(
                lag -> lag.committed().forEach((at, next) -> applied.merge(at, next, Math::min)));
        lags.forEach(lag -> applied.keySet().retainAll(lag.committed().keySet()));
        return applied;
    }
}
