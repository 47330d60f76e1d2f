package io.emdia.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How long it takes from the 200 of a webhook to its event on the stream, and to the first document
 * that holds it: at a fixed rate whatever the product does, round ten merchants each of whose two
 * streams is open.
 */
final class LatencyBench {

    static final List<Integer> RATES = List.of(200, 500);

    private static final int MERCHANTS = 10;
    private static final int WARM_UP_RATE = 500;
    private static final Duration WARM_UP = Duration.ofSeconds(60);
    private static final int ROUNDS = 5;
    private static final double EVENT_MS_MAX = 100;
    private static final double DOCUMENT_MS_MAX = 250;
    private static final Duration ROUND = Duration.ofSeconds(10);

    private LatencyBench() {}

    static List<Figure> figures() {
        try (var product = BenchedProduct.start();
                var load = LoadProcess.start(product.port())) {
            var targets = targets(product);
            run(load, WARM_UP_RATE, WARM_UP, targets);
            Map<Integer, List<Told>> runs = new LinkedHashMap<>();
            for (var round = 0; round < ROUNDS; round++) {
                for (var rate : RATES) {
                    var told = run(load, rate, ROUND, targets);
                    System.out.println(rate + " a second: " + told.numbers());
                    runs.computeIfAbsent(rate, _ -> new ArrayList<>()).add(told);
                }
            }
            var figures = new ArrayList<Figure>();
            runs.forEach((rate, told) -> figures.addAll(figures(rate, told)));
            figures.add(heap());
            return figures;
        }
    }

    private static List<Figure> figures(int rate, List<Told> runs) {
        var at = " at %d events a second, p99".formatted(rate);
        return List.of(
                Figure.of("webhook answered" + at, "ms", values(runs, "accept_p99")),
                Figure.of("accept to `/events/stream`" + at, "ms", values(runs, "event_p99"))
                        .under(EVENT_MS_MAX),
                Figure.of(
                                "accept to the KPI frame with it" + at,
                                "ms",
                                values(runs, "document_p99"))
                        .under(DOCUMENT_MS_MAX));
    }

    private static List<Double> values(List<Told> runs, String name) {
        return runs.stream().map(run -> run.get(name)).toList();
    }

    /** What the last collections left: what the product holds, not what it has yet to drop. */
    private static Figure heap() {
        var bytes =
                ManagementFactory.getMemoryPoolMXBeans().stream()
                        .map(MemoryPoolMXBean::getCollectionUsage)
                        .filter(Objects::nonNull)
                        .mapToLong(MemoryUsage::getUsed)
                        .sum();
        return Figure.of("heap held under this load, broker included", "MB", List.of(bytes / 1e6));
    }

    private static String targets(BenchedProduct product) {
        var targets = new ArrayList<String>();
        for (var number = 0; number < MERCHANTS; number++) {
            var sender = product.sender("latency-" + number, 1);
            targets.add(sender.merchant() + ":" + sender.connections().getFirst());
        }
        return String.join(" ", targets);
    }

    private static Told run(LoadProcess load, int rate, Duration length, String targets) {
        return load.does("open %d %d %s".formatted(rate, length.toMillis(), targets));
    }
}
