package io.emdia.kpi;

import io.emdia.http.Problem;
import io.emdia.kpi.ConsolidatedDocuments.Consolidated;
import io.emdia.merchants.Merchants;
import io.swagger.v3.oas.annotations.Operation;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The KPI document of all currencies in one; who may see a merchant is decided before. */
@RestController
final class ConsolidatedEndpoint {

    private final Merchants merchants;
    private final ConsolidatedDocuments documents;
    private final JsonMapper json;

    ConsolidatedEndpoint(Merchants merchants, ConsolidatedDocuments documents, JsonMapper json) {
        this.merchants = merchants;
        this.documents = documents;
        this.json = json;
    }

    /**
     * The document's members, and beside them {@code "consolidated": true} and the {@code
     * currencies} that were summed; among the movements {@code fx}, what rates alone moved.
     */
    @GetMapping(path = "/v1/merchants/{merchant}/kpis", params = "currency=consolidated")
    @Operation(summary = "The KPI document of all currencies in the one of the daily rates")
    Mono<ObjectNode> kpis(
            @PathVariable("merchant") String merchant,
            @RequestParam(name = "as_of", required = false) @Nullable String asOf,
            @RequestParam(name = "window_start", required = false) @Nullable String windowStart,
            @RequestParam(name = "window_end", required = false) @Nullable String windowEnd,
            @RequestParam(name = "method", required = false) @Nullable String method,
            @RequestParam(name = "known_at", required = false) @Nullable String knownAt) {
        if (knownAt != null) {
            throw Problem.invalid("known_at", "goes with a single currency only");
        }
        var question = KpiQuestion.of(null, asOf, windowStart, windowEnd, method);
        return merchants
                .required(merchant)
                .flatMap(known -> documents.compute(known, question))
                .map(this::marked);
    }

    private ObjectNode marked(Consolidated consolidated) {
        ObjectNode document = json.valueToTree(consolidated.document());
        document.put("consolidated", true);
        consolidated.currencies().forEach(document.putArray("currencies")::add);
        document.withObject("/revenue/movements").put("fx", consolidated.fx());
        return document;
    }
}
