package io.emdia.kpi;

import io.emdia.facts.Ids;
import io.emdia.ledger.CustomerKey;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

/** The customer, in one currency, of whom a row is kept. */
record Owner(String merchantId, String connectionId, String customerId, String currency)
        implements Comparable<Owner> {

    private static final Comparator<Owner> ORDER =
            Comparator.comparing(Owner::merchantId, Ids.BY_BYTES)
                    .thenComparing(Owner::connectionId, Ids.BY_BYTES)
                    .thenComparing(Owner::customerId, Ids.BY_BYTES)
                    .thenComparing(Owner::currency, Ids.BY_BYTES);

    CustomerKey customer() {
        return new CustomerKey(merchantId, connectionId, customerId);
    }

    /** Of its row, the merchant left out. */
    Map<String, String> columns() {
        var columns = new LinkedHashMap<String, String>();
        columns.put("connection_id", connectionId);
        columns.put("customer_id", customerId);
        columns.put("currency", currency);
        return columns;
    }

    @Override
    public int compareTo(Owner other) {
        return ORDER.compare(this, other);
    }
}
