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

/** What figures consist of, over HTTP; who may see a merchant is decided before. */
@RestController
final class ExplainEndpoint {

    private final Merchants merchants;
    private final Explanations explanations;

    ExplainEndpoint(Merchants merchants, Explanations explanations) {
        this.merchants = merchants;
        this.explanations = explanations;
    }

    /**
     * One figure of the document and the charges or customers it consists of, the largest numerator
     * first, then the largest denominator, then by id.
     *
     * @param metric as in {@code delinquency.rate}
     */
    @GetMapping("/v1/merchants/{merchant}/kpis/{metric}/explain")
    Mono<Explanation> explain(
            @PathVariable("merchant") String merchant,
            @PathVariable("metric") String metric,
            @RequestParam(name = "currency", required = false) @Nullable String currency,
            @RequestParam(name = "as_of", required = false) @Nullable String asOf,
            @RequestParam(name = "window_start", required = false) @Nullable String windowStart,
            @RequestParam(name = "window_end", required = false) @Nullable String windowEnd,
            @RequestParam(name = "method", required = false) @Nullable String method,
            @RequestParam(name = "limit", required = false) @Nullable String limit,
            @RequestParam(name = "cursor", required = false) @Nullable String cursor) {
        var asked =
                new Explanations.Asked(
                        Metric.required(metric),
                        KpiQuestion.of(currency, asOf, windowStart, windowEnd, method),
                        Page.size(number(limit)),
                        Rank.after(cursor));
        return merchants.required(merchant).flatMap(known -> explanations.explain(known, asked));
    }

    private static @Nullable Integer number(@Nullable String limit) {
        try {
            return limit == null ? null : Integer.valueOf(limit);
        } catch (NumberFormatException unreadable) {
            throw Problem.invalid("limit", "must be a whole number");
        }
    }
}
