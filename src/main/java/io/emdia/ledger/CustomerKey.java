package io.emdia.ledger;

import io.emdia.facts.Ids;

import java.util.Comparator;

/** Names a customer within a connection. */
public record CustomerKey(String merchantId, String connectionId, String customerId)
        implements Comparable<CustomerKey> {

    private static final Comparator<CustomerKey> ORDER =
            Comparator.comparing(CustomerKey::merchantId, Ids.BY_BYTES)
                    .thenComparing(CustomerKey::connectionId, Ids.BY_BYTES)
                    .thenComparing(CustomerKey::customerId, Ids.BY_BYTES);

    @Override
    public int compareTo(CustomerKey other) {
        return ORDER.compare(this, other);
    }
}
