package io.emdia.kpi;

import io.emdia.facts.Ids;

import java.util.Comparator;

/** One customer's recurring revenue in one currency. */
record Payer(String merchantId, String connectionId, String customerId, String currency)
        implements Comparable<Payer> {

    private static final Comparator<Payer> ORDER =
            Comparator.comparing(Payer::merchantId, Ids.BY_BYTES)
                    .thenComparing(Payer::connectionId, Ids.BY_BYTES)
                    .thenComparing(Payer::customerId, Ids.BY_BYTES)
                    .thenComparing(Payer::currency, Ids.BY_BYTES);

    @Override
    public int compareTo(Payer other) {
        return ORDER.compare(this, other);
    }
}
