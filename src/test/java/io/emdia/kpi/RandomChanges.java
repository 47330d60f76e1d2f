package io.emdia.kpi;

import io.emdia.facts.Method;
import io.emdia.ledger.Charge;
import io.emdia.ledger.ChargeKey;
import io.emdia.ledger.Disorder;
import io.emdia.ledger.MemoryLedger;
import io.emdia.ledger.RandomLedger;
import io.emdia.ledger.Subscription;
import io.emdia.ledger.Subscription.SubscriptionKey;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/** Batches of changes to at most 60 charges of two connections, and questions about them. */
final class RandomChanges {

    static final Duration WINDOW_MAX = Duration.ofDays(3660);

    private static final int CHARGES = 30;
    private static final String[] CONNECTIONS = {"stripe-1", "standard-1"};

    private RandomChanges() {}

    static SortedMap<ChargeKey, @Nullable Charge> some(Random random, String merchant) {
        return some(random, merchant, CONNECTIONS);
    }

    static SortedMap<ChargeKey, @Nullable Charge> some(
            Random random, String merchant, String... connections) {
        var charges = new RandomCharges(random);
        var newest = new TreeMap<ChargeKey, @Nullable Charge>();
        for (int at = 1 + random.nextInt(15); at > 0; at--) {
            var connection = connections[random.nextInt(connections.length)];
            var key = new ChargeKey(merchant, connection, "charge-" + random.nextInt(CHARGES));
            newest.put(key, random.nextInt(12) == 0 ? null : charges.charge(key));
        }
        return newest;
    }

    /** Some subscriptions of each of the connections, which some of the charges name. */
    static SortedMap<SubscriptionKey, Subscription> terms(Random random, String merchant) {
        var ledger = MemoryLedger.byTruth();
        for (var connection : CONNECTIONS) {
            var entries =
                    RandomLedger.events(random.nextLong(), 0).stream()
                            .map(event -> Disorder.entry(merchant, connection, event))
                            .toList();
            var _ = ledger.apply(entries);
        }
        return ledger.subscriptions();
    }

    static KpiQuestion question(Random random) {
        var charges = new RandomCharges(random);
        var asOf = charges.someDay();
        var start = asOf.minusDays(random.nextInt(120));
        return new KpiQuestion(
                random.nextInt(4) == 0 ? "USD" : "BRL",
                asOf,
                start,
                start.plusDays(random.nextInt(130)),
                random.nextInt(3) == 0 ? Method.values()[random.nextInt(9)] : null);
    }

    static Scope scope(Random random) {
        var question = question(random);
        return Scope.of(
                question, currency(question), RandomCharges.FIRST, WINDOW_MAX, random.nextInt(40));
    }

    static String currency(KpiQuestion question) {
        return Objects.requireNonNull(question.currency());
    }
}
