package io.emdia.ledger;

import io.emdia.facts.Event;
import io.emdia.facts.SubscriptionFact;
import io.emdia.ledger.Subscription.SubscriptionKey;
import io.emdia.merchants.Merchant.MrrStart;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** A ledger whose events were recorded at random moments, and what a cut of it folds into. */
public final class Records {

    public static final Instant FIRST = Instant.parse("2025-07-01T00:00:00Z");

    /** Several records share a moment. */
    private static final int MOMENTS = 40;

    private final String merchant;
    private final List<Ledger.Entry> entries;

    private final MrrStart mrrStarts;

    private Records(String merchant, MrrStart mrrStarts, List<Ledger.Entry> entries) {
        this.merchant = merchant;
        this.mrrStarts = mrrStarts;
        this.entries = entries;
    }

    public static Records of(
            List<Event> events, String merchant, String connection, SplittableRandom random) {
        var entries = new ArrayList<Ledger.Entry>();
        for (var event : events) {
            entries.add(new Ledger.Entry(merchant, connection, "standard", event, moment(random)));
        }
        entries.sort((one, other) -> one.recordedAt().compareTo(other.recordedAt()));
        return new Records(merchant, MrrStart.STARTED, List.copyOf(entries));
    }

    /** The same of a merchant whose subscriptions carry revenue from then on. */
    public Records starting(MrrStart other) {
        return new Records(merchant, other, entries);
    }

    public MrrStart mrrStarts() {
        return mrrStarts;
    }

    /** Some are before all records or after them. */
    public static Instant moment(SplittableRandom random) {
        return FIRST.plus(Duration.ofHours(random.nextInt(MOMENTS) - 1L));
    }

    public List<Ledger.Entry> entries() {
        return entries;
    }

    /** All charges by the facts recorded up to an instant, folded from nothing. */
    public MemoryLedger until(Instant instant) {
        var ledger = MemoryLedger.byTruth(mrrStarts);
        ledger.apply(entries.stream().filter(one -> !one.recordedAt().isAfter(instant)).toList());
        return ledger;
    }

    public SortedMap<ChargeKey, Charge> charges(Instant instant) {
        var charges = new TreeMap<ChargeKey, Charge>();
        until(instant).charges().forEach(charge -> charges.put(charge.key(), charge));
        return charges;
    }

    public @Nullable Subscription subscription(SubscriptionKey key, Instant instant) {
        var told = new ArrayList<Told>();
        for (var entry : until(instant).counting()) {
            var event = entry.event();
            for (int index = 0; index < event.facts().size(); index++) {
                if (event.facts().get(index) instanceof SubscriptionFact fact
                        && fact.subscriptionId().equals(key.subscriptionId())) {
                    told.add(new Told(event.id(), event.timestamp(), index, fact));
                }
            }
        }
        return SubscriptionFold.fold(key, told, MemoryLedger.rules(mrrStarts));
    }

    public String merchant() {
        return merchant;
    }
}
