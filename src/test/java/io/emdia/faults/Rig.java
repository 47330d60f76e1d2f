package io.emdia.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.ProductClient;
import io.emdia.embedded.LoneKafka;
import io.emdia.embedded.LonePostgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/** A node, its broker and its PostgreSQL as processes, and a proxy before each. */
final class Rig implements AutoCloseable {

    static final Duration START_PATIENCE = Duration.ofSeconds(120);
    static final Duration DRAIN_PATIENCE = Duration.ofSeconds(60);

    private static final int MERCHANTS = 2;
    private static final int CONNECTIONS = 2;
    private static final int PER_SECOND = 100;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final Pattern ACQUIRED =
            Pattern.compile("emdia_pool_connections\\{state=\"acquired\"} ([0-9.E]+)");
    private static final Pattern POOLED =
            Pattern.compile("emdia_pool_connections\\{state=\"max\"} ([0-9.E]+)");
    private static final Pattern APPLIED =
            Pattern.compile("emdia_events_applied_total\\{[^}]*} ([0-9.E]+)");

    final LonePostgres postgres;
    final LoneKafka kafka;
    final FaultProxy beforePostgres;
    final FaultProxy beforeKafka;
    final Node node;
    final ProductClient product;
    final Gateways gateways;

    private Rig(Path folder, long seed) throws IOException {
        beforePostgres = FaultProxy.open(seed);
        beforeKafka = FaultProxy.open(seed + 1);
        postgres = LonePostgres.in(folder.resolve("postgres")).start();
        beforePostgres.aimAt(postgres.port());
        kafka = LoneKafka.in(folder.resolve("kafka")).advertising(beforeKafka.port());
        beforeKafka.aimAt(kafka.port());
        kafka.start();
        var launch =
                Launch.classes(folder.resolve("data"))
                        .jvm("-Dio.netty.leakDetection.level=paranoid")
                        .with(postgres.springProperties(beforePostgres.port()))
                        .with(kafka.springProperties(beforeKafka.port()));
        node = Node.start(launch, folder.resolve("node.out"));
        node.awaitReady(START_PATIENCE);
        product = node.client();
        var accounts = Account.open(product, MERCHANTS, CONNECTIONS);
        gateways = new Gateways(accounts, "outage", seed, PER_SECOND);
        gateways.postTo(node.address());
    }

    static Rig start(Path folder, long seed) {
        try {
            return new Rig(folder, seed);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Clear weather on both sides. */
    void heal() {
        beforePostgres.heal();
        beforeKafka.heal();
    }

    /** Events applied since the node's start, by its own count, which needs no server. */
    double applied() {
        return metric(APPLIED);
    }

    /** Whether figures can be read, which needs PostgreSQL. */
    boolean canBeRead() {
        var path = "/v1/merchants/merchant-1/kpis?currency=BRL";
        return product.call("GET", path, ProductClient.ADMINISTRATOR, null).statusCode() == 200;
    }

    private double metric(Pattern lines) {
        var metrics =
                product.call("GET", "/actuator/prometheus", ProductClient.ADMINISTRATOR, null);
        return lines.matcher(metrics.body())
                .results()
                .mapToDouble(line -> Double.parseDouble(line.group(1)))
                .sum();
    }

    /** Everything acknowledged is applied, and no connection of the pool is held any more. */
    void drain() {
        gateways.settle(DRAIN_PATIENCE);
        var counts = gateways.acknowledged().byMerchant();
        await(
                "all that was acknowledged is applied",
                DRAIN_PATIENCE,
                () ->
                        counts.entrySet().stream()
                                .allMatch(one -> holds(one.getKey(), one.getValue().size())));
        await("no connection is held", DRAIN_PATIENCE, () -> metric(ACQUIRED) == 0);
        assertThat(metric(POOLED)).as("the pool is measured").isPositive();
    }

    private boolean holds(String merchant, int events) {
        var path = "/v1/merchants/" + merchant + "/events?limit=1&after=" + (events - 1);
        return !product.get(path).get("items").isEmpty();
    }

    /** Everything acknowledged is there once, and the figures are right. */
    void reckon() {
        assertThat(Reckoning.differences(product, gateways.acknowledged(), DRAIN_PATIENCE))
                .as(node.process.output())
                .isEmpty();
        assertThat(gateways.refusals()).isEmpty();
        assertThat(node.process.output()).doesNotContain("LEAK:");
    }

    /** How long it took. */
    static Duration await(String what, Duration patience, BooleanSupplier condition) {
        var began = System.nanoTime();
        var holds = condition.getAsBoolean();
        while (!holds && System.nanoTime() - began < patience.toNanos()) {
            pause(BETWEEN_LOOKS);
            holds = condition.getAsBoolean();
        }
        var took = Duration.ofNanos(System.nanoTime() - began);
        if (!holds || took.compareTo(patience) > 0) {
            throw new AssertionError(
                    "%s: %s after %s, expected within %s".formatted(what, holds, took, patience));
        }
        return took;
    }

    static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    @Override
    public void close() {
        gateways.close();
        node.close();
        kafka.close();
        postgres.close();
        try {
            beforePostgres.close();
            beforeKafka.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
