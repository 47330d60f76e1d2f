package io.emdia.gateways.asaas;

import static java.util.Map.entry;

import io.emdia.facts.Fact;
import io.emdia.facts.FactDate;
import io.emdia.facts.Member;
import io.emdia.facts.SubscriptionFact.Interval;
import io.emdia.facts.SubscriptionFact.Status;
import io.emdia.facts.SubscriptionFact.SubscriptionCanceled;
import io.emdia.facts.SubscriptionFact.SubscriptionTold;
import io.emdia.gateways.Decimals;
import io.emdia.gateways.Members;
import io.emdia.gateways.Moments;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Subscriptions, with days as dd/MM/yyyy. Each event holds the whole subscription and tells all of
 * it, also the one of its end: so one that only its end tells of has existed before.
 */
final class AsaasSubscription {

    private static final String DELETED = "SUBSCRIPTION_DELETED";
    private static final String INACTIVATED = "SUBSCRIPTION_INACTIVATED";
    private static final Set<String> TOLD_BY =
            Set.of("SUBSCRIPTION_CREATED", "SUBSCRIPTION_UPDATED", INACTIVATED, DELETED);

    private static final Map<String, Cycle> CYCLES =
            Map.ofEntries(
                    entry("WEEKLY", new Cycle(Interval.WEEK, 1)),
                    entry("BIWEEKLY", new Cycle(Interval.WEEK, 2)),
                    entry("MONTHLY", new Cycle(Interval.MONTH, 1)),
                    entry("BIMONTHLY", new Cycle(Interval.MONTH, 2)),
                    entry("QUARTERLY", new Cycle(Interval.QUARTER, 1)),
                    entry("SEMIANNUALLY", new Cycle(Interval.MONTH, 6)),
                    entry("YEARLY", new Cycle(Interval.YEAR, 1)));

    private AsaasSubscription() {}

    private record Cycle(Interval interval, int count) {}

    static boolean isToldBy(String type) {
        return TOLD_BY.contains(type);
    }

    static List<Fact> facts(String type, Instant toldAt, Members subscription) {
        var id = subscription.id("id");
        var status =
                subscription.states("status") ? subscription.text("status") : Status.ACTIVE.name();
        var isDeleted =
                type.equals(DELETED)
                        || subscription.states("deleted") && subscription.flag("deleted");
        var isPaused = type.equals(INACTIVATED) || status.equals("INACTIVE");
        var facts = new ArrayList<Fact>();
        if (subscription.states("cycle") || !isDeleted) {
            var ours = isPaused && !isDeleted ? Status.PAUSED : Status.ACTIVE;
            facts.add(told(id, subscription, ours));
        }
        if (isDeleted) {
            facts.add(new SubscriptionCanceled(id, new FactDate.At(toldAt), null));
        } else if (status.equals("EXPIRED")) {
            facts.add(new SubscriptionCanceled(id, expiredOn(subscription, toldAt), null));
        }
        return facts;
    }

    private static SubscriptionTold told(String id, Members subscription, Status status) {
        var cycle = subscription.oneOf("cycle", CYCLES);
        return new SubscriptionTold(
                id,
                subscription.told("customer", Members::id),
                Member.missing(),
                Member.of(Decimals.centavos(subscription, "value")),
                Member.of(Decimals.REAL),
                Member.of(cycle.interval()),
                Member.of(cycle.count()),
                Member.of(status),
                subscription.told("dateCreated", Moments::writtenDay));
    }

    private static FactDate expiredOn(Members subscription, Instant toldAt) {
        return subscription.states("endDate")
                ? Moments.writtenDay(subscription, "endDate")
                : new FactDate.At(toldAt);
    }
}
