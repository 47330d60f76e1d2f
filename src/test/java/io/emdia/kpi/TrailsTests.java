package io.emdia.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.ledger.Charge;
import io.emdia.ledger.RandomLedger;
import io.emdia.ledger.Recollected;
import io.emdia.ledger.Recollection;
import io.emdia.ledger.Records;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/**
 * What events moved since an instant leads from the figures of the facts recorded by then to those
 * of all; {@code -Dseed=} runs one.
 */
class TrailsTests {

    private static final int SEEDS = 300;
    private static final int CHARGES = 6;

    static LongStream seeds() {
        var only = Long.getLong("seed");
        return only == null ? LongStream.rangeClosed(1, SEEDS) : LongStream.of(only);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatEventsMovedLeadsFromThenToNow(long seed) {
        var random = new SplittableRandom(seed);
        var records = records(seed, random);
        var since = Records.moment(random);
        var scope = RandomChanges.scope(new Random(seed));
        var now = sums(records, Instant.MAX, scope);
        var then = sums(records, since, scope);

        for (var trail : followed(Recollected.of(records), since, scope, now, records)) {
            var metric = trail.metric();
            assertThat(trail.trail().then().parts())
                    .as("%s %s", metric, scope)
                    .isEqualTo(Figure.of(metric, then, scope).parts());
            assertThat(value(trail.trail().then()))
                    .as("%s %s", metric, scope)
                    .isEqualTo(value(Figure.of(metric, then, scope)));
            assertThat(sum(trail.trail()))
                    .as("%s %s", metric, scope)
                    .isEqualTo(Figure.of(metric, now, scope).parts());
        }
    }

    @Test
    void someEventsMoveFiguresAndAFigureOfOneEventLessIsFoundOut() {
        var moved = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            var random = new SplittableRandom(seed);
            var records = records(seed, random);
            var scope = RandomChanges.scope(new Random(seed));
            var now = sums(records, Instant.MAX, scope);
            var trail = new SumTrail(Metric.RECEIVABLE_AMOUNT, scope, now);
            new Trails(Records.FIRST, List.of(trail)).follow(Recollected.of(records));
            if (!trail.moves().isEmpty()) {
                moved++;
                trail.moves().remove(trail.moves().firstKey());
                assertThat(trail.then().parts())
                        .isNotEqualTo(
                                Figure.of(
                                                Metric.RECEIVABLE_AMOUNT,
                                                sums(records, Records.FIRST, scope),
                                                scope)
                                        .parts());
            }
        }
        assertThat(moved).isGreaterThan(SEEDS / 3);
    }

    private record Followed(Metric metric, Trail trail) {}

    private static List<Followed> followed(
            Recollection recollection, Instant since, Scope scope, CellSums now, Records records) {
        var all =
                Arrays.stream(Metric.values())
                        .filter(metric -> !metric.isOfSubscriptions())
                        .map(
                                metric ->
                                        new Followed(
                                                metric,
                                                Trail.of(metric, scope, now, new RevenuePast())))
                        .toList();
        Trails.of(since, all.stream().map(Followed::trail).toList()).follow(recollection);
        for (var one : all) {
            if (one.trail() instanceof CrowdTrail crowds) {
                debtors(records).forEach(crowds::known);
            }
        }
        return all;
    }

    private static Map<Debtor, DebtorEdges> debtors(Records records) {
        var cells = cells(records, Instant.MAX);
        var debtors = new HashMap<Debtor, DebtorEdges>();
        DebtorRows.byDebtor(cells.edges().netted())
                .forEach((debtor, moves) -> debtors.put(debtor, DebtorEdges.NONE.plus(moves)));
        return debtors;
    }

    private static Cells cells(Records records, Instant until) {
        var cells = new Cells();
        charges(records, until).forEach(charge -> ChargeCells.add(charge, cells, 1));
        return cells;
    }

    private static Collection<Charge> charges(Records records, Instant until) {
        return records.charges(until).values();
    }

    private static CellSums sums(Records records, Instant until, Scope scope) {
        var cells = cells(records, until);
        DebtorRows.byDebtor(cells.edges().netted())
                .forEach((debtor, moves) -> debtor.move(DebtorEdges.NONE, moves, cells.crowds()));
        return CellSums.of(cells, scope);
    }

    private static Contribution sum(Trail trail) {
        return trail.moves().values().stream().reduce(trail.then().parts(), Contribution::plus);
    }

    private static String value(Figure figure) {
        return String.valueOf(figure.value());
    }

    private static Records records(long seed, SplittableRandom random) {
        return Records.of(RandomLedger.events(seed, CHARGES), "m", "c", random);
    }
}
