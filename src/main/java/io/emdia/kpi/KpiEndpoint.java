package io.emdia.kpi;

import io.emdia.merchants.Merchants;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

/** The KPI document over HTTP; who may see a merchant is decided before. */
@RestController
final class KpiEndpoint {

    private final Merchants merchants;
    private final KnownDocuments documents;

    KpiEndpoint(Merchants merchants, KnownDocuments documents) {
        this.merchants = merchants;
        this.documents = documents;
    }

    /**
     * The figures at the end of a day, today if no other is asked for.
     *
     * @param knownAt a moment: only what was recorded up to it counts, under today's rules; without
     *     {@code as_of} the figures stay those of today
     */
    @GetMapping("/v1/merchants/{merchant}/kpis")
    Mono<KnownDocument> kpis(
            @PathVariable("merchant") String merchant,
            @RequestParam(name = "currency", required = false) @Nullable String currency,
            @RequestParam(name = "as_of", required = false) @Nullable String asOf,
            @RequestParam(name = "window_start", required = false) @Nullable String windowStart,
            @RequestParam(name = "window_end", required = false) @Nullable String windowEnd,
            @RequestParam(name = "method", required = false) @Nullable String method,
            @RequestParam(name = "known_at", required = false) @Nullable String knownAt) {
        var question = KpiQuestion.of(currency, asOf, windowStart, windowEnd, method);
        var then = KnownAt.read(knownAt);
        return merchants
                .required(merchant)
                .flatMap(known -> documents.compute(known, question, then));
    }
}
