package io.emdia.facts;

import org.jspecify.annotations.Nullable;

import java.util.Locale;

/** Something told of a subscription. */
public sealed interface SubscriptionFact extends Fact {

    String subscriptionId();

    @Override
    default String subjectId() {
        return subscriptionId();
    }

    /** What the subscription is from the event's day on. */
    record SubscriptionTold(
            String subscriptionId,
            Member<String> customerId,
            Member<String> plan,
            Member<Long> amount,
            Member<String> currency,
            Member<Interval> interval,
            Member<Integer> intervalCount,
            Member<Status> status,
            Member<FactDate> startedOn)
            implements SubscriptionFact {}

    /** It ends: from that day on it is canceled. */
    record SubscriptionCanceled(
            String subscriptionId, FactDate endsOn, @Nullable CancelReason reason)
            implements SubscriptionFact {}

    /** How often it bills. */
    enum Interval {
        DAY,
        WEEK,
        MONTH,
        QUARTER,
        YEAR;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What a gateway says it is; past due and canceled are worked out. */
    enum Status {
        TRIALING,
        ACTIVE,
        PAUSED;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Why it ended; the first three are involuntary. */
    enum CancelReason {
        NOT_PAID,
        NO_CARD,
        FRAUD,
        CUSTOMER_REQUEST,
        OTHER;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
