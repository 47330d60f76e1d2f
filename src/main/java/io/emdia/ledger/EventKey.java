package io.emdia.ledger;

import io.emdia.facts.Ids;

import java.util.Comparator;

/** Names an event: its id within its connection. */
record EventKey(String merchantId, String connectionId, String eventId)
        implements Comparable<EventKey> {

    private static final Comparator<EventKey> ORDER =
            Comparator.comparing(EventKey::merchantId, Ids.BY_BYTES)
                    .thenComparing(EventKey::connectionId, Ids.BY_BYTES)
                    .thenComparing(EventKey::eventId, Ids.BY_BYTES);

    static EventKey of(Ledger.Entry entry) {
        return new EventKey(entry.merchantId(), entry.connectionId(), entry.event().id());
    }

    @Override
    public int compareTo(EventKey other) {
        return ORDER.compare(this, other);
    }
}
