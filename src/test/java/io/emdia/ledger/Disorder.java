package io.emdia.ledger;

import io.emdia.facts.Event;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** How the events of a ledger may be delivered. */
public final class Disorder {

    private static final Instant RECORDED = Instant.parse("2025-07-01T12:00:00Z");

    private Disorder() {}

    /** The same events as they may be delivered: shuffled, a third of them more than once. */
    public static List<Ledger.Entry> delivered(
            List<Event> events, String merchant, String connection, SplittableRandom random) {
        var entries = new ArrayList<Ledger.Entry>();
        for (var event : events) {
            entries.add(entry(merchant, connection, event));
            if (random.nextInt(3) == 0) {
                entries.add(entry(merchant, connection, event));
            }
        }
        for (var index = entries.size() - 1; index > 0; index--) {
            var other = random.nextInt(index + 1);
            var moved = entries.get(index);
            entries.set(index, entries.get(other));
            entries.set(other, moved);
        }
        return entries;
    }

    /** Cuts entries into batches of random sizes. */
    public static List<List<Ledger.Entry>> batches(
            List<Ledger.Entry> entries, SplittableRandom random) {
        var batches = new ArrayList<List<Ledger.Entry>>();
        var start = 0;
        while (start < entries.size()) {
            var end = Math.min(entries.size(), start + 1 + random.nextInt(12));
            batches.add(entries.subList(start, end));
            start = end;
        }
        return batches;
    }

    public static Ledger.Entry entry(String merchant, String connection, Event event) {
        return new Ledger.Entry(merchant, connection, "standard", event, RECORDED);
    }
}
