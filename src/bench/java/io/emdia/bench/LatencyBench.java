package io.emdia.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
    private static final int ROUNDS = 3;
    private static final Duration ROUND = Duration.ofSeconds(10);

    /** The runs at one rate, in milliseconds. */
    record Figures(int rate, List<Told> runs) {

        /** The median of the runs' own figures. */
        double median(String name) {
            var values = runs.stream().mapToDouble(run -> run.get(name)).toArray();
            Arrays.sort(values);
            return values[values.length / 2];
        }
    }

    private LatencyBench() {}

    static List<Figures> measure() {
        return measure(WARM_UP, ROUND);
    }

    private static List<Figures> measure(Duration warmUp, Duration length) {
        try (var product = BenchedProduct.start();
                var load = LoadProcess.start(product.port())) {
            var targets = targets(product);
            run(load, WARM_UP_RATE, warmUp, targets);
            Map<Integer, List<Told>> runs = new LinkedHashMap<>();
            for (var round = 0; round < ROUNDS; round++) {
                for (var rate : RATES) {
                    var told = run(load, rate, length, targets);
                    runs.computeIfAbsent(rate, _ -> new ArrayList<>()).add(told);
                }
            }
            return runs.entrySet().stream()
                    .map(rate -> new Figures(rate.getKey(), rate.getValue()))
                    .toList();
        }
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

    static void main(String[] arguments) {
        var shorter = arguments.length > 0;
        var warmUp = shorter ? Duration.ofSeconds(Long.parseLong(arguments[0])) : WARM_UP;
        for (var figures : measure(warmUp, ROUND)) {
            System.out.println(figures.rate() + " a second");
            figures.runs().forEach(run -> System.out.println("  " + run.numbers()));
        }
    }
}
