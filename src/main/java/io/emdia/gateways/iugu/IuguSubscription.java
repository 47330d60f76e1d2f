package io.emdia.gateways.iugu;

import static java.util.Map.entry;

import io.emdia.facts.Fact;
import io.emdia.facts.FactDate;
import io.emdia.facts.Member;
import io.emdia.facts.SubscriptionFact.Interval;
import io.emdia.facts.SubscriptionFact.Status;
import io.emdia.facts.SubscriptionFact.SubscriptionTold;
import io.emdia.gateways.Members;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A subscription as the API answers it. How often it bills its plan knows, which is asked for. An
 * expired one is past due, which is worked out; a suspended one is paused; none is ever canceled,
 * for Iugu only deletes.
 */
final class IuguSubscription {

    private static final int INTERVAL_MAX = 1200;

    private static final Map<String, Interval> INTERVALS =
            Map.ofEntries(
                    entry("days", Interval.DAY),
                    entry("weeks", Interval.WEEK),
                    entry("months", Interval.MONTH),
                    entry("years", Interval.YEAR));

    private IuguSubscription() {}

    static List<Fact> facts(Members subscription) {
        var facts = new ArrayList<Fact>();
        facts.add(told(subscription));
        IuguInvoice.customer(subscription, facts);
        return facts;
    }

    /** Null where the answer itself says how often it bills. */
    static @Nullable String unknownPlan(Members subscription) {
        return subscription.states("interval_type")
                ? null
                : subscription.orNull("plan_identifier", Members::id);
    }

    /** How often a subscription bills, as its plan says. */
    static SubscriptionTold rhythm(String subscription, Members plan) {
        return new SubscriptionTold(
                subscription,
                Member.missing(),
                Member.missing(),
                Member.missing(),
                Member.missing(),
                Member.of(plan.oneOf("interval_type", INTERVALS)),
                Member.of(count(plan)),
                Member.missing(),
                Member.missing());
    }

    private static SubscriptionTold told(Members subscription) {
        var saysRhythm = subscription.states("interval_type");
        var started = IuguMembers.time(subscription, "created_at");
        return new SubscriptionTold(
                subscription.id("id"),
                subscription.told("customer_id", Members::id),
                subscription.told("plan_identifier", Members::id),
                subscription.states("price_cents")
                        ? Member.of(price(subscription))
                        : Member.missing(),
                Member.of(IuguInvoice.currency(subscription)),
                saysRhythm
                        ? Member.of(subscription.oneOf("interval_type", INTERVALS))
                        : Member.missing(),
                saysRhythm ? Member.of(count(subscription)) : Member.missing(),
                Member.of(status(subscription)),
                started == null ? Member.missing() : Member.of(new FactDate.At(started)));
    }

    private static int count(Members holder) {
        return holder.states("interval")
                ? Math.toIntExact(holder.integer("interval", 1, INTERVAL_MAX))
                : 1;
    }

    private static Status status(Members subscription) {
        if (isSet(subscription, "suspended")) {
            return Status.PAUSED;
        }
        return isSet(subscription, "in_trial") ? Status.TRIALING : Status.ACTIVE;
    }

    /** The plan's price, and whatever else is billed each time. */
    private static long price(Members subscription) {
        var sum = IuguMembers.cents(subscription, "price_cents");
        var items =
                subscription.states("subitems")
                        ? subscription.objects("subitems")
                        : List.<Members>of();
        for (var item : items) {
            if (isSet(item, "recurrent")) {
                sum += cost(item);
            }
            if (sum > Members.AMOUNT_MAX) {
                throw subscription.misread("subitems", "must cost at most " + Members.AMOUNT_MAX);
            }
        }
        return Math.max(0, sum);
    }

    private static long cost(Members item) {
        var price = item.integer("price_cents", -Members.AMOUNT_MAX, Members.AMOUNT_MAX);
        var quantity = item.states("quantity") ? item.integer("quantity", 0, INTERVAL_MAX) : 1;
        if (quantity > 0 && Math.abs(price) > Members.AMOUNT_MAX / quantity) {
            throw item.misread("price_cents", "must cost at most " + Members.AMOUNT_MAX);
        }
        return price * quantity;
    }

    private static boolean isSet(Members from, String name) {
        return from.states(name) && from.flag(name);
    }
}
