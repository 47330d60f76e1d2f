package io.emdia.habits;

import io.emdia.database.Row;
import io.emdia.http.DayParameter;
import io.emdia.ledger.Aging;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.time.LocalDate;
import java.util.List;

/** Roll rates over HTTP: what became of the balances of one day by another. */
@RestController
final class RollEndpoint {

    /** From a month's end to the next, more or less. */
    private static final int DAYS_DEFAULT = 30;

    /**
     * From the book at the end of $5 to that of $6; $7 are the least days overdue of each bucket
     * but the first. What is owed whatever a cancellation says tells what was paid from what left.
     */
    private static final String SQL =
            """
            select width_bucket($5::date - due, $7::integer[])::bigint as bucket_from,
                   width_bucket($6::date - due, $7::integer[])::bigint as bucket_to,
                   count(*) as charges,
                   sum(least(opened, open))::bigint as open,
                   sum(opened - least(opened, owed))::bigint as paid,
                   sum(least(opened, owed) - least(opened, open))::bigint as gone
              from (select effective_due_on as due,
                           open_amounts[width_bucket($5::date, turns)] as opened,
                           open_amounts[width_bucket($6::date, turns)] as open,
                           owed_amounts[width_bucket($6::date, turns)] as owed
                      from charge
                     where merchant_id = $1 and currency = $2 and ($3::text is null or method = $3)
                       and effective_due_on is not null and issued_on <= $5::date
                       and $6::date <= $4::date and owed_amounts is not null) as book
             where opened > 0
             group by bucket_from, bucket_to\
            """;

    private static final Integer[] LEAST_DAYS =
            Aging.OVERDUE.stream().map(Aging::daysMin).toArray(Integer[]::new);

    private final HabitQuestions questions;

    RollEndpoint(HabitQuestions questions) {
        this.questions = questions;
    }

    /**
     * @param rows one for each bucket of the book of {@code from}
     */
    record Answer(
            String merchant,
            String currency,
            @Nullable String method,
            LocalDate from,
            LocalDate to,
            List<Roll.Bucket> rows) {}

    /**
     * @param from the day whose end is the first book, by default 30 days before {@code to}
     * @param to the day whose end is the second one, by default today
     */
    @GetMapping("/v1/merchants/{merchant}/kpis/roll")
    Mono<Answer> roll(
            @PathVariable("merchant") String merchant,
            @RequestParam(name = "from", required = false) @Nullable String from,
            @RequestParam(name = "to", required = false) @Nullable String to,
            @RequestParam(name = "currency", required = false) @Nullable String currency,
            @RequestParam(name = "method", required = false) @Nullable String method) {
        var last = DayParameter.read("to", to);
        var first = Span.Asked.of("from", from);
        var asked = new Span(last, first, last, DAYS_DEFAULT + 1, currency, method);
        return questions.answer(merchant, asked, RollEndpoint::read).checkpoint("roll rates");
    }

    static Mono<Answer> read(Connection unit, Slice slice) {
        return slice.on(unit, SQL)
                .with(LEAST_DAYS)
                .rows(RollEndpoint::move)
                .map(moves -> answer(slice, Roll.of(moves)));
    }

    private static Answer answer(Slice slice, List<Roll.Bucket> rows) {
        return new Answer(
                slice.merchantId(),
                slice.currency(),
                slice.method(),
                slice.from(),
                slice.to(),
                rows);
    }

    private static Roll.Move move(Readable row) {
        return new Roll.Move(
                Math.toIntExact(Row.number(row, "bucket_from")),
                Math.toIntExact(Row.number(row, "bucket_to")),
                Row.number(row, "charges"),
                Row.number(row, "open"),
                Row.number(row, "paid"),
                Row.number(row, "gone"));
    }
}
