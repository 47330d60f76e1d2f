package io.emdia.ledger;

import io.emdia.facts.ChargeFact.ChargeLinked;
import io.emdia.facts.Fact;
import io.emdia.facts.Ids;

import java.util.Comparator;
import java.util.stream.Stream;

/**
 * What facts are about.
 *
 * @param kind {@code charge}, {@code customer} or {@code subscription}
 */
record Subject(String merchantId, String connectionId, String kind, String id)
        implements Comparable<Subject> {

    private static final Comparator<Subject> ORDER =
            Comparator.comparing(Subject::merchantId, Ids.BY_BYTES)
                    .thenComparing(Subject::connectionId, Ids.BY_BYTES)
                    .thenComparing(Subject::kind, Ids.BY_BYTES)
                    .thenComparing(Subject::id, Ids.BY_BYTES);

    /** A link is about both of its ends. */
    static Stream<Subject> of(EventKey event, Fact fact) {
        var kind = FactCodec.kind(fact);
        var ids =
                fact instanceof ChargeLinked link
                        ? Stream.of(link.chargeId(), link.of())
                        : Stream.of(fact.subjectId());
        return ids.map(id -> new Subject(event.merchantId(), event.connectionId(), kind, id));
    }

    static Subject of(ChargeKey key) {
        return new Subject(key.merchantId(), key.connectionId(), "charge", key.chargeId());
    }

    static Subject of(CustomerKey key) {
        return new Subject(key.merchantId(), key.connectionId(), "customer", key.customerId());
    }

    static Subject of(Subscription.SubscriptionKey key) {
        return new Subject(
                key.merchantId(), key.connectionId(), "subscription", key.subscriptionId());
    }

    ChargeKey charge() {
        return new ChargeKey(merchantId, connectionId, id);
    }

    CustomerKey customer() {
        return new CustomerKey(merchantId, connectionId, id);
    }

    Subscription.SubscriptionKey subscription() {
        return new Subscription.SubscriptionKey(merchantId, connectionId, id);
    }

    @Override
    public int compareTo(Subject other) {
        return ORDER.compare(this, other);
    }
}
