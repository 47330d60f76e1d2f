package io.emdia.gateways.pagarme;

import io.emdia.facts.Fact;
import io.emdia.facts.FactDate;
import io.emdia.facts.Member;
import io.emdia.facts.SubscriptionFact.CancelReason;
import io.emdia.facts.SubscriptionFact.Interval;
import io.emdia.facts.SubscriptionFact.Status;
import io.emdia.facts.SubscriptionFact.SubscriptionCanceled;
import io.emdia.facts.SubscriptionFact.SubscriptionTold;
import io.emdia.gateways.Decimals;
import io.emdia.gateways.Members;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A subscription as a whole. What it costs is the sum of its items; discounts, increments and usage
 * are not known before a cycle is billed.
 */
final class PagarmeSubscription {

    private static final String CANCELED = "subscription.canceled";
    private static final Set<String> ENDED = Set.of("canceled", "expired");

    private static final Map<String, Interval> INTERVALS =
            Map.of(
                    "day", Interval.DAY,
                    "week", Interval.WEEK,
                    "month", Interval.MONTH,
                    "year", Interval.YEAR);

    private static final int INTERVAL_COUNT_MAX = 1200;
    private static final long QUANTITY_MAX = 1_000_000;
    private static final long UNIT_PRICE_MAX = 1_000_000_000_000L; // times the quantity: a long

    private PagarmeSubscription() {}

    /** An ended one was active until it ended, so its last event alone tells both. */
    static List<Fact> facts(String type, Instant at, Members subscription) {
        var facts = new ArrayList<Fact>(PagarmeCustomer.in(subscription));
        facts.add(told(subscription));
        var status = subscription.orNull("status", Members::text);
        if (type.equals(CANCELED) || status != null && ENDED.contains(status)) {
            facts.add(
                    new SubscriptionCanceled(
                            subscription.id("id"), endsOn(subscription, at), reason(subscription)));
        }
        return facts;
    }

    private static SubscriptionTold told(Members subscription) {
        return new SubscriptionTold(
                subscription.id("id"),
                PagarmeInvoice.stated(PagarmeCustomer.idIn(subscription)),
                plan(subscription),
                amount(subscription),
                Member.of(
                        subscription.states("currency")
                                ? subscription.currency("currency")
                                : Decimals.REAL),
                PagarmeInvoice.stated(
                        subscription.orNull(
                                "interval", (from, name) -> from.oneOf(name, INTERVALS))),
                intervalCount(subscription),
                Member.of(Status.ACTIVE),
                startedOn(subscription));
    }

    /** One unless it says otherwise, where it says how often it bills at all. */
    private static Member<Integer> intervalCount(Members subscription) {
        if (subscription.states("interval_count")) {
            var count = subscription.integer("interval_count", 1, INTERVAL_COUNT_MAX);
            return Member.of(Math.toIntExact(count));
        }
        return subscription.states("interval") ? Member.of(1) : Member.missing();
    }

    private static Member<FactDate> startedOn(Members subscription) {
        for (var name : List.of("start_at", "created_at")) {
            if (subscription.states(name)) {
                return Member.of(PagarmeTimes.on(subscription, name));
            }
        }
        return Member.missing();
    }

    private static Member<String> plan(Members subscription) {
        if (!subscription.isObject("plan")) {
            return Member.missing();
        }
        return PagarmeInvoice.stated(subscription.object("plan").orNull("id", Members::id));
    }

    private static Member<Long> amount(Members subscription) {
        if (!subscription.states("items")) {
            return subscription.states("amount")
                    ? Member.of(subscription.amount("amount"))
                    : Member.missing();
        }
        var sum = 0L;
        for (var item : subscription.objects("items")) {
            sum = Math.addExact(sum, cost(item));
        }
        if (sum > Members.AMOUNT_MAX) {
            throw subscription.misread("items", "must cost at most " + Members.AMOUNT_MAX);
        }
        return Member.of(sum);
    }

    /** What is priced by volume or in tiers has no price before it is used. */
    private static long cost(Members item) {
        var status = item.orNull("status", Members::text);
        if (status != null && !status.equals("active") || !item.isObject("pricing_scheme")) {
            return 0;
        }
        var scheme = item.object("pricing_scheme");
        var price = scheme.states("price") ? scheme.integer("price", 0, UNIT_PRICE_MAX) : 0;
        var quantity = item.states("quantity") ? item.integer("quantity", 0, QUANTITY_MAX) : 1;
        return Math.multiplyExact(price, quantity);
    }

    private static FactDate endsOn(Members subscription, Instant toldAt) {
        for (var name : List.of("canceled_at", "updated_at")) {
            if (subscription.states(name)) {
                return PagarmeTimes.on(subscription, name);
            }
        }
        return new FactDate.At(toldAt);
    }

    private static @Nullable CancelReason reason(Members subscription) {
        return "expired".equals(subscription.orNull("status", Members::text))
                ? CancelReason.OTHER
                : null;
    }
}
