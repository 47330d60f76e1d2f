package io.emdia.kpi;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.emdia.merchants.Merchants;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

import java.time.Instant;
import java.util.List;

/** How figures went, over HTTP; who may see a merchant is decided before. */
@RestController
final class HistoryEndpoint {

    private final Merchants merchants;
    private final KpiHistory history;

    HistoryEndpoint(Merchants merchants, KpiHistory history) {
        this.merchants = merchants;
        this.history = history;
    }

    /**
     * @param knownAt left out where no moment was asked for
     * @param points from the first to the last
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record History(String metric, @Nullable Instant knownAt, List<HistoryPoint> points) {}

    /**
     * One figure of the document over time. A point stands at the end of its interval and shows the
     * end of that day; its window is the interval, by day the 30 days that end there.
     *
     * @param metric as in {@code delinquency.rate}
     * @param from a day of the first interval, which is shown whole; else a year before {@code to}
     * @param to where the last interval is cut; else today
     * @param knownAt a moment: only what was recorded up to it counts, under today's rules
     * @param interval {@code day}, {@code week} (Monday to Sunday) or {@code month}; else days
     */
    @GetMapping("/v1/merchants/{merchant}/kpis/history")
    Mono<History> history(
            @PathVariable("merchant") String merchant,
            @RequestParam(name = "metric", required = false) @Nullable String metric,
            @RequestParam(name = "currency", required = false) @Nullable String currency,
            @RequestParam(name = "from", required = false) @Nullable String from,
            @RequestParam(name = "to", required = false) @Nullable String to,
            @RequestParam(name = "interval", required = false) @Nullable String interval,
            @RequestParam(name = "method", required = false) @Nullable String method,
            @RequestParam(name = "known_at", required = false) @Nullable String knownAt) {
        var question = HistoryQuestion.of(metric, currency, from, to, interval, method, knownAt);
        return merchants
                .required(merchant)
                .flatMap(known -> history.compute(known, question))
                .map(points -> new History(question.metric().code(), question.knownAt(), points));
    }
}
