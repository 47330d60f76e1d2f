package io.emdia.ledger;

import io.emdia.http.DayParameter;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;

/**
 * What a list of charges is asked for, as it comes: the members of a search, the parameters of a
 * request.
 *
 * @param text a beginning of a charge's id, or what finds its customer; never in a URL
 * @param aging a bucket of the day that is asked about
 * @param doubtful whether long overdue, their gateway silent since they were due
 * @param sort {@code due_on}, {@code issued_on}, {@code amount} or {@code open_amount}, each with a
 *     {@code -} before it for the last or greatest first
 */
record ChargeAsked(
        @Nullable String text,
        @Nullable String status,
        @Nullable String customerId,
        @Nullable String subscriptionId,
        @Nullable String connectionId,
        @Nullable String method,
        @Nullable String currency,
        @Nullable String aging,
        @Nullable String dueFrom,
        @Nullable String dueTo,
        @Nullable Boolean doubtful,
        @Nullable String asOf,
        @Nullable String sort,
        @Nullable Integer limit,
        @Nullable String cursor) {

    ChargeFilter filter() {
        return ChargeFilter.of(this);
    }

    /** Null for today. */
    @Nullable LocalDate day() {
        return DayParameter.read("as_of", asOf);
    }

    ListOrder order() {
        return ChargeOrder.of(sort, currency);
    }
}
