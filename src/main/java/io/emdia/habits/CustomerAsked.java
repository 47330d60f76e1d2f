package io.emdia.habits;

import io.emdia.http.DayParameter;
import io.emdia.ledger.ListOrder;
import io.emdia.ledger.Words;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;

/**
 * What a list of customers is asked for, as it comes: the members of a search, the parameters of a
 * request.
 *
 * @param text beginnings of words of a name or an e-mail, of a document's number or of an id; never
 *     in a URL
 * @param overdue {@code true} for those who owe something that is overdue
 * @param currency of what is overdue; else only those who were ever charged in it
 * @param sort {@code name} or {@code overdue_amount}, each with a {@code -} before it for the other
 *     direction
 */
record CustomerAsked(
        @Nullable String text,
        @Nullable String habit,
        @Nullable Boolean overdue,
        @Nullable String currency,
        @Nullable String asOf,
        @Nullable String sort,
        @Nullable Integer limit,
        @Nullable String cursor) {

    /** Which are asked for; null asks for no such thing. */
    record Filter(
            @Nullable String text,
            @Nullable String habit,
            boolean isOverdue,
            @Nullable String currency) {

        static Filter of(@Nullable String habit) {
            return new Filter(null, habit, false, null);
        }

        Filter in(String known) {
            return new Filter(text, habit, isOverdue, known);
        }
    }

    /** A 400 names the member that is wrong. */
    Filter filter() {
        return new Filter(
                Words.searched(text),
                Verdict.asked(habit),
                Boolean.TRUE.equals(overdue),
                Span.known(currency));
    }

    /** Null for today. */
    @Nullable LocalDate day() {
        return DayParameter.read("as_of", asOf);
    }

    ListOrder order() {
        return CustomerOrder.of(sort);
    }
}
