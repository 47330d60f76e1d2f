package io.emdia.kpi;

import io.emdia.facts.Method;
import io.emdia.http.Problem;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What one document covers, every default taken.
 *
 * @param end of the window, cut at {@code asOf}
 * @param method null for all
 * @param doubtfulAfterDays days overdue in silence that are not doubtful yet
 */
record Scope(
        String currency,
        LocalDate asOf,
        LocalDate start,
        LocalDate end,
        @Nullable Method method,
        int doubtfulAfterDays) {

    static final int WINDOW_DAYS = 30;

    static Scope of(
            KpiQuestion question,
            String currency,
            LocalDate today,
            Duration windowMax,
            int doubtfulAfterDays) {
        var asOf = or(question.asOf(), today);
        var end = or(question.windowEnd(), asOf);
        var cut = end.isAfter(asOf) ? asOf : end;
        var start = or(question.windowStart(), cut.minusDays(WINDOW_DAYS - 1));
        if (start.isAfter(end)) {
            throw Problem.invalid("window_start", "must not be after window_end, " + end);
        }
        if (start.isAfter(asOf)) {
            throw Problem.invalid("window_start", "must not be after as_of, " + asOf);
        }
        var scope = new Scope(currency, asOf, start, cut, question.method(), doubtfulAfterDays);
        if (scope.days() > windowMax.toDays()) {
            throw Problem.invalid(
                    "window_start", "must leave at most " + windowMax.toDays() + " days");
        }
        return scope;
    }

    /** The same in another currency. */
    Scope in(String other) {
        return new Scope(other, asOf, start, end, method, doubtfulAfterDays);
    }

    /** Of the cut window. */
    long days() {
        return ChronoUnit.DAYS.between(start, end) + 1;
    }

    /** The first of as many days as the window has, ending at {@code asOf}. */
    LocalDate salesStart() {
        return asOf.minusDays(days() - 1);
    }

    /** The last effective due day whose charges are overdue if not paid. */
    LocalDate cohortEnd() {
        return end.isBefore(asOf) ? end : asOf.minusDays(1);
    }

    /** The last effective due day whose silent charges are doubtful. */
    LocalDate doubtfulTo() {
        return asOf.minusDays(doubtfulAfterDays + 1L);
    }

    private static LocalDate or(@Nullable LocalDate asked, LocalDate otherwise) {
        return Optional.ofNullable(asked).orElse(otherwise);
    }
}
