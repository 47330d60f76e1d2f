package io.emdia.kpi;

import io.emdia.http.Page;
import io.emdia.http.Problem;
import io.emdia.merchants.Merchants;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;

/** What figures consist of, over HTTP; who may see a merchant is decided before. */
@RestController
final class ExplainEndpoint {

    private final Merchants merchants;
    private final Explanations explanations;
    private final InstantSource clock;

    ExplainEndpoint(Merchants merchants, Explanations explanations, InstantSource clock) {
        this.merchants = merchants;
        this.explanations = explanations;
        this.clock = clock;
    }

    /**
     * One figure of the document and the charges or customers it consists of, the largest numerator
     * first, then the largest denominator, then by id.
     *
     * <p>With {@code since}, what moved it since that instant instead, event by event and by the
     * days that went by: the figure of then is of the facts recorded by then, as of that day in the
     * merchant's zone unless {@code as_of} says another. The farthest move is first, whichever way.
     *
     * @param metric as in {@code delinquency.rate}
     */
    @GetMapping("/v1/merchants/{merchant}/kpis/{metric}/explain")
    Mono<Explained> explain(
            @PathVariable("merchant") String merchant,
            @PathVariable("metric") String metric,
            @RequestParam(name = "currency", required = false) @Nullable String currency,
            @RequestParam(name = "as_of", required = false) @Nullable String asOf,
            @RequestParam(name = "window_start", required = false) @Nullable String windowStart,
            @RequestParam(name = "window_end", required = false) @Nullable String windowEnd,
            @RequestParam(name = "method", required = false) @Nullable String method,
            @RequestParam(name = "since", required = false) @Nullable String since,
            @RequestParam(name = "limit", required = false) @Nullable String limit,
            @RequestParam(name = "cursor", required = false) @Nullable String cursor) {
        var asked =
                new Explanations.Asked(
                        Metric.required(metric),
                        KpiQuestion.of(currency, asOf, windowStart, windowEnd, method),
                        Page.size(number(limit)),
                        Rank.after(cursor));
        var then = instant(since);
        return merchants
                .required(merchant)
                .flatMap(
                        known ->
                                then == null
                                        ? explanations.explain(known, asked)
                                        : explanations.compare(known, asked, then));
    }

    private @Nullable Instant instant(@Nullable String since) {
        try {
            var then = since == null ? null : Instant.parse(since);
            if (then != null && then.isAfter(clock.instant())) {
                throw Problem.invalid("since", "must not be in the future");
            }
            return then;
        } catch (DateTimeParseException unreadable) {
            throw Problem.invalid("since", "must be an instant as in 2025-06-30T12:00:00Z");
        }
    }

    /** A whole number, as a page's size is. */
    static @Nullable Integer number(@Nullable String limit) {
        try {
            return limit == null ? null : Integer.valueOf(limit);
        } catch (NumberFormatException unreadable) {
            throw Problem.invalid("limit", "must be a whole number");
        }
    }
}
