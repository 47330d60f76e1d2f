package io.emdia.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.kpi.Replay.Kept;
import io.emdia.ledger.RandomLedger;
import io.emdia.ledger.Recollected;
import io.emdia.ledger.Records;
import io.emdia.ledger.Subscription.SubscriptionKey;
import io.emdia.merchants.Merchant.MrrStart;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;

/**
 * What events moved of recurring revenue, churn and subscriptions is, event by event, what an
 * independent computation says of the records up to each; {@code -Dseed=} runs one.
 */
class RevenueTrailsTests {

    private static final int SEEDS = 100;
    private static final int CHARGES = 4;

    static LongStream seeds() {
        var only = Long.getLong("seed");
        return only == null ? LongStream.rangeClosed(1, SEEDS) : LongStream.of(only);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyEventMovesWhatItMoves(long seed) {
        var told = Story.of(seed);

        assertThat(told.mistakes(told.trails(told.past()))).isEmpty();
    }

    /** One that never hears of the last event that moved something. */
    @Test
    void aTrailThatMissesAnEventIsFoundOut() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            var told = Story.of(seed);
            var moved = new TreeSet<Happening>();
            told.trails(told.past()).values().forEach(one -> moved.addAll(one.moves().keySet()));
            if (!moved.isEmpty()) {
                var deaf = told.past(moved.last());
                assertThat(told.mistakes(told.trails(deaf))).as("seed %d", seed).isNotEmpty();
            }
        }
    }

    @Test
    void everyFigureIsMovedBySomeEventOfACharge() {
        var byCharges = new TreeSet<String>();
        var bySubscriptions = new TreeSet<String>();
        for (long seed = 1; seed <= SEEDS; seed++) {
            var told = Story.of(seed);
            for (var trail : told.trails(told.past()).entrySet()) {
                for (var event : trail.getValue().moves().keySet()) {
                    var by = event.subscriptions().isEmpty() ? byCharges : bySubscriptions;
                    by.add(trail.getKey().code());
                }
            }
        }
        var all = metrics().stream().map(Metric::code).toList();
        assertThat(bySubscriptions).containsExactlyInAnyOrderElementsOf(all);
        assertThat(byCharges).contains("subscriptions.past_due", "revenue.mrr");
    }

    private static List<Metric> metrics() {
        return Arrays.stream(Metric.values()).filter(Metric::isOfSubscriptions).toList();
    }

    /** Records, an instant among them, and what is asked. */
    private record Story(Records records, Instant since, Scope scope) {

        static Story of(long seed) {
            var random = new SplittableRandom(seed);
            var starts = seed % 2 == 0 ? MrrStart.FIRST_PAYMENT : MrrStart.STARTED;
            var events = RandomLedger.events(seed, CHARGES);
            var records = Records.of(events, "m", "c", random).starting(starts);
            var scope = RandomChanges.scope(new Random(random.nextLong()));
            return new Story(records, Records.moment(random), scope);
        }

        RevenuePast past(Happening... unheard) {
            var past = new RevenuePast();
            var cells = cells();
            past.know(kept(cells), steps(cells));
            var missed = List.of(unheard);
            Learner learner =
                    (event, delta) -> {
                        if (!missed.contains(event)) {
                            past.learn(event, delta);
                        }
                    };
            new Trails(since, List.of(learner)).follow(Recollected.of(records));
            return past;
        }

        Map<Metric, Trail> trails(RevenuePast past) {
            var cells = new CellsInMemory();
            var terms = records.until(Instant.MAX).subscriptions();
            cells.move(new ChargeBook().put(new TreeMap<>(records.charges(Instant.MAX)), terms));
            var trails = new TreeMap<Metric, Trail>();
            for (var metric : metrics()) {
                trails.put(metric, Trail.of(metric, scope, cells.sums(scope), past));
            }
            return trails;
        }

        private Cells cells() {
            var cells = new Cells();
            records.charges(Instant.MAX).values().forEach(one -> ChargeCells.add(one, cells, 1));
            kept(cells).values().forEach(kept -> kept.add(cells, 1));
            return cells;
        }

        private Map<SubscriptionKey, Kept> kept(Cells cells) {
            var named = Subscribers.bySubscription(cells.namings().netted());
            var kept = new HashMap<SubscriptionKey, Kept>();
            named.forEach((key, said) -> kept.put(key, new Kept(null, Namings.NONE.plus(said))));
            records.until(Instant.MAX)
                    .subscriptions()
                    .forEach(
                            (key, state) ->
                                    kept.put(key, kept.getOrDefault(key, Kept.NOTHING).as(state)));
            return kept;
        }

        private static Map<Payer, PayerSteps> steps(Cells cells) {
            var steps = new HashMap<Payer, PayerSteps>();
            Subscribers.byPayer(cells.steps().netted())
                    .forEach((payer, moves) -> steps.put(payer, PayerSteps.NONE.plus(moves)));
            return steps;
        }

        /** Where the trails are not what the slow computation says. */
        List<String> mistakes(Map<Metric, Trail> trails) {
            var slow = new SlowPast(records);
            var running = new TreeMap<Metric, Contribution>();
            trails.forEach((metric, trail) -> running.put(metric, trail.then().parts()));
            var mistakes = new ArrayList<String>();
            var moves = new TreeMap<Metric, Map<Happening, Contribution>>();
            trails.forEach((metric, trail) -> moves.put(metric, trail.moves()));
            var begins = slow.recordedBy(since);
            compare("then", slow.first(begins, scope), running, mistakes);
            for (int at = begins; at < slow.size(); at++) {
                var event = slow.record(at);
                moves.forEach((metric, adds) -> move(running, metric, adds.get(event)));
                compare(event.eventId(), slow.first(at + 1, scope), running, mistakes);
            }
            trails.forEach(
                    (metric, trail) -> {
                        if (!trail.now().parts().equals(running.get(metric))) {
                            mistakes.add("now " + metric.code());
                        }
                    });
            return mistakes;
        }

        private static void move(
                Map<Metric, Contribution> running, Metric metric, @Nullable Contribution adds) {
            if (adds != null) {
                running.merge(metric, adds, Contribution::plus);
            }
        }

        private static void compare(
                String when,
                SlowPast.Figures expected,
                Map<Metric, Contribution> running,
                List<String> mistakes) {
            for (var part : running.entrySet()) {
                var code = part.getKey().code();
                var value = Figure.of(part.getValue()).value();
                var right = expected.value(part.getKey());
                if (!SlowPast.isSame(value, right)) {
                    mistakes.add("%s %s is %s instead of %s".formatted(when, code, value, right));
                }
            }
        }
    }
}
