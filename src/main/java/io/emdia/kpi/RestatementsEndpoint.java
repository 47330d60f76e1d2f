package io.emdia.kpi;

import io.emdia.http.Cursor;
import io.emdia.http.DayParameter;
import io.emdia.http.Page;
import io.emdia.http.Problem;
import io.emdia.merchants.Merchants;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.Arrays;

/** What changed of closed months, over HTTP; who may see a merchant is decided before. */
@RestController
final class RestatementsEndpoint {

    private final Merchants merchants;
    private final Restating restating;

    RestatementsEndpoint(Merchants merchants, Restating restating) {
        this.merchants = merchants;
        this.restating = restating;
    }

    /**
     * The figures of a closed month that are not what they were when it ended, in the document's
     * order, each with the events that moved it farthest.
     *
     * @param month as in {@code 2025-06}
     */
    @GetMapping("/v1/merchants/{merchant}/kpis/restatements")
    Mono<Restatements> restatements(
            @PathVariable("merchant") String merchant,
            @RequestParam(name = "month", required = false) @Nullable String month,
            @RequestParam(name = "currency", required = false) @Nullable String currency,
            @RequestParam(name = "limit", required = false) @Nullable String limit,
            @RequestParam(name = "cursor", required = false) @Nullable String cursor) {
        var asked =
                new Restating.Asked(
                        month(month),
                        KpiQuestion.now(currency).currency(),
                        Page.size(ExplainEndpoint.number(limit)),
                        cursor == null ? null : after(cursor));
        return merchants.required(merchant).flatMap(known -> restating.restated(known, asked));
    }

    private static YearMonth month(@Nullable String asked) {
        if (asked == null) {
            throw Problem.invalid("month", "is required, as in 2025-06");
        }
        try {
            var month = YearMonth.parse(asked);
            var _ = DayParameter.within("month", month.atDay(1));
            return month;
        } catch (DateTimeParseException unreadable) {
            throw Problem.invalid("month", "must be a month as in 2025-06");
        }
    }

    private static Metric after(String cursor) {
        var code = Cursor.decode(cursor, 1).parts().getFirst();
        return Arrays.stream(Metric.values())
                .filter(metric -> metric.code().equals(code))
                .findFirst()
                .orElseThrow(() -> Problem.invalid("cursor", "must be a next_cursor of this list"));
    }
}
