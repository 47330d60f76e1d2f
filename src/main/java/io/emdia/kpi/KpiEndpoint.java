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
    private final KpiDocuments documents;

    KpiEndpoint(Merchants merchants, KpiDocuments documents) {
        this.merchants = merchants;
        this.documents = documents;
    }

    @GetMapping("/v1/merchants/{merchant}/kpis")
    Mono<KpiDocument> kpis(
            @PathVariable("merchant") String merchant,
            @RequestParam(name = "currency", required = false) @Nullable String currency,
            @RequestParam(name = "as_of", required = false) @Nullable String asOf,
            @RequestParam(name = "window_start", required = false) @Nullable String windowStart,
            @RequestParam(name = "window_end", required = false) @Nullable String windowEnd,
            @RequestParam(name = "method", required = false) @Nullable String method) {
        var question = KpiQuestion.of(currency, asOf, windowStart, windowEnd, method);
        return merchants.required(merchant).flatMap(known -> documents.compute(known, question));
    }
}
