package io.emdia.ledger;

import io.emdia.ledger.Subscription.SubscriptionKey;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** All that was recorded, as it would be read from tables. */
public final class Recollected {

    private static final int SUBSCRIPTIONS = 3;
    private static final String CONNECTION = "c";

    private Recollected() {}

    public static Recollection of(Records records) {
        var bodies = new HashMap<Subject, List<Body>>();
        var events = new HashMap<EventKey, TreeSet<Subject>>();
        for (var entry : records.entries()) {
            var key = EventKey.of(entry);
            events.computeIfAbsent(key, _ -> new TreeSet<>())
                    .addAll(EventRows.subjects(key, entry.event()));
        }
        for (var entry : records.entries()) {
            for (var subject : events.getOrDefault(EventKey.of(entry), new TreeSet<>())) {
                bodies.computeIfAbsent(subject, _ -> new ArrayList<>()).add(body(entry));
            }
        }
        var stored = new HashMap<ChargeKey, String>();
        records.charges(Instant.MAX)
                .forEach((key, charge) -> stored.put(key, FactCodec.writeState(charge)));
        return new Recollection(
                records.merchant(),
                MemoryLedger.rules(records.mrrStarts()),
                charges(bodies),
                IntStream.range(0, SUBSCRIPTIONS)
                        .mapToObj(
                                at ->
                                        new SubscriptionKey(
                                                records.merchant(), CONNECTION, "sub-" + at))
                        .toList(),
                new Recollection.Now(stored, Map.of()),
                bodies);
    }

    private static List<ChargeKey> charges(Map<Subject, List<Body>> bodies) {
        return bodies.keySet().stream()
                .filter(subject -> subject.kind().equals("charge"))
                .map(Subject::charge)
                .toList();
    }

    private static Body body(Ledger.Entry entry) {
        var event = entry.event();
        return new Body(
                EventKey.of(entry),
                event.digest(),
                event.timestamp(),
                entry.recordedAt(),
                entry.gateway(),
                event.type(),
                FactCodec.write(event.facts()));
    }
}
