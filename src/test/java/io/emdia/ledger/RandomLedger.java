package io.emdia.ledger;

import io.emdia.facts.ChargeFact;
import io.emdia.facts.CustomerFact;
import io.emdia.facts.Event;
import io.emdia.facts.Fact;
import io.emdia.facts.FactDate;
import io.emdia.facts.Member;
import io.emdia.facts.Method;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A random set of events that meets every rule of reading the facts: partial and clearing upserts,
 * instants near midnight, two currencies, ids told twice, two bodies under one event id, payments
 * before issue, subscriptions that change, pause, end and come back, discounts, reversals, disputes
 * won, lost and paid again, cancellations withdrawn, write-offs, links between ids and charges that
 * only a payment implies. One seed, one ledger.
 */
public final class RandomLedger {

    private static final LocalDate FIRST_DAY = LocalDate.parse("2025-03-01");
    private static final int DAYS = 120;
    private static final Method[] METHODS = Method.values();

    private final SplittableRandom random;
    private final List<Event> events = new ArrayList<>();
    private int eventIds;

    private RandomLedger(long seed) {
        random = new SplittableRandom(seed);
    }

    /** The events of one connection, in no meaningful order. */
    public static List<Event> events(long seed, int charges) {
        var ledger = new RandomLedger(seed);
        IntStream.range(0, 3).forEach(number -> ledger.customer("cus-" + number));
        new RandomSubscriptions(seed).told().forEach(facts -> ledger.add(facts));
        IntStream.range(0, charges).forEach(number -> ledger.charge("ch-" + number));
        return List.copyOf(ledger.events);
    }

    private void customer(String id) {
        for (var told = 0; told <= random.nextInt(2); told++) {
            add(
                    new CustomerFact.CustomerTold(
                            id,
                            member("Name " + random.nextInt(9)),
                            member("mail" + random.nextInt(9)),
                            Member.missing(),
                            member("document" + random.nextInt(9))));
        }
    }

    private void charge(String id) {
        if (random.nextInt(8) == 0) {
            implied(id);
            some(2, () -> implied(id));
        } else {
            told(id);
        }
        some(4, () -> payment(id));
        some(3, () -> failure(id));
        some(2, () -> add(new ChargeFact.PaymentReversed(id, paymentId(), date())));
        some(2, () -> refund(id));
        some(2, () -> dispute(id));
        if (random.nextInt(4) == 0) {
            add(new ChargeFact.ChargeCanceled(id, date()));
            some(2, () -> add(new ChargeFact.ChargeRestored(id)));
        }
        if (random.nextInt(3) == 0) {
            add(new ChargeFact.ChargeLapsed(id, date()));
        }
        if (random.nextInt(6) == 0) {
            add(new ChargeFact.ChargeWrittenOff(id, date()));
        }
        if (random.nextInt(4) == 0) {
            otherNames(id);
        }
    }

    private void told(String id) {
        add(
                new ChargeFact.ChargeTold(
                        id,
                        Member.of(customerId()),
                        random.nextBoolean()
                                ? Member.of("sub-" + random.nextInt(3))
                                : Member.missing(),
                        Member.of(amount()),
                        Member.of(currency()),
                        member(method()),
                        Member.of(new FactDate.OnDay(day())),
                        member(new FactDate.OnDay(day()))));
        some(2, () -> toldAgain(id));
    }

    private void toldAgain(String id) {
        add(
                new ChargeFact.ChargeTold(
                        id,
                        random.nextInt(3) == 0 ? Member.of(customerId()) : Member.missing(),
                        Member.missing(),
                        random.nextInt(3) == 0 ? Member.of(amount()) : Member.missing(),
                        Member.missing(),
                        member(method()),
                        Member.missing(),
                        random.nextBoolean()
                                ? Member.cleared()
                                : member(new FactDate.OnDay(day()))));
    }

    private void implied(String id) {
        var when = date();
        var amount = amount();
        add(
                new ChargeFact.ChargeImplied(id, customerId(), amount, "BRL", method(), when),
                new ChargeFact.PaymentSucceeded(id, "p0", amount, method(), when, 0, 0, 0));
    }

    private void payment(String told) {
        add(
                new ChargeFact.PaymentSucceeded(
                        told,
                        paymentId(),
                        amount(),
                        random.nextBoolean() ? method() : null,
                        date(),
                        random.nextInt(3) == 0 ? random.nextLong(3_000) : 0,
                        random.nextLong(100),
                        random.nextLong(100)));
    }

    private void failure(String id) {
        add(
                new ChargeFact.PaymentFailed(
                        id,
                        "a" + random.nextInt(3),
                        1,
                        method(),
                        random.nextBoolean() ? "51" : null,
                        instant()));
    }

    private void refund(String id) {
        var refundId = "r" + random.nextInt(2);
        switch (random.nextInt(5)) {
            case 0 -> add(new ChargeFact.RefundFailed(id, refundId));
            case 2 ->
                    add(
                            new ChargeFact.RefundWithdrawn(
                                    id, refundId, 1 + random.nextLong(9_000), date()));
            case 1 -> add(new ChargeFact.RefundedInAll(id, 1 + random.nextLong(9_000), date()));
            default ->
                    add(
                            new ChargeFact.RefundSucceeded(
                                    id, refundId, paymentId(), amount(), date()));
        }
    }

    private void dispute(String id) {
        var disputeId = "d" + random.nextInt(2);
        add(
                new ChargeFact.DisputeOpened(
                        id,
                        disputeId,
                        random.nextBoolean() ? paymentId() : null,
                        amount(),
                        date()));
        if (random.nextBoolean()) {
            add(new ChargeFact.DisputeClosed(id, disputeId, random.nextBoolean(), date()));
        }
        some(2, () -> payment(id));
    }

    /** The same money under another id, linked firmly or by a mark both carry. */
    private void otherNames(String id) {
        var other = "pi-" + id;
        if (random.nextBoolean()) {
            add(new ChargeFact.ChargeLinked(other, id, false));
        } else {
            add(new ChargeFact.ChargeLinked("~mark-" + id, id, true));
            add(new ChargeFact.ChargeLinked(other, "~mark-" + id, true));
        }
        implied(other);
        payment(other);
        some(3, () -> failure(other));
        add(new ChargeFact.ChargeLinked("re-" + id, other, false));
        add(new ChargeFact.RefundSucceeded("re-" + id, "r9", null, amount(), date()));
    }

    private void some(int atMost, Runnable step) {
        IntStream.range(0, random.nextInt(atMost)).forEach(_ -> step.run());
    }

    /** Adds an event; now and then another body under its id, or the same facts under two ids. */
    private void add(Fact... facts) {
        var id = "evt-" + eventIds++;
        events.add(event(id, facts));
        if (random.nextInt(12) == 0) {
            events.add(event("evt-" + eventIds++, facts));
        }
        if (random.nextInt(12) == 0 && !events.isEmpty()) {
            var earlier = events.get(random.nextInt(events.size()));
            events.add(event(earlier.id(), facts));
        }
    }

    private Event event(String id, Fact... facts) {
        var timestamp = instant();
        var body = id + timestamp + List.of(facts);
        return new Event(id, "random", timestamp, digest(body), List.of(facts));
    }

    private static String digest(String body) {
        try {
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private <T> Member<T> member(T value) {
        return switch (random.nextInt(4)) {
            case 0 -> Member.missing();
            case 1 -> Member.cleared();
            default -> Member.of(value);
        };
    }

    private String customerId() {
        return "cus-" + random.nextInt(3);
    }

    private String paymentId() {
        return "p" + random.nextInt(4);
    }

    private String currency() {
        return random.nextInt(4) == 0 ? "USD" : "BRL";
    }

    private Method method() {
        return METHODS[random.nextInt(METHODS.length)];
    }

    private long amount() {
        return random.nextInt(10) == 0 ? 0 : 100 * (1 + random.nextLong(80));
    }

    private LocalDate day() {
        return FIRST_DAY.plusDays(random.nextInt(DAYS));
    }

    /** Often within minutes of midnight in São Paulo, three hours after midnight in UTC. */
    private Instant instant() {
        var midnight = day().atTime(3, 0).toInstant(ZoneOffset.UTC);
        return random.nextBoolean()
                ? midnight.plus(random.nextInt(-10, 10), ChronoUnit.MINUTES)
                : midnight.plus(random.nextInt(86_400), ChronoUnit.SECONDS);
    }

    private FactDate date() {
        return random.nextBoolean() ? new FactDate.OnDay(day()) : new FactDate.At(instant());
    }
}
