package io.emdia.ledger;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

import io.emdia.facts.SubscriptionFact.CancelReason;
import io.emdia.http.DayParameter;
import io.emdia.http.Page;
import io.emdia.http.Problem;
import io.emdia.ledger.Subscription.SubscriptionKey;
import io.emdia.ledger.SubscriptionLists.Question;

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
import java.util.Locale;

/** Subscriptions over HTTP, at any day; those that have not started by then are left out. */
@RestController
@RequestMapping("/v1/merchants/{merchant}/subscriptions")
final class SubscriptionsEndpoint {

    private final Asked asked;
    private final SubscriptionLists subscriptions;

    SubscriptionsEndpoint(Asked asked, SubscriptionLists subscriptions) {
        this.asked = asked;
        this.subscriptions = subscriptions;
    }

    /** What it was from a day on; amount in minor units for {@code intervalCount} intervals. */
    record Version(
            LocalDate from,
            String customerId,
            @Nullable String plan,
            long amount,
            String interval,
            int intervalCount,
            String status) {

        static Version of(Subscription.Version told) {
            return new Version(
                    told.from(),
                    told.customerId(),
                    told.plan(),
                    told.amount(),
                    told.interval().code(),
                    told.intervalCount(),
                    told.status().code());
        }
    }

    /**
     * @param subscription its members stand beside the lists
     * @param endsReason why it ends, if that was told
     * @param versions from the oldest to the newest
     * @param timeline the events that told them
     */
    record Detail(
            @JsonUnwrapped SubscriptionLists.Item subscription,
            @Nullable String endsReason,
            List<Version> versions,
            List<Timeline.Step> timeline) {

        static Detail of(SubscriptionLists.One one) {
            var state = one.subscription();
            return new Detail(
                    one.item(),
                    reason(state.reason()),
                    state.versions().stream().map(Version::of).toList(),
                    one.timeline());
        }

        private static @Nullable String reason(@Nullable CancelReason reason) {
            return reason == null ? null : reason.name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A page may be shorter than asked when a status is; the cursor leads on.
     *
     * @param sort {@code started_on}, {@code amount} (of a month) or {@code customer}, with a
     *     {@code -} for the other direction
     */
    @GetMapping
    Mono<Page<SubscriptionLists.Item>> list(
            @PathVariable("merchant") String merchant,
            @RequestParam(name = "status", required = false) @Nullable String status,
            @RequestParam(name = "customer_id", required = false) @Nullable String customerId,
            @RequestParam(name = "connection_id", required = false) @Nullable String connectionId,
            @RequestParam(name = "currency", required = false) @Nullable String currency,
            @RequestParam(name = "as_of", required = false) @Nullable String asOf,
            @RequestParam(name = "sort", required = false) @Nullable String sort,
            @RequestParam(name = "limit", required = false) @Nullable String limit,
            @RequestParam(name = "cursor", required = false) @Nullable String cursor) {
        return search(
                merchant,
                new SubscriptionAsked(
                        null,
                        status,
                        customerId,
                        connectionId,
                        currency,
                        asOf,
                        sort,
                        Asked.number("limit", limit),
                        cursor));
    }

    /** The same with a text to find them by, which no URL may hold. */
    @PostMapping("/search")
    Mono<Page<SubscriptionLists.Item>> search(
            @PathVariable("merchant") String merchant, @RequestBody SubscriptionAsked what) {
        var filter = what.filter();
        var order = what.order();
        var day = what.day();
        var size = Page.size(what.limit());
        return asked.merchant(merchant)
                .map(known -> asked.day(known, day))
                .map(at -> new Question(merchant, at, filter, order, size, what.cursor()))
                .flatMap(subscriptions::list);
    }

    @GetMapping("/{connection}/{subscription}")
    Mono<Detail> one(
            @PathVariable("merchant") String merchant,
            @PathVariable("connection") String connection,
            @PathVariable("subscription") String subscription,
            @RequestParam(name = "as_of", required = false) @Nullable String asOf) {
        var day = DayParameter.read("as_of", asOf);
        var key = new SubscriptionKey(merchant, connection, subscription);
        return asked.merchant(merchant)
                .flatMap(known -> subscriptions.one(key, asked.day(known, day)))
                .map(Detail::of)
                .switchIfEmpty(Mono.error(() -> Problem.notFound("there is no such subscription")));
    }
}
