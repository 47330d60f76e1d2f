package io.emdia.gateways.vindi;

import static java.util.Map.entry;

import io.emdia.facts.Fact;
import io.emdia.facts.FactDate;
import io.emdia.facts.Member;
import io.emdia.facts.SubscriptionFact.Interval;
import io.emdia.facts.SubscriptionFact.Status;
import io.emdia.facts.SubscriptionFact.SubscriptionCanceled;
import io.emdia.facts.SubscriptionFact.SubscriptionTold;
import io.emdia.gateways.Decimals;
import io.emdia.gateways.Lookup;
import io.emdia.gateways.Members;
import io.emdia.gateways.Reading;
import io.emdia.gateways.Resource;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A subscription. Each event holds the whole of it but for its price, which only the API tells; it
 * is asked for, and until it is known the bills say what it costs. Past due is worked out.
 */
record VindiSubscription(String type, Instant toldAt, String digest, Members members) {

    private static final String CANCELED = "subscription_canceled";
    private static final Set<String> OVER = Set.of("canceled", "expired");
    private static final String FLAT = "flat";
    private static final String PER_UNIT = "per_unit";
    private static final int COUNT_MAX = 1200;
    private static final long QUANTITY_MAX = 1_000_000;

    private static final Map<String, Interval> INTERVALS =
            Map.ofEntries(
                    entry("days", Interval.DAY),
                    entry("weeks", Interval.WEEK),
                    entry("months", Interval.MONTH),
                    entry("years", Interval.YEAR));

    Reading reading() {
        var facts = new ArrayList<Fact>();
        var price = price();
        facts.add(told(price));
        VindiBill.customer(members).ifPresent(facts::add);
        if (isOver()) {
            facts.add(new SubscriptionCanceled(id(), endsOn(), null));
        }
        var event = VindiEvents.event(type, toldAt, id(), digest, facts);
        var isAnswer = type.equals(VindiApi.SUBSCRIPTION);
        return new Reading.Events(
                List.of(event), price != null || isAnswer || isOver() ? List.of() : lookups());
    }

    private List<Lookup> lookups() {
        return List.of(new Lookup(new Resource(VindiApi.SUBSCRIPTION, id()), false));
    }

    private boolean isOver() {
        return type.equals(CANCELED)
                || members.states("status") && OVER.contains(members.text("status"));
    }

    private FactDate endsOn() {
        return members.states("end_at")
                ? VindiEvents.on(members, "end_at")
                : new FactDate.At(toldAt);
    }

    private SubscriptionTold told(@Nullable Long price) {
        var customer = VindiEvents.idOf(members, "customer");
        var plan = VindiEvents.idOf(members, "plan");
        return new SubscriptionTold(
                id(),
                customer == null ? Member.missing() : Member.of(customer),
                plan == null ? Member.missing() : Member.of(plan),
                price == null ? Member.missing() : Member.of(price),
                Member.of(Decimals.REAL),
                members.told("interval", (from, name) -> from.oneOf(name, INTERVALS)),
                members.told("interval_count", VindiSubscription::count),
                Member.of(Status.ACTIVE),
                members.told("start_at", VindiEvents::day));
    }

    private static int count(Members from, String name) {
        return Math.toIntExact(from.integer(name, 1, COUNT_MAX));
    }

    /** Null while any of its items has none that is plain. */
    private @Nullable Long price() {
        var items = members.states("product_items") ? members.objects("product_items") : null;
        if (items == null || items.isEmpty()) {
            return null;
        }
        var sum = 0L;
        for (var item : items) {
            var price = isActive(item) ? price(item) : Long.valueOf(0);
            if (price == null) {
                return null;
            }
            sum += price;
            if (sum > Members.AMOUNT_MAX) {
                throw members.misread("product_items", "must cost at most " + Members.AMOUNT_MAX);
            }
        }
        return sum;
    }

    /** Neither tiers nor discounts: those only a bill knows. */
    private static @Nullable Long price(Members item) {
        var isDiscounted = item.states("discounts") && !item.objects("discounts").isEmpty();
        if (isDiscounted || !item.isObject("pricing_schema")) {
            return null;
        }
        var schema = item.object("pricing_schema");
        var type = schema.states("schema_type") ? schema.text("schema_type") : FLAT;
        if (!schema.states("price") || !type.equals(FLAT) && !type.equals(PER_UNIT)) {
            return null;
        }
        var price = Decimals.centavos(schema, "price");
        var quantity = type.equals(PER_UNIT) ? quantity(item) : 1;
        if (quantity > 0 && price > Members.AMOUNT_MAX / quantity) {
            throw schema.misread("price", "must cost at most " + Members.AMOUNT_MAX);
        }
        return price * quantity;
    }

    private static boolean isActive(Members item) {
        return !item.states("status") || item.text("status").equals("active");
    }

    private static long quantity(Members item) {
        return item.states("quantity") ? item.integer("quantity", 0, QUANTITY_MAX) : 1;
    }

    private String id() {
        return members.key("id");
    }
}
