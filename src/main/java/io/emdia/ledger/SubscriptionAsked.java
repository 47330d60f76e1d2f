package io.emdia.ledger;

import io.emdia.http.DayParameter;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.util.List;

/**
 * What a list of subscriptions is asked for, as it comes: the members of a search, the parameters
 * of a request.
 *
 * @param text a beginning of an id or of a plan, or what finds the customer; never in a URL
 * @param sort {@code started_on}, {@code amount} (of a month) or {@code customer}, each with a
 *     {@code -} before it for the other direction
 */
record SubscriptionAsked(
        @Nullable String text,
        @Nullable String status,
        @Nullable String customerId,
        @Nullable String connectionId,
        @Nullable String currency,
        @Nullable String asOf,
        @Nullable String sort,
        @Nullable Integer limit,
        @Nullable String cursor) {

    private static final List<String> STATUSES =
            List.of("active", "canceled", "past_due", "paused", "trialing");

    /** Which are asked for; null asks for no such thing. */
    record Filter(
            @Nullable String text,
            @Nullable String status,
            @Nullable String customerId,
            @Nullable String connectionId,
            @Nullable String currency) {}

    /** A 400 names the member that is wrong. */
    Filter filter() {
        return new Filter(
                Words.searched(text),
                ChargeFilter.among("status", STATUSES, status),
                customerId,
                connectionId,
                ChargeFilter.currency(currency));
    }

    /** Null for today. */
    @Nullable LocalDate day() {
        return DayParameter.read("as_of", asOf);
    }

    ListOrder order() {
        return SubscriptionOrder.of(sort, currency);
    }
}
