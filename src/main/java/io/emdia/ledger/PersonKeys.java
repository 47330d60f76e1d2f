package io.emdia.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.emdia.keys.SealingKey;
import io.emdia.keys.Unopened;

import org.jspecify.annotations.Nullable;

import java.util.Base64;
import java.util.Map;

/**
 * The keys of some customers. They are read for one unit of work and forgotten with it, so that one
 * that is destroyed is nowhere.
 */
final class PersonKeys {

    /** Opens nothing: whatever is sealed is as if it had never been told. */
    static final PersonKeys NONE = new PersonKeys(Map.of());

    private final Map<CustomerKey, SealingKey> keys;

    /**
     * @param keys none of those who are erased
     */
    PersonKeys(Map<CustomerKey, SealingKey> keys) {
        this.keys = Map.copyOf(keys);
    }

    /** False of customers who are erased, or were never told of. */
    boolean has(CustomerKey customer) {
        return keys.containsKey(customer);
    }

    /**
     * As base64; null for a customer without a key, of whom nothing is to be kept.
     *
     * @param kind what it is of the customer
     */
    @Nullable String sealed(CustomerKey customer, String kind, String plain) {
        var key = keys.get(customer);
        return key == null
                ? null
                : Base64.getEncoder()
                        .encodeToString(key.seal(plain.getBytes(UTF_8), context(customer, kind)));
    }

    /** Null for what a key sealed that is destroyed. */
    @Nullable String opened(CustomerKey customer, String kind, byte[] sealed) {
        var key = keys.get(customer);
        if (key == null) {
            return null;
        }
        try {
            return new String(key.open(sealed, context(customer, kind)), UTF_8);
        } catch (Unopened _) {
            return null;
        }
    }

    private static String context(CustomerKey customer, String kind) {
        return "%s|%s|%s|%s"
                .formatted(
                        kind,
                        customer.merchantId(),
                        customer.connectionId(),
                        customer.customerId());
    }
}
