package io.emdia.ledger;

import io.emdia.facts.Fact;
import io.emdia.facts.FactDate;
import io.emdia.facts.Member;
import io.emdia.facts.SubscriptionFact.CancelReason;
import io.emdia.facts.SubscriptionFact.Interval;
import io.emdia.facts.SubscriptionFact.Status;
import io.emdia.facts.SubscriptionFact.SubscriptionCanceled;
import io.emdia.facts.SubscriptionFact.SubscriptionTold;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What is told of three random subscriptions: changes of amount, rhythm, status, customer, currency
 * and start, members left out and cleared, ends in the past and the future for every reason, and
 * upserts that may withdraw them.
 */
final class RandomSubscriptions {

    private static final LocalDate FIRST_DAY = LocalDate.parse("2025-02-01");
    private static final int DAYS = 200;
    private static final int SUBSCRIPTIONS = 3;
    private static final int TOLD_MAX = 4;

    private final SplittableRandom random;
    private final List<Fact> told = new ArrayList<>();

    RandomSubscriptions(long seed) {
        random = new SplittableRandom(~seed);
    }

    /** In no meaningful order. */
    List<Fact> told() {
        for (var number = 0; number < SUBSCRIPTIONS; number++) {
            tell("sub-" + number);
        }
        return told;
    }

    private void tell(String id) {
        told.add(whole(id));
        for (var more = random.nextInt(TOLD_MAX); more > 0; more--) {
            told.add(random.nextInt(4) == 0 ? whole(id) : changed(id));
        }
        for (var more = random.nextInt(4); more > 0; more--) {
            told.add(new SubscriptionCanceled(id, date(), reason()));
        }
    }

    private Fact whole(String id) {
        return new SubscriptionTold(
                id,
                Member.of(customer()),
                Member.missing(),
                Member.of(amount()),
                Member.of(random.nextInt(6) == 0 ? "USD" : "BRL"),
                Member.of(interval()),
                random.nextBoolean() ? Member.missing() : Member.of(1 + random.nextInt(4)),
                Member.of(random.nextInt(3) == 0 ? status() : Status.ACTIVE),
                Member.of(date()));
    }

    private Fact changed(String id) {
        return new SubscriptionTold(
                id,
                sometimes(customer(), 6),
                Member.missing(),
                sometimes(amount(), 2),
                Member.missing(),
                sometimes(interval(), 4),
                random.nextInt(6) == 0 ? Member.cleared() : Member.missing(),
                random.nextInt(24) == 0 ? Member.cleared() : sometimes(status(), 3),
                sometimes(date(), 6));
    }

    private <T> Member<T> sometimes(T value, int oneOf) {
        return random.nextInt(oneOf) == 0 ? Member.of(value) : Member.missing();
    }

    private String customer() {
        return "cus-" + random.nextInt(3);
    }

    private long amount() {
        return random.nextInt(10) == 0 ? 0 : 1 + random.nextLong(9_000);
    }

    private Interval interval() {
        return random.nextBoolean()
                ? Interval.MONTH
                : Interval.values()[random.nextInt(Interval.values().length)];
    }

    private Status status() {
        return Status.values()[random.nextInt(Status.values().length)];
    }

    private CancelReason reason() {
        return CancelReason.values()[random.nextInt(CancelReason.values().length)];
    }

    private FactDate date() {
        var day = FIRST_DAY.plusDays(random.nextInt(DAYS));
        return random.nextBoolean()
                ? new FactDate.OnDay(day)
                : new FactDate.At(day.atTime(2, 30).toInstant(ZoneOffset.UTC));
    }
}
