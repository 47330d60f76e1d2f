package io.emdia.ledger;

import io.emdia.facts.Ids;

import java.util.Comparator;

/** Names a charge: ids are a connection's own, nobody is merged across connections. */
public record ChargeKey(String merchantId, String connectionId, String chargeId)
        implements Comparable<ChargeKey> {

    private static final Comparator<ChargeKey> ORDER =
            Comparator.comparing(ChargeKey::merchantId, Ids.BY_BYTES)
                    .thenComparing(ChargeKey::connectionId, Ids.BY_BYTES)
                    .thenComparing(ChargeKey::chargeId, Ids.BY_BYTES);

    @Override
    public int compareTo(ChargeKey other) {
        return ORDER.compare(this, other);
    }
}
