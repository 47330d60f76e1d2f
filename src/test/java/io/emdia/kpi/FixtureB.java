package io.emdia.kpi;

import io.emdia.facts.Event;
import io.emdia.facts.Fact;
import io.emdia.facts.FactDate;
import io.emdia.facts.Member;
import io.emdia.facts.SubscriptionFact.CancelReason;
import io.emdia.facts.SubscriptionFact.Interval;
import io.emdia.facts.SubscriptionFact.Status;
import io.emdia.facts.SubscriptionFact.SubscriptionCanceled;
import io.emdia.facts.SubscriptionFact.SubscriptionTold;
import io.emdia.ledger.Disorder;
import io.emdia.ledger.MemoryLedger;
import io.emdia.ledger.Subscription;
import io.emdia.ledger.Subscription.SubscriptionKey;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** Eight subscriptions of six customers, worked out by hand: how June 2025 changed them. */
final class FixtureB {

    private final List<Event> events = new ArrayList<>();

    private FixtureB() {}

    static SortedMap<SubscriptionKey, Subscription> subscriptions() {
        var ledger = MemoryLedger.byTruth();
        var entries =
                events().stream().map(event -> Disorder.entry("acme", "gateway", event)).toList();
        var _ = ledger.apply(entries);
        return ledger.subscriptions();
    }

    /** In the order they happened in, customer by customer. */
    static List<Event> events() {
        var fixture = new FixtureB();
        fixture.monthly("A1", "A", 10_000, "01-10");
        fixture.tell("06-05", changed("A1", Member.of(13_000L)));
        fixture.tell("02-10", told("B1", "B", 120_000, Interval.YEAR, "02-10"));
        fixture.tell("06-10", changed("B1", Member.of(90_000L)));
        fixture.monthly("C1", "C", 8_000, "03-03");
        fixture.cancel("C1", "06-12", CancelReason.CUSTOMER_REQUEST);
        fixture.monthly("D1", "D", 6_000, "04-01");
        fixture.cancel("D1", "06-25", CancelReason.NOT_PAID);
        fixture.monthly("E1", "E", 4_000, "01-02");
        fixture.cancel("E1", "03-15", CancelReason.OTHER);
        fixture.monthly("E2", "E", 4_000, "06-15");
        fixture.monthly("F1", "F", 9_000, "06-18");
        fixture.monthly("F2", "F", 1_000, "06-20");
        return List.copyOf(fixture.events);
    }

    private void monthly(String id, String customer, long amount, String startedOn) {
        tell(startedOn, told(id, customer, amount, Interval.MONTH, startedOn));
    }

    private void cancel(String id, String day, CancelReason reason) {
        tell(day, new SubscriptionCanceled(id, date(day), reason));
    }

    private void tell(String day, Fact fact) {
        var id = "event-" + events.size();
        var noon = day(day).atTime(15, 0).toInstant(ZoneOffset.UTC);
        events.add(new Event(id, "fixture", noon, id, List.of(fact)));
    }

    private static Fact told(
            String id, String customer, long amount, Interval interval, String startedOn) {
        return new SubscriptionTold(
                id,
                Member.of(customer),
                Member.missing(),
                Member.of(amount),
                Member.of("BRL"),
                Member.of(interval),
                Member.missing(),
                Member.of(Status.ACTIVE),
                Member.of(date(startedOn)));
    }

    private static Fact changed(String id, Member<Long> amount) {
        return new SubscriptionTold(
                id,
                Member.missing(),
                Member.missing(),
                amount,
                Member.missing(),
                Member.missing(),
                Member.missing(),
                Member.missing(),
                Member.missing());
    }

    private static FactDate date(String monthAndDay) {
        return new FactDate.OnDay(day(monthAndDay));
    }

    private static LocalDate day(String monthAndDay) {
        return LocalDate.parse("2025-" + monthAndDay);
    }
}
