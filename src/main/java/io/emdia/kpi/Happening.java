package io.emdia.kpi;

import io.emdia.facts.ChargeFact;
import io.emdia.facts.Fact;
import io.emdia.facts.Ids;
import io.emdia.facts.SubscriptionFact;
import io.emdia.ledger.Ledger;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * An event as it was recorded.
 *
 * @param type the gateway's own name of its kind
 * @param charges the first ids of the charges it tells of
 * @param subscriptions the same of subscriptions
 */
record Happening(
        Instant recordedAt,
        String connectionId,
        String eventId,
        String digest,
        String type,
        Instant timestamp,
        List<String> charges,
        List<String> subscriptions)
        implements Comparable<Happening> {

    private static final int IDS_MAX = 20;

    private static final Comparator<Happening> ORDER =
            Comparator.comparing(Happening::recordedAt)
                    .thenComparing(Happening::connectionId, Ids.BY_BYTES)
                    .thenComparing(Happening::eventId, Ids.BY_BYTES)
                    .thenComparing(Happening::digest, Ids.BY_BYTES);

    static Happening of(Ledger.Entry entry) {
        var event = entry.event();
        return new Happening(
                entry.recordedAt(),
                entry.connectionId(),
                event.id(),
                event.digest(),
                event.type(),
                event.timestamp(),
                ids(event.facts(), ChargeFact.class, ChargeFact::chargeId),
                ids(event.facts(), SubscriptionFact.class, SubscriptionFact::subscriptionId));
    }

    private static <F extends Fact> List<String> ids(
            List<Fact> facts, Class<F> kind, Function<F, String> id) {
        return facts.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .map(id)
                .distinct()
                .limit(IDS_MAX)
                .toList();
    }

    @Override
    public int compareTo(Happening other) {
        return ORDER.compare(this, other);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Happening one && compareTo(one) == 0;
    }

    @Override
    public int hashCode() {
        return digest.hashCode();
    }
}
