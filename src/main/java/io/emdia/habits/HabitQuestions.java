package io.emdia.habits;

import io.emdia.facts.Method;
import io.emdia.http.DayParameter;
import io.emdia.http.Problem;
import io.emdia.kpi.KpiDocuments;
import io.emdia.kpi.KpiQuestion;
import io.emdia.merchants.Merchant;
import io.emdia.merchants.Merchants;
import io.emdia.money.Currencies;
import io.r2dbc.spi.Connection;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/** Reads what is asked for, and takes the defaults. */
@Component
final class HabitQuestions {

    /** A year, its last day counted. */
    static final int DAYS_DEFAULT = 365;

    /** As many as a document's window may have. */
    static final int DAYS_MAX = 3660;

    private final Merchants merchants;
    private final KpiDocuments documents;
    private final InstantSource clock;

    HabitQuestions(Merchants merchants, KpiDocuments documents, InstantSource clock) {
        this.merchants = merchants;
        this.documents = documents;
        this.clock = clock;
    }

    /** The merchant, or a 404. */
    Mono<Merchant> merchant(String id) {
        return merchants.required(id);
    }

    /** The asked day, else today in the merchant's zone. */
    LocalDate day(Merchant merchant, @Nullable LocalDate asked) {
        return asked != null ? asked : clock.instant().atZone(merchant.timeZone()).toLocalDate();
    }

    /** The asked currency, else the merchant's default or only one, else a 400. */
    Mono<String> currency(Connection unit, Merchant merchant, @Nullable String asked) {
        return documents.currency(unit, merchant, KpiQuestion.now(asked));
    }

    /** Days from the first to the last, both counted. */
    record Span(LocalDate from, LocalDate to) {

        /**
         * What is asked, else the year that ends with the given day.
         *
         * @param names of the parameters, the first day's and the last one's
         */
        static Span of(
                Names names, @Nullable LocalDate from, @Nullable LocalDate to, LocalDate end) {
            var last = to != null ? to : end;
            var first = from != null ? from : last.minusDays(DAYS_DEFAULT - 1L);
            if (first.isAfter(last)) {
                throw Problem.invalid(names.from(), "must not be after %s".formatted(last));
            }
            if (ChronoUnit.DAYS.between(first, last) >= DAYS_MAX) {
                throw Problem.invalid(
                        names.from(), "must leave at most %d days".formatted(DAYS_MAX));
            }
            return new Span(first, last);
        }
    }

    record Names(String from, String to) {}

    static @Nullable LocalDate day(String parameter, @Nullable String text) {
        var day = DayParameter.read(parameter, text);
        return day == null ? null : DayParameter.within(parameter, day);
    }

    static @Nullable String currency(@Nullable String asked) {
        if (asked != null && !Currencies.isKnown(asked)) {
            throw Problem.invalid("currency", "must be an ISO 4217 code in upper case");
        }
        return asked;
    }

    /** As written in the database. */
    static @Nullable String method(@Nullable String asked) {
        if (asked != null && Method.of(asked).isEmpty()) {
            throw Problem.invalid("method", "must be a method as in \"pix\"");
        }
        return asked;
    }

    /** A whole number of the given range; null when there is no text. */
    static @Nullable Integer number(String parameter, @Nullable String text, int min, int max) {
        if (text == null) {
            return null;
        }
        try {
            var number = Integer.parseInt(text);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException _) {
            // told below
        }
        throw Problem.invalid(
                parameter, "must be a whole number from %d to %d".formatted(min, max));
    }
}
