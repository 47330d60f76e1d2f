package io.emdia.kpi;

import io.emdia.facts.Method;
import io.emdia.http.DayParameter;
import io.emdia.http.Problem;
import io.emdia.money.Currencies;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;

/**
 * What a document is asked for; whatever is null takes its default at the moment it is computed, so
 * one question stays good for a stream that passes midnight.
 *
 * @param currency ISO 4217 code; else the merchant's default or only one
 * @param asOf the day whose end the figures show; else today in the merchant's zone
 * @param windowStart else the 30th day back, counting the window's last
 * @param windowEnd else {@code asOf}, where a later one is cut
 * @param method narrows to charges whose own method it is; else all
 */
public record KpiQuestion(
        @Nullable String currency,
        @Nullable LocalDate asOf,
        @Nullable LocalDate windowStart,
        @Nullable LocalDate windowEnd,
        @Nullable Method method) {

    public KpiQuestion {
        if (currency != null && !Currencies.isKnown(currency)) {
            throw Problem.invalid("currency", "must be an ISO 4217 code in upper case");
        }
        requireSane("as_of", asOf);
        requireSane("window_start", windowStart);
        requireSane("window_end", windowEnd);
    }

    /** All by default but, perhaps, the currency. */
    public static KpiQuestion now(@Nullable String currency) {
        return new KpiQuestion(currency, null, null, null, null);
    }

    /** The same in a currency. */
    KpiQuestion in(String other) {
        return new KpiQuestion(other, asOf, windowStart, windowEnd, method);
    }

    /** Reads the parameters of a request; a 400 names the one that is wrong. */
    public static KpiQuestion of(
            @Nullable String currency,
            @Nullable String asOf,
            @Nullable String windowStart,
            @Nullable String windowEnd,
            @Nullable String method) {
        return new KpiQuestion(
                currency,
                DayParameter.read("as_of", asOf),
                DayParameter.read("window_start", windowStart),
                DayParameter.read("window_end", windowEnd),
                method == null ? null : method(method));
    }

    private static Method method(String code) {
        return Method.of(code)
                .orElseThrow(() -> Problem.invalid("method", "must be a method as in \"pix\""));
    }

    private static void requireSane(String parameter, @Nullable LocalDate day) {
        if (day != null) {
            var _ = DayParameter.within(parameter, day);
        }
    }
}
