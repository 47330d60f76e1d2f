package io.emdia.bench;

import io.emdia.kpi.CellAudit;
import io.emdia.kpi.CellDrift;
import io.emdia.kpi.Pace;
import io.emdia.kpi.Recount;
import io.emdia.ledger.Refolds;

import org.jspecify.annotations.Nullable;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * How many charges a second are proven, by both layers of an audit without rests, and what an audit
 * with the rests of the default settings takes from the pipeline: rounds with it and without it in
 * turn, of the same product. {@code -Dbench.audit.rounds=} shortens a run.
 */
final class AuditBench {

    private static final int PAGE = 500;
    private static final int REST_TIMES = 4;
    private static final Duration REST_MAX = Duration.ofSeconds(2);
    private static final int LISTED_MAX = 10;
    private static final int WARM_UPS = 3;
    private static final int ROUNDS = Integer.getInteger("bench.audit.rounds", 5);
    private static final double SHARE_MIN = 0.9;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final BenchedProduct product;
    private final List<String> merchants;
    private int round;

    private AuditBench(BenchedProduct product) {
        this.product = product;
        ApplyBench.applied(product, round);
        this.merchants = ApplyBench.merchants(round++);
    }

    static List<Figure> figures() {
        try (var product = BenchedProduct.start(HeldLog.class)) {
            var bench = new AuditBench(product);
            var throughput = bench.throughput();
            return List.of(throughput.getFirst(), throughput.getLast(), bench.effect());
        }
    }

    private List<Figure> throughput() {
        var facts = new ArrayList<Double>();
        var cells = new ArrayList<Double>();
        for (int at = 0; at < WARM_UPS + ROUNDS; at++) {
            var folded = perSecond(() -> folded(new Unrested()));
            var recounted = perSecond(() -> recounted(new Unrested()));
            System.out.printf("%.0f charges folded/s, %.0f counted/s%n", folded, recounted);
            if (at >= WARM_UPS) {
                facts.add(folded);
                cells.add(recounted);
            }
        }
        return List.of(
                Figure.of("charges folded again from their facts and compared", "charges/s", facts),
                Figure.of("charges whose cells are counted again", "charges/s", cells));
    }

    private Figure effect() {
        var alone = new ArrayList<Double>();
        var audited = new ArrayList<Double>();
        for (int at = 0; at < WARM_UPS + ROUNDS; at++) {
            var without = ApplyBench.applied(product, round++);
            var with = amidAudits();
            System.out.printf("%.0f applied/s alone, %.0f amid audits%n", without, with);
            if (at >= WARM_UPS) {
                alone.add(without);
                audited.add(with);
            }
        }
        return Figure.of("events applied while merchants are audited", "events/s", audited)
                .beside("the same without an audit, in turn", alone)
                .atLeastOfLimit(SHARE_MIN);
    }

    private double amidAudits() {
        var audits =
                Mono.defer(() -> folded(new Rested()))
                        .then(Mono.defer(() -> recounted(new Rested())))
                        .repeat()
                        .subscribe();
        try {
            return ApplyBench.applied(product, round++);
        } finally {
            audits.dispose();
        }
    }

    private static double perSecond(Supplier<Mono<Long>> work) {
        var start = System.nanoTime();
        var charges = Objects.requireNonNull(work.get().block(PATIENCE));
        return charges * 1e9 / (System.nanoTime() - start);
    }

    /** Answers the number of charges. */
    private Mono<Long> folded(Pace pace) {
        return Flux.fromIterable(merchants)
                .concatMap(merchant -> pages(merchant, pace))
                .reduce(0L, (sum, page) -> sum + page.charges());
    }

    private Flux<Refolds.Page> pages(String merchant, Pace pace) {
        return page(merchant, null, pace)
                .expand(
                        page ->
                                page.last() == null
                                        ? Mono.empty()
                                        : page(merchant, page.last(), pace));
    }

    private Mono<Refolds.Page> page(String merchant, Refolds.@Nullable Place after, Pace pace) {
        return pace.page(
                Mono.defer(() -> product.bean(Refolds.class).page(merchant, after, PAGE))
                        .doOnNext(
                                page -> {
                                    if (!page.mistakes().isEmpty()) {
                                        throw new IllegalStateException(
                                                page.mistakes().getFirst().toString());
                                    }
                                }));
    }

    private Mono<Long> recounted(Pace pace) {
        return Flux.fromIterable(merchants)
                .concatMap(
                        merchant ->
                                product.bean(CellAudit.class)
                                        .recount(merchant, new CellDrift(LISTED_MAX), pace))
                .reduce(0L, (sum, recount) -> sum + charges(recount));
    }

    private static long charges(Recount recount) {
        if (!recount.isRight()) {
            throw new IllegalStateException(recount.merchantId() + " is off");
        }
        return recount.charges();
    }

    private static final class Unrested implements Pace {

        @Override
        public <T> Mono<T> page(Mono<T> page) {
            return page;
        }
    }

    /** As the auditor rests by its default settings. */
    private static final class Rested implements Pace {

        @Override
        public <T> Mono<T> page(Mono<T> page) {
            return page.timed()
                    .flatMap(timed -> Mono.delay(rest(timed.elapsed())).thenReturn(timed.get()));
        }

        private static Duration rest(Duration took) {
            var rest = took.multipliedBy(REST_TIMES);
            return rest.compareTo(REST_MAX) > 0 ? REST_MAX : rest;
        }
    }
}
