package io.emdia.habits;

import io.emdia.facts.Method;
import io.emdia.http.DayParameter;
import io.emdia.http.Problem;
import io.emdia.money.Currencies;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * Days that are asked for, as they come: what is null takes its default.
 *
 * @param asOf else today
 * @param from else so many days as are meant by default, ending with the last one
 * @param to else {@code asOf}, where a later one is cut
 * @param currency an ISO 4217 code, else the merchant's default or only one
 * @param method a method's code, else all
 */
record Span(
        @Nullable LocalDate asOf,
        Asked from,
        @Nullable LocalDate to,
        int daysDefault,
        @Nullable String currency,
        @Nullable String method) {

    /** A year, its last day counted. */
    static final int YEAR_DAYS = 365;

    /** As many as a document's window may have. */
    static final int DAYS_MAX = 3660;

    Span {
        var _ = known(currency);
        if (method != null && Method.of(method).isEmpty()) {
            throw Problem.invalid("method", "must be a method as in \"pix\"");
        }
    }

    /** The same code, or a 400. */
    static @Nullable String known(@Nullable String currency) {
        if (currency != null && !Currencies.isKnown(currency)) {
            throw Problem.invalid("currency", "must be an ISO 4217 code in upper case");
        }
        return currency;
    }

    /** The first day, and the name of the parameter that is to blame if it is wrong. */
    record Asked(String parameter, @Nullable LocalDate day) {

        static Asked of(String parameter, @Nullable String text) {
            return new Asked(parameter, DayParameter.read(parameter, text));
        }
    }

    /** Of all currencies still; a 400 when the days are in disorder or too many. */
    Slice slice(String merchantId, LocalDate end) {
        var last = to == null || to.isAfter(end) ? end : to;
        var first = from.day() == null ? last.minusDays(daysDefault - 1L) : from.day();
        if (first.isAfter(last)) {
            throw Problem.invalid(from.parameter(), "must not be after " + last);
        }
        if (ChronoUnit.DAYS.between(first, end) >= DAYS_MAX) {
            throw Problem.invalid(
                    from.parameter(),
                    "must be less than %d days before %s".formatted(DAYS_MAX, end));
        }
        return new Slice(merchantId, "", method, end, first, last);
    }
}
