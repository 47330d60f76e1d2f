package io.emdia.habits;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

import io.emdia.database.Row;
import io.emdia.http.DayParameter;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.time.LocalDate;

/** The calendar of lateness over HTTP. */
@RestController
final class LatenessEndpoint {

    private static final String SQL =
            """
            select due, method, count(*) as matured,
                   count(*) filter (where settled is null or settled > due) as late
              from (select effective_due_on as due, method,
                           settled_days[width_bucket($4::date, turns)] as settled
                      from charge
                     where merchant_id = $1 and currency = $2 and ($3::text is null or method = $3)
                       and effective_due_on between $5::date and least($6::date, $4::date - 1)
                       and issued_on <= $4::date
                       and (canceled_on is null or canceled_on > $4::date)
                       and settled_days is not null) as matured
             group by due, method\
            """;

    private final HabitQuestions questions;

    LatenessEndpoint(HabitQuestions questions) {
        this.questions = questions;
    }

    /**
     * @param lateness its members stand beside what was asked
     */
    record Answer(
            String merchant,
            String currency,
            LocalDate asOf,
            LocalDate from,
            LocalDate to,
            @JsonUnwrapped Lateness lateness) {

        static Answer of(Slice slice, Lateness lateness) {
            return new Answer(
                    slice.merchantId(),
                    slice.currency(),
                    slice.asOf(),
                    slice.from(),
                    slice.to(),
                    lateness);
        }
    }

    /**
     * @param from first effective due day, by default the 365th counted back from {@code to}
     * @param to last effective due day, by default {@code as_of}, where a later one is cut
     */
    @GetMapping("/v1/merchants/{merchant}/kpis/lateness")
    Mono<Answer> lateness(
            @PathVariable("merchant") String merchant,
            @RequestParam(name = "from", required = false) @Nullable String from,
            @RequestParam(name = "to", required = false) @Nullable String to,
            @RequestParam(name = "as_of", required = false) @Nullable String asOf,
            @RequestParam(name = "currency", required = false) @Nullable String currency,
            @RequestParam(name = "method", required = false) @Nullable String method) {
        var asked =
                new Span(
                        DayParameter.read("as_of", asOf),
                        Span.Asked.of("from", from),
                        DayParameter.read("to", to),
                        Span.YEAR_DAYS,
                        currency,
                        method);
        return questions.answer(merchant, asked, LatenessEndpoint::read).checkpoint("lateness");
    }

    static Mono<Answer> read(Connection unit, Slice slice) {
        return slice.on(unit, SQL)
                .rows(LatenessEndpoint::due)
                .map(dues -> Lateness.of(slice.from(), slice.to(), dues))
                .map(lateness -> Answer.of(slice, lateness));
    }

    private static Lateness.Due due(Readable row) {
        return new Lateness.Due(
                Row.day(row, "due"),
                Row.text(row, "method"),
                Row.number(row, "matured"),
                Row.number(row, "late"));
    }
}
