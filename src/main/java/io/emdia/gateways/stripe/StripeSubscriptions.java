package io.emdia.gateways.stripe;

import io.emdia.facts.CustomerFact.CustomerTold;
import io.emdia.facts.Fact;
import io.emdia.facts.Member;
import io.emdia.facts.SubscriptionFact.CancelReason;
import io.emdia.facts.SubscriptionFact.Interval;
import io.emdia.facts.SubscriptionFact.Status;
import io.emdia.facts.SubscriptionFact.SubscriptionCanceled;
import io.emdia.facts.SubscriptionFact.SubscriptionTold;
import io.emdia.gateways.Members;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;

/**
 * Subscriptions and customers. Each event holds the whole object. A cancellation that is only
 * scheduled is not told: Stripe sends {@code customer.subscription.deleted} when it happens.
 */
final class StripeSubscriptions {

    /** Past due is worked out from the invoices; what was never paid at all never began. */
    private static final Map<String, Status> STATUSES =
            Map.of(
                    "trialing", Status.TRIALING,
                    "active", Status.ACTIVE,
                    "past_due", Status.ACTIVE,
                    "unpaid", Status.ACTIVE,
                    "paused", Status.PAUSED);

    private static final Map<String, CancelReason> REASONS =
            Map.of(
                    "cancellation_requested", CancelReason.CUSTOMER_REQUEST,
                    "payment_disputed", CancelReason.FRAUD,
                    "payment_failed", CancelReason.NOT_PAID);

    private static final Map<String, Interval> INTERVALS =
            Map.of(
                    "day", Interval.DAY,
                    "week", Interval.WEEK,
                    "month", Interval.MONTH,
                    "year", Interval.YEAR);

    private static final int INTERVAL_COUNT_MAX = 1200;
    private static final long QUANTITY_MAX = 1_000_000_000;
    private static final int DECIMAL_LENGTH_MAX = 40;

    private StripeSubscriptions() {}

    /** The rhythm that all items of a subscription share. */
    private record Rhythm(Interval interval, int count) {}

    static List<Fact> read(StripeObject subscription) {
        var status = subscription.members().text("status");
        if (status.equals("canceled") || subscription.type().endsWith(".deleted")) {
            return List.of(canceled(subscription));
        }
        var ours = STATUSES.get(status);
        return ours == null ? List.of() : List.of(told(subscription, ours));
    }

    static List<Fact> readCustomer(StripeObject customer) {
        var members = customer.members();
        return List.of(
                new CustomerTold(
                        customer.id(),
                        members.told("name", Members::text),
                        members.told("email", Members::text),
                        members.told("phone", Members::text),
                        Member.missing()));
    }

    private static SubscriptionTold told(StripeObject subscription, Status status) {
        var items = items(subscription.members());
        var rhythm = rhythm(subscription, items);
        var first = price(items.getFirst());
        var holder = subscription.members().states("currency") ? subscription.members() : first;
        var currency = StripeObject.currency(holder);
        return new SubscriptionTold(
                subscription.id(),
                subscription.customer(),
                Member.of(first.id("id")),
                Member.of(amount(subscription.members(), items, currency)),
                Member.of(currency),
                Member.of(rhythm.interval()),
                Member.of(rhythm.count()),
                Member.of(status),
                Member.of(
                        subscription.on(
                                subscription.time("start_date"), subscription.time("created"))));
    }

    private static SubscriptionCanceled canceled(StripeObject subscription) {
        var endsOn =
                subscription.on(subscription.time("ended_at"), subscription.time("canceled_at"));
        return new SubscriptionCanceled(subscription.id(), endsOn, reason(subscription.members()));
    }

    private static @Nullable CancelReason reason(Members subscription) {
        if (!subscription.isObject("cancellation_details")) {
            return null;
        }
        var details = subscription.object("cancellation_details");
        var reason = details.orNull("reason", Members::text);
        return reason == null ? null : REASONS.getOrDefault(reason, CancelReason.OTHER);
    }

    private static Rhythm rhythm(StripeObject subscription, List<Members> items) {
        var rhythms = items.stream().map(item -> rhythm(price(item))).distinct().toList();
        if (rhythms.size() != 1) {
            throw subscription.members().misread("items", "must share one interval");
        }
        return rhythms.getFirst();
    }

    /** A price holds it below {@code recurring}; the older plan holds it itself. */
    private static Rhythm rhythm(Members price) {
        var holder = recurring(price);
        var count =
                holder.states("interval_count")
                        ? holder.integer("interval_count", 1, INTERVAL_COUNT_MAX)
                        : 1;
        return new Rhythm(holder.oneOf("interval", INTERVALS), Math.toIntExact(count));
    }

    private static Members recurring(Members price) {
        return price.isObject("recurring") ? price.object("recurring") : price;
    }

    /** The oldest shape has one plan and no items. */
    private static List<Members> items(Members subscription) {
        var items = StripeObject.list(subscription, "items");
        if (items.isEmpty() && subscription.isObject("plan")) {
            return List.of(subscription);
        }
        if (items.isEmpty()) {
            throw subscription.misread("items", "must hold at least one item");
        }
        return items;
    }

    private static Members price(Members item) {
        return item.object(item.isObject("price") ? "price" : "plan");
    }

    /** What one interval costs; what is billed by usage or in tiers has no fixed amount. */
    private static long amount(Members subscription, List<Members> items, String currency) {
        var sum = BigDecimal.ZERO;
        for (var item : items) {
            var quantity = BigDecimal.valueOf(quantity(item));
            sum = sum.add(unitAmount(price(item)).multiply(quantity));
        }
        var rounded = sum.setScale(0, RoundingMode.HALF_UP);
        if (rounded.compareTo(BigDecimal.valueOf(Members.AMOUNT_MAX)) > 0) {
            throw subscription.misread("items", "must cost at most " + Members.AMOUNT_MAX);
        }
        return StripeObject.minorUnits(subscription, "items", rounded.longValueExact(), currency);
    }

    private static long quantity(Members item) {
        if (item.states("quantity")) {
            return item.integer("quantity", 0, QUANTITY_MAX);
        }
        var usage = recurring(price(item)).orNull("usage_type", Members::text);
        return "metered".equals(usage) ? 0 : 1;
    }

    private static BigDecimal unitAmount(Members price) {
        var name = price.states("unit_amount") ? "unit_amount" : "amount";
        if (price.states(name)) {
            return BigDecimal.valueOf(price.amount(name));
        }
        if (!price.states("unit_amount_decimal")) {
            return BigDecimal.ZERO;
        }
        return decimal(price);
    }

    private static BigDecimal decimal(Members price) {
        var text = price.text("unit_amount_decimal");
        if (text.length() > DECIMAL_LENGTH_MAX || !text.matches("[0-9]+(\\.[0-9]+)?")) {
            throw price.misread("unit_amount_decimal", "must be a decimal number");
        }
        return new BigDecimal(text);
    }
}
