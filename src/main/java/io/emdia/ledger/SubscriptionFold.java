package io.emdia.ledger;

import io.emdia.facts.FactDate;
import io.emdia.facts.SubscriptionFact;
import io.emdia.facts.SubscriptionFact.Interval;
import io.emdia.facts.SubscriptionFact.Status;
import io.emdia.facts.SubscriptionFact.SubscriptionCanceled;
import io.emdia.facts.SubscriptionFact.SubscriptionTold;
import io.emdia.merchants.Merchant.MrrStart;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Folds the set of facts of one subscription, sorted by truth. */
final class SubscriptionFold {

    private final Rules rules;
    private final List<Subscription.Version> versions = new ArrayList<>();
    private @Nullable String customerId;
    private @Nullable String plan;
    private @Nullable Long amount;
    private @Nullable String currency;
    private @Nullable Interval interval;
    private @Nullable Integer intervalCount;
    private @Nullable Status status;
    private @Nullable FactDate startedOn;
    private @Nullable SubscriptionCanceled cancellation;

    private SubscriptionFold(Rules rules) {
        this.rules = rules;
    }

    /** Null while no version holds customer, amount, currency, interval, status and start. */
    static @Nullable Subscription fold(
            Subscription.SubscriptionKey key, Collection<Told> facts, Rules rules) {
        var fold = new SubscriptionFold(rules);
        facts.stream().sorted(Told.BY_TRUTH).forEach(fold::know);
        return fold.subscription(key);
    }

    private void know(Told told) {
        switch ((SubscriptionFact) told.fact()) {
            case SubscriptionTold fact -> merge(fact, day(told));
            case SubscriptionCanceled fact -> cancellation = fact;
        }
    }

    private void merge(SubscriptionTold fact, LocalDate day) {
        cancellation = null;
        customerId = fact.customerId().over(customerId);
        plan = fact.plan().over(plan);
        amount = fact.amount().over(amount);
        currency = fact.currency().over(currency);
        interval = fact.interval().over(interval);
        intervalCount = fact.intervalCount().over(intervalCount);
        status = fact.status().over(status);
        startedOn = fact.startedOn().over(startedOn);
        addVersion(day);
    }

    private void addVersion(LocalDate day) {
        if (customerId == null || amount == null || currency == null || startedOn == null) {
            return;
        }
        if (interval == null || status == null) {
            return;
        }
        var count = intervalCount == null ? 1 : intervalCount;
        versions.add(
                new Subscription.Version(day, customerId, plan, amount, interval, count, status));
    }

    private @Nullable Subscription subscription(Subscription.SubscriptionKey key) {
        if (versions.isEmpty() || currency == null || startedOn == null) {
            return null;
        }
        var ended = cancellation;
        return new Subscription(
                key,
                currency,
                startedOn.in(rules.zone()),
                ended == null ? null : ended.endsOn().in(rules.zone()),
                ended == null ? null : ended.reason(),
                rules.mrrStarts() == MrrStart.FIRST_PAYMENT,
                List.copyOf(versions));
    }

    private LocalDate day(Told told) {
        return told.timestamp().atZone(rules.zone()).toLocalDate();
    }
}
