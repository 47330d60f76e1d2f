package io.emdia.ledger;

import org.jspecify.annotations.Nullable;

/** A question about charges, member by member. */
final class ChargeQuestion {

    private @Nullable String text;
    private @Nullable String status;
    private @Nullable String customer;
    private @Nullable String subscription;
    private @Nullable String connection;
    private @Nullable String method;
    private @Nullable String currency;
    private @Nullable String aging;
    private @Nullable Boolean doubtful;
    private @Nullable String sort;

    ChargeQuestion text(@Nullable String asked) {
        text = asked;
        return this;
    }

    ChargeQuestion status(String asked) {
        status = asked;
        return this;
    }

    ChargeQuestion customer(String asked) {
        customer = asked;
        return this;
    }

    ChargeQuestion subscription(String asked) {
        subscription = asked;
        return this;
    }

    ChargeQuestion connection(String asked) {
        connection = asked;
        return this;
    }

    ChargeQuestion method(String asked) {
        method = asked;
        return this;
    }

    ChargeQuestion currency(String asked) {
        currency = asked;
        return this;
    }

    ChargeQuestion aging(String asked) {
        aging = asked;
        return this;
    }

    ChargeQuestion doubtful(boolean asked) {
        doubtful = asked;
        return this;
    }

    ChargeQuestion sort(String asked) {
        sort = asked;
        return this;
    }

    ChargeAsked done() {
        return new ChargeAsked(
                text,
                status,
                customer,
                subscription,
                connection,
                method,
                currency,
                aging,
                null,
                null,
                doubtful,
                null,
                sort,
                null,
                null);
    }
}
