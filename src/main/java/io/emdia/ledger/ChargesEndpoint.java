package io.emdia.ledger;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

import io.emdia.http.DayParameter;
import io.emdia.http.Page;
import io.emdia.http.Problem;
import io.emdia.ledger.ChargeLists.Listed;
import io.emdia.merchants.Merchant;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.time.LocalDate;
import java.util.List;

/** Charges over HTTP, at any day. */
@RestController
@RequestMapping("/v1/merchants/{merchant}/charges")
final class ChargesEndpoint {

    private final Asked asked;
    private final ChargeLists charges;

    ChargesEndpoint(Asked asked, ChargeLists charges) {
        this.asked = asked;
        this.charges = charges;
    }

    /**
     * One charge and everything that was told of it.
     *
     * @param charge its members stand beside the lists
     * @param facts from the oldest to the newest by truth
     * @param timeline the events that told them
     */
    record Detail(
            @JsonUnwrapped ChargeLists.Item charge,
            List<Object> facts,
            List<Timeline.Step> timeline) {

        static Detail of(ChargeLists.Item charge, List<Timeline.Step> timeline) {
            var facts = timeline.stream().flatMap(step -> step.facts().stream()).toList();
            return new Detail(charge, facts, timeline);
        }
    }

    /**
     * @param doubtful {@code true} for those that are long overdue and whose gateway has said
     *     nothing since they were due
     * @param aging a bucket of the asked day, as a document names it
     * @param sort {@code due_on}, {@code issued_on}, {@code amount} or {@code open_amount}, with a
     *     {@code -} for the last or greatest first
     */
    @GetMapping
    Mono<Page<ChargeLists.Item>> list(
            @PathVariable("merchant") String merchant,
            @RequestParam(name = "status", required = false) @Nullable String status,
            @RequestParam(name = "customer_id", required = false) @Nullable String customerId,
            @RequestParam(name = "subscription_id", required = false)
                    @Nullable String subscriptionId,
            @RequestParam(name = "connection_id", required = false) @Nullable String connectionId,
            @RequestParam(name = "method", required = false) @Nullable String method,
            @RequestParam(name = "currency", required = false) @Nullable String currency,
            @RequestParam(name = "aging", required = false) @Nullable String aging,
            @RequestParam(name = "due_from", required = false) @Nullable String dueFrom,
            @RequestParam(name = "due_to", required = false) @Nullable String dueTo,
            @RequestParam(name = "doubtful", required = false) @Nullable String doubtful,
            @RequestParam(name = "as_of", required = false) @Nullable String asOf,
            @RequestParam(name = "sort", required = false) @Nullable String sort,
            @RequestParam(name = "limit", required = false) @Nullable String limit,
            @RequestParam(name = "cursor", required = false) @Nullable String cursor) {
        return search(
                merchant,
                new ChargeAsked(
                        null,
                        status,
                        customerId,
                        subscriptionId,
                        connectionId,
                        method,
                        currency,
                        aging,
                        dueFrom,
                        dueTo,
                        ChargeFilter.truth("doubtful", doubtful),
                        asOf,
                        sort,
                        Asked.number("limit", limit),
                        cursor));
    }

    /** The same with a text to find them by, which no URL may hold. */
    @PostMapping("/search")
    Mono<Page<ChargeLists.Item>> search(
            @PathVariable("merchant") String merchant, @RequestBody ChargeAsked what) {
        var filter = what.filter();
        var order = what.order();
        var day = what.day();
        var size = Page.size(what.limit());
        return asked.merchant(merchant)
                .map(known -> asOf(known, day))
                .map(at -> new Listed(merchant, at, filter, order, size, what.cursor()))
                .flatMap(charges::list);
    }

    @GetMapping("/{connection}/{charge}")
    Mono<Detail> one(
            @PathVariable("merchant") String merchant,
            @PathVariable("connection") String connection,
            @PathVariable("charge") String charge,
            @RequestParam(name = "as_of", required = false) @Nullable String asOf) {
        var day = DayParameter.read("as_of", asOf);
        return asked.merchant(merchant)
                .flatMap(known -> charges.one(merchant, asOf(known, day), connection, charge))
                .switchIfEmpty(Mono.error(() -> Problem.notFound("there is no such charge")))
                .flatMap(
                        item ->
                                charges.timeline(merchant, connection, charge)
                                        .map(steps -> Detail.of(item, steps)));
    }

    private ChargeLists.AsOf asOf(Merchant merchant, @Nullable LocalDate day) {
        return new ChargeLists.AsOf(asked.day(merchant, day), merchant.doubtfulAfterDays());
    }
}
