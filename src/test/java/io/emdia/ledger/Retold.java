package io.emdia.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.facts.Event;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** What the events of one connection come to by the ledger's own rules, with nothing stored. */
public final class Retold {

    private static final String MERCHANT = "acme";
    private static final String CONNECTION = "gateway";

    private final Map<String, Charge> charges = new TreeMap<>();
    private final Map<String, Subscription> subscriptions = new TreeMap<>();

    private Retold(MemoryLedger ledger) {
        ledger.charges().forEach(charge -> charges.put(charge.key().chargeId(), charge));
        ledger.subscriptions()
                .forEach((key, state) -> subscriptions.put(key.subscriptionId(), state));
    }

    /** In the order they are given, each once. */
    public static Retold of(Collection<Event> events) {
        var ledger = MemoryLedger.byTruth();
        var entries = events.stream().map(it -> Disorder.entry(MERCHANT, CONNECTION, it)).toList();
        var _ = ledger.apply(entries);
        return new Retold(ledger);
    }

    /** Fails unless every shuffle, duplication and split into batches ends in the same state. */
    public static void holdsInAnyOrder(List<Event> events, int seeds) {
        var expected = of(events);
        for (var seed = 0; seed < seeds; seed++) {
            var random = new SplittableRandom(seed);
            var ledger = MemoryLedger.byTruth();
            var entries = Disorder.delivered(events, MERCHANT, CONNECTION, random);
            for (var batch : Disorder.batches(entries, random)) {
                var _ = ledger.apply(batch);
            }
            var retold = new Retold(ledger);
            assertThat(retold.charges).as("seed %d", seed).isEqualTo(expected.charges);
            assertThat(retold.subscriptions).as("seed %d", seed).isEqualTo(expected.subscriptions);
        }
    }

    /** The ids of the charges that count, in their order. */
    public List<String> ids() {
        return List.copyOf(charges.keySet());
    }

    public Charge charge(String id) {
        return known(charges, id);
    }

    public Subscription subscription(String id) {
        return known(subscriptions, id);
    }

    /** As the API writes it. */
    public String status(String chargeId, String day) {
        return ChargeStatus.of(charge(chargeId), LocalDate.parse(day)).code();
    }

    private static <T> T known(Map<String, T> all, String id) {
        var one = all.get(id);
        if (one == null) {
            throw new NoSuchElementException("no \"%s\" among %s".formatted(id, all.keySet()));
        }
        return one;
    }
}
