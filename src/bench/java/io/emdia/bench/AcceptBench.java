package io.emdia.bench;

import io.emdia.deliveries.Brokers;
import io.emdia.deliveries.Consumption;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigResource;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How many webhooks a second are accepted, beside an empty endpoint of the same server, the two in
 * turns under the same load. The ledger stands still meanwhile, since it would take its part of the
 * processor from both; what is accepted beside its work is told too. The load is spread over
 * connections so that none meets its rate limit.
 */
final class AcceptBench {

    private static final String UNIT = "requests/s";
    private static final double SHARE_MIN = 0.25;
    private static final int MERCHANTS = 4;
    private static final int CONNECTIONS_EACH = 4;
    private static final int SOCKETS = 128;
    private static final int WARM_UPS = 2;
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final int ROUNDS = 5;
    private static final Duration ROUND = Duration.ofSeconds(5);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(30);

    /**
     * One run of one endpoint.
     *
     * @param productCores processors the product kept busy, its broker included
     * @param clientCores processors the load kept busy
     */
    record Run(double perSecond, double refused, double productCores, double clientCores) {}

    /** What one round saw, one endpoint right after the other. */
    record Round(Run webhooks, Run filtered, Run bare) {}

    private AcceptBench() {}

    static List<Figure> figures() {
        try (var product = BenchedProduct.start(EmptyEndpoints.class);
                var load = LoadProcess.start(product.port())) {
            requireFlushes(product);
            var bench = new Measuring(load, webhooks(product));
            var beside = bench.warmUp();
            product.bean(Consumption.class).drain(STOP_WITHIN).block();
            var rounds = new ArrayList<Round>();
            for (var round = 0; round < ROUNDS; round++) {
                rounds.add(bench.round(ROUND));
                System.out.println(rounds.getLast());
            }
            return figures(rounds, beside);
        }
    }

    private static List<Figure> figures(List<Round> rounds, Run beside) {
        var accepted = Figure.of("webhooks accepted", UNIT, perSecond(rounds, Round::webhooks));
        return List.of(
                accepted.beside("empty WebFlux endpoint", perSecond(rounds, Round::bare))
                        .atLeastOfLimit(SHARE_MIN),
                accepted.beside(
                        "the same behind the webhooks' security chain",
                        perSecond(rounds, Round::filtered)),
                Figure.of(
                        "webhooks accepted while the ledger applies them",
                        UNIT,
                        List.of(beside.perSecond())));
    }

    private static List<Double> perSecond(List<Round> rounds, Function<Round, Run> endpoint) {
        return rounds.stream().map(endpoint).map(Run::perSecond).toList();
    }

    private static List<String> webhooks(BenchedProduct product) {
        var paths = new ArrayList<String>();
        for (var merchant = 0; merchant < MERCHANTS; merchant++) {
            product.sender("accept-" + merchant, CONNECTIONS_EACH).connections().stream()
                    .map(connection -> "/webhooks/" + connection)
                    .forEach(paths::add);
        }
        return paths;
    }

    /** The figure would mean nothing if the one broker did not flush before it acknowledges. */
    private static void requireFlushes(BenchedProduct product) {
        var topic = new ConfigResource(ConfigResource.Type.TOPIC, "emdia.deliveries");
        var properties = product.bean(Brokers.class).clientProperties();
        try (var admin = Admin.create(properties)) {
            var config = admin.describeConfigs(List.of(topic)).all().get().get(topic);
            if (config == null || !"1".equals(config.get("flush.messages").value())) {
                throw new IllegalStateException("appends are not flushed one by one");
            }
        } catch (ExecutionException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private record Measuring(LoadProcess load, List<String> webhooks) {

        /** Ends with webhooks, of which the ledger then still has many to apply. */
        Run warmUp() {
            var last = round(WARM_UP);
            for (var warmUp = 1; warmUp < WARM_UPS; warmUp++) {
                last = round(WARM_UP);
            }
            return last.webhooks();
        }

        Round round(Duration length) {
            var bare = run(List.of(EmptyEndpoints.BARE), length);
            var filtered = run(List.of(EmptyEndpoints.FILTERED), length);
            return new Round(run(webhooks, length), filtered, bare);
        }

        private Run run(List<String> paths, Duration length) {
            var before = cpu();
            var order = "closed %d %d ".formatted(SOCKETS, length.toMillis());
            var told = load.does(order + paths.stream().collect(Collectors.joining(" ")));
            var seconds = told.get("seconds");
            return new Run(
                    told.get("accepted") / seconds,
                    told.get("refused"),
                    (cpu() - before) / 1e9 / seconds,
                    told.get("cpu_seconds") / seconds);
        }
    }

    private static long cpu() {
        return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                .getProcessCpuTime();
    }
}
