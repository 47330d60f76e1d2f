package io.emdia.ledger;

import io.emdia.facts.Member;
import io.emdia.facts.SubscriptionFact;
import io.emdia.facts.SubscriptionFact.SubscriptionCanceled;
import io.emdia.facts.SubscriptionFact.SubscriptionTold;
import io.emdia.ledger.Subscription.SubscriptionKey;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Subscriptions by the letter of the contract from the whole set of events: what each upsert leaves
 * is asked of all upserts up to it anew. Shares the shape of the answer with the product, and no
 * rule.
 */
public final class SlowSubscriptions {

    private final List<Statement> all = new ArrayList<>();

    private SlowSubscriptions() {}

    private record Statement(Instant at, String event, int index, SubscriptionFact fact) {

        static int order(Statement one, Statement other) {
            var byTime = one.at.compareTo(other.at);
            var byEvent = one.event.compareTo(other.event);
            if (byTime != 0 || byEvent != 0) {
                return byTime != 0 ? byTime : byEvent;
            }
            return Integer.compare(one.index, other.index);
        }

        LocalDate day() {
            return LocalDate.ofInstant(at, MemoryLedger.ZONE);
        }
    }

    /** Every subscription that is known well enough, by id. */
    public static List<Subscription> of(
            Collection<Ledger.Entry> counting,
            String merchant,
            String connection,
            boolean awaitsPayment) {
        var slow = new SlowSubscriptions();
        for (var entry : counting) {
            var facts = entry.event().facts();
            for (var index = 0; index < facts.size(); index++) {
                if (facts.get(index) instanceof SubscriptionFact fact) {
                    var event = entry.event();
                    slow.all.add(new Statement(event.timestamp(), event.id(), index, fact));
                }
            }
        }
        slow.all.sort(Statement::order);
        var ids = new TreeSet<String>();
        slow.all.forEach(statement -> ids.add(statement.fact().subscriptionId()));
        var known = new ArrayList<Subscription>();
        for (var id : ids) {
            var key = new SubscriptionKey(merchant, connection, id);
            var one = slow.subscription(key, awaitsPayment);
            if (one != null) {
                known.add(one);
            }
        }
        return known;
    }

    private @Nullable Subscription subscription(SubscriptionKey key, boolean awaitsPayment) {
        var upserts = upserts(key.subscriptionId());
        var versions = new ArrayList<Subscription.Version>();
        for (var at = 0; at < upserts.size(); at++) {
            var version = version(upserts.subList(0, at + 1));
            if (version != null) {
                versions.add(version);
            }
        }
        var currency = newest(upserts, SubscriptionTold::currency);
        var started = newest(upserts, SubscriptionTold::startedOn);
        if (versions.isEmpty() || currency == null || started == null) {
            return null;
        }
        var end = end(key.subscriptionId());
        return new Subscription(
                key,
                currency,
                SlowFold.day(started),
                end == null ? null : SlowFold.day(end.endsOn()),
                end == null ? null : end.reason(),
                awaitsPayment,
                versions);
    }

    private List<Statement> upserts(String id) {
        return all.stream()
                .filter(statement -> statement.fact().subscriptionId().equals(id))
                .filter(statement -> statement.fact() instanceof SubscriptionTold)
                .toList();
    }

    /** The newest thing that was said of it, if that is its end, or nothing but ends came after. */
    private @Nullable SubscriptionCanceled end(String id) {
        SubscriptionCanceled end = null;
        for (var statement : all.reversed()) {
            if (statement.fact().subscriptionId().equals(id)) {
                if (statement.fact() instanceof SubscriptionTold) {
                    return end;
                }
                end = end == null ? (SubscriptionCanceled) statement.fact() : end;
            }
        }
        return end;
    }

    private static Subscription.@Nullable Version version(List<Statement> upTo) {
        var customer = newest(upTo, SubscriptionTold::customerId);
        var amount = newest(upTo, SubscriptionTold::amount);
        var interval = newest(upTo, SubscriptionTold::interval);
        var status = newest(upTo, SubscriptionTold::status);
        var count = newest(upTo, SubscriptionTold::intervalCount);
        var isPlaced =
                newest(upTo, SubscriptionTold::currency) != null
                        && newest(upTo, SubscriptionTold::startedOn) != null;
        if (customer == null || amount == null || interval == null || status == null || !isPlaced) {
            return null;
        }
        return new Subscription.Version(
                upTo.getLast().day(),
                customer,
                newest(upTo, SubscriptionTold::plan),
                amount,
                interval,
                count == null ? 1 : count,
                status);
    }

    private static <T> @Nullable T newest(
            List<Statement> upTo, Function<SubscriptionTold, Member<T>> member) {
        for (var statement : upTo.reversed()) {
            var said = member.apply((SubscriptionTold) statement.fact());
            if (!(said instanceof Member.Missing)) {
                return said instanceof Member.Stated<T>(var value) ? value : null;
            }
        }
        return null;
    }
}
