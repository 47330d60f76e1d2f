package io.emdia.bench;

import io.emdia.deliveries.Delivery;
import io.emdia.deliveries.DeliveryLog;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import reactor.core.publisher.Flux;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Events applied a second from a full log: read by their gateway, stored, folded, moved into the
 * cells, positioned and committed. Beside it a plain insert of the same facts into a table like the
 * one they are stored in, in as many transactions of the same size.
 */
final class ApplyBench {

    private static final int MERCHANTS = 10;
    private static final int CHARGES_PER_MERCHANT = 2_000;
    private static final int WARM_UPS = 5;
    private static final int RUNS = 5;
    private static final int APPENDS_AT_ONCE = 500;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration LOOK_EVERY = Duration.ofMillis(2);

    private ApplyBench() {}

    static List<Figure> figures() throws SQLException {
        try (var product = BenchedProduct.start(HeldLog.class)) {
            var plain = PlainInsert.in(product);
            var applied = new ArrayList<Double>();
            var inserted = new ArrayList<Double>();
            for (int round = 0; round < WARM_UPS + RUNS; round++) {
                var perSecond = applied(product, round);
                var limit = plain.perSecond("r%d-".formatted(round));
                System.out.printf(
                        "round %d: %.0f applied/s, %.0f plain/s%n", round, perSecond, limit);
                if (round >= WARM_UPS) {
                    applied.add(perSecond);
                    inserted.add(limit);
                }
            }
            return List.of(
                    Figure.of("events applied from a full log", "events/s", applied)
                            .beside("plain `unnest` insert of the same facts", inserted)
                            .atLeast(10_000)
                            .atLeastOfLimit(0.15));
        }
    }

    /** Events a second of one round; each round needs a number of its own. */
    static double applied(BenchedProduct product, int round) {
        var held = product.bean(HeldLog.class);
        held.hold();
        var events = fill(product, round);
        var before = applied(product);
        var start = System.nanoTime();
        held.release();
        await(product, before + events);
        return events * 1e9 / (System.nanoTime() - start);
    }

    /** Those whose events one round applies. */
    static List<String> merchants(int round) {
        return IntStream.range(0, MERCHANTS)
                .mapToObj("r%d-m%%d".formatted(round)::formatted)
                .toList();
    }

    private static int fill(BenchedProduct product, int round) {
        var deliveries = new ArrayList<List<Delivery>>();
        var merchants = merchants(round);
        for (int number = 0; number < MERCHANTS; number++) {
            var merchant = merchants.get(number);
            var connection = product.sender(merchant, 1).connections().getFirst();
            var seed = round * MERCHANTS + number;
            deliveries.add(
                    Workload.of(seed, "e", CHARGES_PER_MERCHANT).stream()
                            .map(webhook -> delivery(merchant, connection, webhook))
                            .toList());
        }
        var log = product.bean(DeliveryLog.class);
        var count =
                Flux.fromIterable(interleaved(deliveries))
                        .flatMap(
                                delivery ->
                                        log.append(
                                                delivery.connectionId()
                                                        + delivery.body().length % 7,
                                                delivery),
                                APPENDS_AT_ONCE)
                        .count()
                        .block(PATIENCE);
        return Math.toIntExact(Objects.requireNonNull(count));
    }

    private static List<Delivery> interleaved(List<List<Delivery>> byMerchant) {
        var all = new ArrayList<Delivery>();
        var longest = byMerchant.stream().mapToInt(List::size).max().orElseThrow();
        for (int at = 0; at < longest; at++) {
            for (var deliveries : byMerchant) {
                if (at < deliveries.size()) {
                    all.add(deliveries.get(at));
                }
            }
        }
        return all;
    }

    private static Delivery delivery(String merchant, String connection, Workload.Webhook webhook) {
        var headers = Map.of("webhook-id", webhook.id());
        return new Delivery(merchant, connection, "standard", headers, "", webhook.bytes());
    }

    private static double applied(BenchedProduct product) {
        return product.bean(MeterRegistry.class).find("emdia.events.applied").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private static void await(BenchedProduct product, double count) {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (applied(product) < count) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("not applied within " + PATIENCE);
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
    }
}
