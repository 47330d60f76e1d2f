package io.emdia.processing;

import io.emdia.deliveries.Consumption;
import io.emdia.ledger.Ledger.Applied;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;

import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** What the pipeline tells of itself. */
@Component
final class PipelineMeters {

    private static final String OTHER = "other";

    /** Types are words of the gateways, so only these become values of a tag. */
    private static final Set<String> TYPES =
            Set.of(
                    "customer.upserted",
                    "subscription.upserted",
                    "subscription.canceled",
                    "charge.upserted",
                    "charge.canceled",
                    "charge.restored",
                    "charge.written_off",
                    "payment.succeeded",
                    "payment.reversed",
                    "payment.failed",
                    "refund.succeeded",
                    "refund.failed",
                    "dispute.opened",
                    "dispute.closed",
                    "invoice.created",
                    "invoice.finalized",
                    "invoice.updated",
                    "invoice.paid",
                    "invoice.payment_succeeded",
                    "invoice.payment_failed",
                    "invoice.voided",
                    "invoice.marked_uncollectible",
                    "payment_intent.created",
                    "payment_intent.succeeded",
                    "payment_intent.payment_failed",
                    "payment_intent.canceled",
                    "charge.captured",
                    "charge.succeeded",
                    "charge.failed",
                    "charge.refunded",
                    "charge.dispute.created",
                    "charge.dispute.closed",
                    "customer.created",
                    "customer.updated",
                    "customer.subscription.created",
                    "customer.subscription.updated",
                    "customer.subscription.deleted",
                    "customer.subscription.paused",
                    "customer.subscription.resumed",
                    "charge.dispute.funds_withdrawn",
                    "charge.dispute.funds_reinstated",
                    "refund.created",
                    "refund.updated",
                    "invoice_payment.paid");

    private static final Duration[] APPLY_BUCKETS = {
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10)
    };

    private final MeterRegistry registry;
    private final Counter duplicates;
    private final Counter retries;
    private final Timer apply;
    private final MultiGauge quarantineByGateway;
    private final Map<String, Long> sizesByGateway = new ConcurrentHashMap<>();
    private final AtomicLong quarantineSize = new AtomicLong();

    PipelineMeters(MeterRegistry registry) {
        this.registry = registry;
        this.duplicates =
                Counter.builder("emdia.events.duplicate")
                        .description("Events that were known already")
                        .register(registry);
        this.retries =
                Counter.builder("emdia.batch.retries")
                        .description("Batches tried again because they could not be applied")
                        .register(registry);
        this.apply =
                Timer.builder("emdia.apply.batch")
                        .description("One transaction of the ledger, committed or not")
                        .serviceLevelObjectives(APPLY_BUCKETS)
                        .register(registry);
        this.quarantineByGateway =
                MultiGauge.builder("emdia.quarantine.gateway.size")
                        .description("Deliveries kept aside and not settled yet, by gateway")
                        .register(registry);
        Gauge.builder("emdia.quarantine.size", quarantineSize, AtomicLong::get)
                .description("Deliveries kept aside and not settled yet, of all merchants")
                .register(registry);
    }

    void watchLag(Consumption consumption) {
        Gauge.builder("emdia.log.lag.records", consumption, Consumption::lagRecords)
                .description("Deliveries on the log not applied yet, as last asked of the broker")
                .strongReference(true)
                .register(registry);
    }

    Timer.Sample start() {
        return Timer.start(registry);
    }

    void ended(Timer.Sample sample) {
        sample.stop(apply);
    }

    void applied(Applied applied) {
        duplicates.increment(applied.duplicates());
        applied.types()
                .forEach(
                        (type, count) ->
                                Counter.builder("emdia.events.applied")
                                        .description("Events applied, by type")
                                        .tag("type", tag(type))
                                        .register(registry)
                                        .increment(count));
    }

    void retried() {
        retries.increment();
    }

    /**
     * @param sizes by the names of our gateways
     */
    void quarantineSize(Map<String, Long> sizes) {
        quarantineSize.set(sizes.values().stream().mapToLong(Long::longValue).sum());
        sizesByGateway.replaceAll((gateway, _) -> sizes.getOrDefault(gateway, 0L));
        sizesByGateway.putAll(sizes);
        quarantineByGateway.register(sizesByGateway.keySet().stream().map(this::row).toList());
    }

    private MultiGauge.Row<?> row(String gateway) {
        return MultiGauge.Row.of(
                Tags.of("gateway", gateway), sizesByGateway, all -> all.getOrDefault(gateway, 0L));
    }

    private static String tag(String type) {
        return TYPES.contains(type) ? type : OTHER;
    }
}
