package io.emdia.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a merchant feels of another that sends a hundred times as much: how long its own webhooks
 * take to be accepted, alone and beside it, in turns in one run of one product. Both send at a
 * fixed rate whatever the product does, the noisy one from a process of its own, over many
 * connections at once.
 */
final class NeighbourBench {

    private static final int QUIET_RATE = 20;
    private static final int TIMES = 100;
    private static final int NOISY_CONNECTIONS = 8;
    private static final int ROUNDS = Integer.getInteger("emdia.rounds", 5);
    private static final Duration WARM_UP = Duration.ofSeconds(30);
    private static final Duration ROUND = Duration.ofSeconds(20);

    /** The noise begins before what is measured and ends after it. */
    private static final Duration LEAD = Duration.ofSeconds(1);

    private static final double MOVED_MAX = 1.2;

    private NeighbourBench() {}

    private record Pair(Told alone, Told beside) {}

    static List<Figure> figures() {
        try (var product = BenchedProduct.start();
                var quiet = LoadProcess.start(product.port());
                var noisy = LoadProcess.start(product.port())) {
            var bench = new Measuring(quiet, noisy, target(product), noise(product));
            bench.beside(WARM_UP);
            var pairs = new ArrayList<Pair>();
            for (var round = 0; round < ROUNDS; round++) {
                pairs.add(new Pair(bench.alone(ROUND), bench.beside(ROUND)));
                System.out.println(pairs.getLast());
            }
            return List.of(figure(pairs, "p50"), figure(pairs, "p99").ratioUnder(MOVED_MAX));
        }
    }

    private static Figure figure(List<Pair> pairs, String share) {
        var name = "accept_" + share;
        var beside = pairs.stream().map(pair -> pair.beside().get(name)).toList();
        var alone = pairs.stream().map(pair -> pair.alone().get(name)).toList();
        return Figure.of(
                        "a quiet merchant's accept beside one at %d times its rate, %s"
                                .formatted(TIMES, share),
                        "ms",
                        beside)
                .beside("alone", alone);
    }

    private static String target(BenchedProduct product) {
        var sender = product.sender("quiet", 1);
        return sender.merchant() + ":" + sender.connections().getFirst();
    }

    private static List<String> noise(BenchedProduct product) {
        return product.sender("noisy", NOISY_CONNECTIONS).connections().stream()
                .map(connection -> "noisy:" + connection)
                .toList();
    }

    private record Measuring(
            LoadProcess quiet, LoadProcess noisy, String target, List<String> noise) {

        Told alone(Duration length) {
            return quiet.does(order(QUIET_RATE, length, List.of(target)));
        }

        Told beside(Duration length) {
            noisy.begins(order(QUIET_RATE * TIMES, length.plus(LEAD.multipliedBy(2)), noise));
            pause();
            var told = alone(length);
            System.out.println("noisy " + noisy.told());
            return told;
        }

        private static String order(int rate, Duration length, List<String> targets) {
            return "accepted %d %d %s"
                    .formatted(rate, length.toMillis(), String.join(" ", targets));
        }

        private static void pause() {
            try {
                Thread.sleep(LEAD);
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
        }
    }
}
