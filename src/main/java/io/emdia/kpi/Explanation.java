package io.emdia.kpi;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.emdia.ledger.CustomerKey;
import io.emdia.ledger.Persons;
import io.r2dbc.spi.Connection;

import org.jspecify.annotations.Nullable;

import reactor.core.publisher.Mono;

import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * A figure and what it consists of. The numerators of all items, over all pages, add up to the
 * figure's, and so do the denominators; what adds nothing to either is left out. Of a median, the
 * numerator is what was received up to it and the denominator all that was received.
 *
 * @param version of the merchant's figures; pages of one version fit together
 * @param value as in the document
 * @param denominator null for amounts and counts
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.ALWAYS)
record Explanation(
        String metric,
        String currency,
        LocalDate asOf,
        KpiDocument.Window window,
        long version,
        @Nullable Number value,
        BigInteger numerator,
        @Nullable BigInteger denominator,
        List<Item> items,
        @Nullable String nextCursor)
        implements Explained {

    /** With what the customers of its items are called. */
    Mono<Explanation> named(Connection unit, String merchantId, Persons persons) {
        var customers =
                items.stream()
                        .flatMap(item -> item.customer(merchantId).stream())
                        .distinct()
                        .toList();
        return persons.names(unit, customers).map(names -> named(merchantId, names));
    }

    private Explanation named(String merchantId, Map<CustomerKey, String> names) {
        var named =
                items.stream()
                        .map(
                                item ->
                                        item.named(
                                                item.customer(merchantId)
                                                        .map(names::get)
                                                        .orElse(null)))
                        .toList();
        return new Explanation(
                metric,
                currency,
                asOf,
                window,
                version,
                value,
                numerator,
                denominator,
                named,
                nextCursor);
    }
}
