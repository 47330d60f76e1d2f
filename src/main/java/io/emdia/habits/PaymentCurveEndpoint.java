package io.emdia.habits;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.emdia.database.Row;
import io.emdia.habits.PaymentCurve.Ends;
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
import java.util.List;
import java.util.TreeMap;

/** The payment curve over HTTP. */
@RestController
final class PaymentCurveEndpoint {

    /**
     * What came first to each charge due from $5 to $6, as the end of $4 knows it; paid on the day
     * on which it was canceled or written off is paid. What came before the due day came on it.
     * Fenced by {@code offset 0}: each charge's steps are looked up once.
     */
    private static final String SQL =
            """
            select method, lag,
                   count(*) filter (where came = 'paid') as paid,
                   count(*) filter (where came = 'left') as gone,
                   count(*) filter (where came = 'open') as open
              from (select method, due, settled, left_on,
                           case when settled <= coalesce(left_on, settled) then 'paid'
                                when left_on is not null then 'left' else 'open' end as came
                      from (select method, effective_due_on as due,
                                   settled_days[width_bucket($4::date, turns)] as settled,
                                   least(case when canceled_on <= $4::date then canceled_on end,
                                         case when written_off_on <= $4::date
                                              then written_off_on end) as left_on
                              from charge cross join lateral (
                                   select turns[array_position(statuses, 'written_off')]
                                          as written_off_on) as gone
                             where merchant_id = $1 and currency = $2
                               and ($3::text is null or method = $3)
                               and effective_due_on between $5::date and $6::date
                               and issued_on <= $4::date and settled_days is not null
                             offset 0) as charges
                     offset 0) as ends
              cross join lateral (
                   select greatest(0, case came when 'paid' then settled when 'left' then left_on
                                                else $4::date end - due)::bigint as lag) as lags
             group by method, lag\
            """;

    private final HabitQuestions questions;

    PaymentCurveEndpoint(HabitQuestions questions) {
        this.questions = questions;
    }

    /**
     * @param all of all methods together
     * @param byMethod of the charges' own methods, by code
     */
    record Answer(
            String merchant,
            String currency,
            LocalDate asOf,
            LocalDate dueFrom,
            LocalDate dueTo,
            PaymentCurve all,
            List<OfMethod> byMethod) {}

    record OfMethod(String method, long charges, List<PaymentCurve.Point> points) {

        static OfMethod of(String method, List<Ends> ends) {
            var curve = PaymentCurve.of(ends);
            return new OfMethod(method, curve.charges(), curve.points());
        }
    }

    private record MethodEnds(String method, Ends ends) {}

    /**
     * @param dueFrom first effective due day, by default the 365th counted back from {@code due_to}
     * @param dueTo last effective due day, by default {@code as_of}, where a later one is cut
     */
    @GetMapping("/v1/merchants/{merchant}/kpis/payment-curve")
    Mono<Answer> paymentCurve(
            @PathVariable("merchant") String merchant,
            @RequestParam(name = "currency", required = false) @Nullable String currency,
            @RequestParam(name = "as_of", required = false) @Nullable String asOf,
            @RequestParam(name = "due_from", required = false) @Nullable String dueFrom,
            @RequestParam(name = "due_to", required = false) @Nullable String dueTo,
            @RequestParam(name = "method", required = false) @Nullable String method) {
        var asked =
                new Span(
                        DayParameter.read("as_of", asOf),
                        Span.Asked.of("due_from", dueFrom),
                        DayParameter.read("due_to", dueTo),
                        Span.YEAR_DAYS,
                        currency,
                        method);
        return questions
                .answer(merchant, asked, PaymentCurveEndpoint::read)
                .checkpoint("payment curve");
    }

    static Mono<Answer> read(Connection unit, Slice slice) {
        return slice.on(unit, SQL)
                .rows(PaymentCurveEndpoint::ends)
                .map(ends -> answer(slice, ends));
    }

    private static Answer answer(Slice slice, List<MethodEnds> ends) {
        var byMethod =
                ends.stream()
                        .collect(
                                groupingBy(
                                        MethodEnds::method,
                                        TreeMap::new,
                                        mapping(MethodEnds::ends, toList())));
        return new Answer(
                slice.merchantId(),
                slice.currency(),
                slice.asOf(),
                slice.from(),
                slice.to(),
                PaymentCurve.of(ends.stream().map(MethodEnds::ends).toList()),
                byMethod.entrySet().stream()
                        .map(method -> OfMethod.of(method.getKey(), method.getValue()))
                        .toList());
    }

    private static MethodEnds ends(Readable row) {
        var ends =
                new Ends(
                        Math.toIntExact(Row.number(row, "lag")),
                        Row.number(row, "paid"),
                        Row.number(row, "gone"),
                        Row.number(row, "open"));
        return new MethodEnds(Row.text(row, "method"), ends);
    }
}
