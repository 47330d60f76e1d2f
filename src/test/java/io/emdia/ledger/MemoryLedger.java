package io.emdia.ledger;

import io.emdia.calendar.Calendars;
import io.emdia.facts.ChargeFact;
import io.emdia.facts.Event;
import io.emdia.facts.SubscriptionFact;
import io.emdia.ledger.Subscription.SubscriptionKey;
import io.emdia.merchants.Merchant.MrrStart;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The ledger's own rules over maps instead of tables. */
public final class MemoryLedger {

    public static final ZoneId ZONE = ZoneId.of("America/Sao_Paulo");

    static final Rules RULES = rules(MrrStart.STARTED);

    private final Map<EventKey, Ledger.Entry> events = new TreeMap<>();
    private final Map<EventKey, Instant> arrivals = new HashMap<>();
    private final TreeMap<ChargeKey, Charge> charges = new TreeMap<>();
    private final TreeMap<SubscriptionKey, Subscription> subscriptions = new TreeMap<>();
    private final boolean byArrival;
    private final Rules rules;

    private MemoryLedger(boolean byArrival, Rules rules) {
        this.byArrival = byArrival;
        this.rules = rules;
    }

    static Rules rules(MrrStart mrrStarts) {
        return new Rules("rules", ZONE, Calendars.builtIn().named("BR").orElseThrow(), mrrStarts);
    }

    public static MemoryLedger byTruth() {
        return new MemoryLedger(false, RULES);
    }

    public static MemoryLedger byTruth(MrrStart mrrStarts) {
        return new MemoryLedger(false, rules(mrrStarts));
    }

    /** A ledger that is wrong on purpose: what arrives last counts most. */
    public static MemoryLedger byArrival() {
        return new MemoryLedger(true, RULES);
    }

    public List<Charge> charges() {
        return List.copyOf(charges.values());
    }

    public SortedMap<SubscriptionKey, Subscription> subscriptions() {
        return new TreeMap<>(subscriptions);
    }

    /** The bodies that count. */
    public List<Ledger.Entry> counting() {
        return List.copyOf(events.values());
    }

    /** What changed; null for a charge that counts no longer. */
    public SortedMap<ChargeKey, @Nullable Charge> apply(List<Ledger.Entry> batch) {
        batch.forEach(this::learn);
        var changed = new TreeMap<ChargeKey, @Nullable Charge>();
        for (var fold : ChargeFolds.fold(sets(), rules())) {
            if (fold.isChanged()) {
                changed.put(fold.key(), fold.after());
                keep(fold);
            }
        }
        foldSubscriptions();
        return changed;
    }

    private void foldSubscriptions() {
        var told = new HashMap<SubscriptionKey, List<Told>>();
        events.forEach((key, entry) -> tellTerms(key, entry, told));
        subscriptions.clear();
        told.forEach(
                (key, facts) -> {
                    var folded = SubscriptionFold.fold(key, facts, rules);
                    if (folded != null) {
                        subscriptions.put(key, folded);
                    }
                });
    }

    private void tellTerms(
            EventKey key, Ledger.Entry entry, Map<SubscriptionKey, List<Told>> told) {
        var facts = entry.event().facts();
        for (var index = 0; index < facts.size(); index++) {
            if (facts.get(index) instanceof SubscriptionFact fact) {
                told.computeIfAbsent(named(key, fact), _ -> new ArrayList<>())
                        .add(new Told(key.eventId(), when(key, entry), index, fact));
            }
        }
    }

    private static SubscriptionKey named(EventKey key, SubscriptionFact fact) {
        return new SubscriptionKey(key.merchantId(), key.connectionId(), fact.subscriptionId());
    }

    private Instant when(EventKey key, Ledger.Entry entry) {
        return byArrival ? arrivals.getOrDefault(key, Instant.EPOCH) : entry.event().timestamp();
    }

    private void keep(ChargeFolds.Folded fold) {
        if (fold.after() == null) {
            charges.remove(fold.key());
        } else {
            charges.put(fold.key(), fold.after());
        }
    }

    private void learn(Ledger.Entry entry) {
        var key = EventKey.of(entry);
        arrivals.putIfAbsent(key, Instant.EPOCH.plusSeconds(arrivals.size()));
        events.merge(key, entry, byArrival ? (_, late) -> late : MemoryLedger::greater);
    }

    private static Ledger.Entry greater(Ledger.Entry one, Ledger.Entry other) {
        return Event.BY_PRECEDENCE.compare(one.event(), other.event()) >= 0 ? one : other;
    }

    private ChargeSets sets() {
        var told = new HashMap<ChargeKey, List<Told>>();
        events.forEach((key, entry) -> tell(key, entry.event(), told));
        var stored = new HashMap<ChargeKey, ChargeRows.Stored>();
        var keys = new TreeSet<>(charges.keySet());
        keys.addAll(told.keySet());
        keys.forEach(key -> stored.put(key, new ChargeRows.Stored(key, "rules", charges.get(key))));
        return new ChargeSets(stored, told);
    }

    private void tell(EventKey key, Event event, Map<ChargeKey, List<Told>> told) {
        var timestamp = byArrival ? arrivals.getOrDefault(key, Instant.EPOCH) : event.timestamp();
        for (var index = 0; index < event.facts().size(); index++) {
            var fact = event.facts().get(index);
            if (fact instanceof ChargeFact) {
                var one = new Told(event.id(), timestamp, index, fact);
                Subject.of(key, fact)
                        .map(Subject::charge)
                        .forEach(
                                charge ->
                                        told.computeIfAbsent(charge, _ -> new ArrayList<>())
                                                .add(one));
            }
        }
    }

    private Map<String, Rules> rules() {
        var under = new HashMap<String, Rules>();
        events.keySet().forEach(key -> under.put(key.merchantId(), rules));
        return under;
    }
}
