package io.emdia.ledger;

import io.emdia.database.Conditions;
import io.emdia.facts.Method;
import io.emdia.http.DayParameter;
import io.emdia.http.Problem;
import io.emdia.money.Currencies;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which charges are asked for; null asks for no such thing. */
record ChargeFilter(
        @Nullable String text,
        @Nullable String status,
        @Nullable String customerId,
        @Nullable String subscriptionId,
        @Nullable String connectionId,
        @Nullable String method,
        @Nullable String currency,
        @Nullable Aging aging,
        @Nullable LocalDate dueFrom,
        @Nullable LocalDate dueTo,
        @Nullable Boolean doubtful) {

    private static final String STATUS =
            "coalesce(statuses[width_bucket($2::date, turns)], 'pending') = ?";
    private static final String OPEN = "open_amounts[width_bucket($2::date, turns)] > 0";
    private static final String DOUBTFUL =
            """
            (coalesce(silent, false) and effective_due_on < $2::date - ?::integer
             and coalesce(open_amounts[width_bucket($2::date, turns)], 0) > 0) = ?\
            """;

    private static final Set<String> FEW =
            Set.of("partially_paid", "refunded", "disputed", "canceled", "written_off");

    /** Reads what is asked for; a 400 names the member that is wrong. */
    static ChargeFilter of(ChargeAsked asked) {
        return new ChargeFilter(
                Words.searched(asked.text()),
                status(asked.status()),
                asked.customerId(),
                asked.subscriptionId(),
                asked.connectionId(),
                method(asked.method()),
                currency(asked.currency()),
                aging(asked.aging()),
                DayParameter.read("due_from", asked.dueFrom()),
                DayParameter.read("due_to", asked.dueTo()),
                asked.doubtful());
    }

    /** A parameter of a request: true or false, else a 400. */
    static @Nullable Boolean truth(String parameter, @Nullable String asked) {
        if (asked != null && !asked.equals("true") && !asked.equals("false")) {
            throw Problem.invalid(parameter, "must be true or false");
        }
        return asked == null ? null : Boolean.valueOf(asked);
    }

    private static @Nullable String status(@Nullable String asked) {
        var codes = Arrays.stream(ChargeStatus.values()).map(ChargeStatus::code).toList();
        return among("status", codes, asked);
    }

    private static @Nullable String method(@Nullable String asked) {
        return among("method", Arrays.stream(Method.values()).map(Method::code).toList(), asked);
    }

    private static @Nullable Aging aging(@Nullable String asked) {
        var labels = Arrays.stream(Aging.values()).map(Aging::label).toList();
        var label = among("aging", labels, asked);
        return label == null ? null : Aging.values()[labels.indexOf(label)];
    }

    static @Nullable String currency(@Nullable String asked) {
        if (asked != null && !Currencies.isKnown(asked)) {
            throw Problem.invalid("currency", "must be an ISO 4217 code in upper case");
        }
        return asked;
    }

    static @Nullable String among(String member, List<String> codes, @Nullable String asked) {
        if (asked != null && !codes.contains(asked)) {
            throw Problem.invalid(member, "must be one of " + codes);
        }
        return asked;
    }

    /** Whether hardly any charge has the status that is asked for. */
    boolean isOfFew() {
        return status != null && FEW.contains(status);
    }

    /** Of charges of the merchant $1 at the end of the day $2; what finds by text is apart. */
    void narrow(Conditions conditions, int doubtfulAfterDays) {
        equal(conditions, "customer_id = ?", customerId);
        equal(conditions, "subscription_id = ?", subscriptionId);
        equal(conditions, "connection_id = ?", connectionId);
        equal(conditions, "method = ?", method);
        equal(conditions, "currency = ?", currency);
        equal(conditions, "effective_due_on >= ?", dueFrom);
        equal(conditions, "effective_due_on <= ?", dueTo);
        equal(conditions, STATUS, status);
        if (doubtful != null) {
            conditions.and(DOUBTFUL, doubtfulAfterDays, doubtful);
        }
        if (aging != null) {
            conditions.and(OPEN);
            overdue(conditions, aging);
        }
    }

    private static void equal(Conditions conditions, String condition, @Nullable Object value) {
        if (value != null) {
            conditions.and(condition, value);
        }
    }

    /** By the days that those of a bucket were due on. */
    private static void overdue(Conditions conditions, Aging aging) {
        if (aging != Aging.NOT_DUE) {
            conditions.and("effective_due_on <= $2::date - ?::integer", aging.daysMin());
        }
        next(aging)
                .ifPresent(
                        older ->
                                conditions.and(
                                        "effective_due_on > $2::date - ?::integer",
                                        older.daysMin()));
    }

    private static Optional<Aging> next(Aging aging) {
        var all = Aging.values();
        var next = aging.ordinal() + 1;
        return next < all.length ? Optional.of(all[next]) : Optional.empty();
    }
}
