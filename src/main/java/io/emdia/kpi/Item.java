package io.emdia.kpi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;

import io.emdia.kpi.Detail.OfCharge;
import io.emdia.kpi.Detail.OfCustomer;
import io.emdia.kpi.Detail.OfEvent;
import io.emdia.kpi.Detail.OfSubscription;
import io.emdia.kpi.Detail.OfTime;
import io.emdia.ledger.CustomerKey;

import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.util.Optional;

/**
 * Something that adds to a figure.
 *
 * @param kind {@code charge}, {@code customer}, {@code subscription}, {@code event} or {@code
 *     time_passed}
 * @param id within its connection; null for the time
 * @param customerName what its customer is called, null where nobody said or it has none
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record Item(
        String kind,
        @Nullable String id,
        BigInteger numerator,
        @Nullable BigInteger denominator,
        @Nullable String customerName,
        @JsonUnwrapped Detail detail) {

    static Item of(Rank rank, Detail detail) {
        var adds = rank.adds();
        var id = rank.id().isEmpty() ? null : rank.id();
        return new Item(detail.kind(), id, adds.numerator(), adds.denominator(), null, detail);
    }

    /** Whose it is; empty for what is nobody's. */
    Optional<CustomerKey> customer(String merchantId) {
        return switch (detail) {
            case OfCharge of -> key(merchantId, of.connectionId(), of.customerId());
            case OfCustomer of -> key(merchantId, of.connectionId(), of.customerId());
            case OfSubscription of -> key(merchantId, of.connectionId(), of.customerId());
            case OfEvent _, OfTime _ -> Optional.empty();
        };
    }

    Item named(@Nullable String name) {
        return new Item(kind, id, numerator, denominator, name, detail);
    }

    private static Optional<CustomerKey> key(
            String merchantId, String connectionId, @Nullable String customerId) {
        return Optional.ofNullable(customerId)
                .map(customer -> new CustomerKey(merchantId, connectionId, customer));
    }
}
