package io.emdia.gateways.vindi;

import io.emdia.facts.ChargeFact.ChargeCanceled;
import io.emdia.facts.ChargeFact.ChargeRestored;
import io.emdia.facts.ChargeFact.ChargeTold;
import io.emdia.facts.ChargeFact.PaymentSucceeded;
import io.emdia.facts.CustomerFact.CustomerTold;
import io.emdia.facts.Event;
import io.emdia.facts.Fact;
import io.emdia.facts.FactDate;
import io.emdia.facts.Member;
import io.emdia.facts.Method;
import io.emdia.facts.SubscriptionFact.SubscriptionTold;
import io.emdia.gateways.Decimals;
import io.emdia.gateways.Members;
import io.emdia.gateways.Reading;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A bill, which is our charge; Vindi's charges are the ways it is tried to be paid, and each that
 * succeeds is a payment. Every event holds the whole bill and tells all of it.
 *
 * <p>Webhooks of subscriptions name no price. The bill of a period does: it says what its
 * subscription costs until the subscription itself does, so it says so before all else.
 */
record VindiBill(String type, Instant toldAt, String digest, Members members) {

    static final String PAID = "bill_paid";

    private static final String CANCELED = "bill_canceled";

    /** Brings this century into 1970, in order. */
    private static final int LONG_AGO = 1_000;

    Reading reading() {
        var known = new ArrayList<Fact>();
        var guessed = new ArrayList<Fact>();
        known.add(told());
        customer(members).ifPresent(known::add);
        for (var charge : charges()) {
            new VindiCharge(type, toldAt, charge).addTo(known, guessed, id());
        }
        var noPayment = noPayment(known) && noPayment(guessed);
        if (status().equals("canceled")) {
            var canceled = new ChargeCanceled(id(), new FactDate.At(toldAt));
            (type.equals(CANCELED) ? known : guessed).add(canceled);
        } else if (status().equals("paid")) {
            known.add(new ChargeRestored(id()));
            if (noPayment && amount() > 0) {
                (type.equals(PAID) ? known : guessed).add(paid());
            }
        }
        return new Reading.Events(events(known, guessed));
    }

    static Optional<CustomerTold> customer(Members from) {
        var id = VindiEvents.idOf(from, "customer");
        if (id == null) {
            return Optional.empty();
        }
        var customer = from.object("customer");
        return Optional.of(
                new CustomerTold(
                        id,
                        customer.told("name", Members::text),
                        customer.told("email", Members::text),
                        Member.missing(),
                        customer.told("registry_code", Members::text)));
    }

    private List<Event> events(List<Fact> known, List<Fact> guessed) {
        var told = VindiEvents.event(type, toldAt, id(), digest, known);
        var events = new ArrayList<>(VindiEvents.with(told, guessed));
        price().ifPresent(events::add);
        return events;
    }

    private ChargeTold told() {
        var subscription = VindiEvents.idOf(members, "subscription");
        var customer = VindiEvents.idOf(members, "customer");
        var method = method();
        return new ChargeTold(
                id(),
                customer == null ? Member.missing() : Member.of(customer),
                subscription == null ? Member.cleared() : Member.of(subscription),
                Member.of(amount()),
                Member.of(Decimals.REAL),
                method == null ? Member.missing() : Member.of(method),
                members.told("created_at", VindiEvents::on),
                due());
    }

    /** A bill may leave its day to its charges: then it is the first of theirs. */
    private Member<FactDate> due() {
        return Stream.concat(Stream.of(members), charges().stream())
                .filter(it -> it.states("due_at"))
                .findFirst()
                .map(it -> it.told("due_at", VindiEvents::day))
                .orElseGet(() -> members.told("due_at", VindiEvents::day));
    }

    /**
     * When a bill as the API answers it last changed. Its charges change without it.
     *
     * @param fetchedAt when nothing in it says
     */
    static Instant changedAt(Members bill, Instant fetchedAt) {
        var charges = bill.states("charges") ? bill.objects("charges") : List.<Members>of();
        return Stream.concat(Stream.of(bill), charges.stream())
                .map(it -> VindiEvents.time(it, "updated_at"))
                .filter(Objects::nonNull)
                .max(Instant::compareTo)
                .orElse(fetchedAt);
    }

    private Optional<Event> price() {
        var subscription = VindiEvents.idOf(members, "subscription");
        var createdAt = VindiEvents.time(members, "created_at");
        if (subscription == null || createdAt == null || !members.isObject("period")) {
            return Optional.empty();
        }
        var longAgo = Instant.ofEpochMilli(createdAt.toEpochMilli() / LONG_AGO);
        var what = "price|%s|%s|%d|%s".formatted(subscription, id(), amount(), longAgo);
        var told =
                new SubscriptionTold(
                        subscription,
                        Member.missing(),
                        Member.missing(),
                        Member.of(amount()),
                        Member.of(Decimals.REAL),
                        Member.missing(),
                        Member.missing(),
                        Member.missing(),
                        Member.missing());
        return Optional.of(VindiEvents.longAgo("bill", longAgo, what, told));
    }

    /** Paid without any of its charges: settled by hand, or they were not sent along. */
    private PaymentSucceeded paid() {
        var on = new FactDate.At(toldAt);
        return new PaymentSucceeded(id(), id(), amount(), method(), on, 0, 0, 0);
    }

    private static boolean noPayment(List<Fact> facts) {
        return facts.stream().noneMatch(fact -> fact instanceof PaymentSucceeded);
    }

    /** Of the charge that was paid, else of the last one tried. */
    private @Nullable Method method() {
        Method method = null;
        for (var members : charges()) {
            var charge = new VindiCharge(type, toldAt, members);
            if (charge.isPaid()) {
                return charge.method();
            }
            method = charge.method();
        }
        return method;
    }

    private String id() {
        return members.key("id");
    }

    private long amount() {
        return Decimals.centavos(members, "amount");
    }

    private String status() {
        return members.states("status") ? members.text("status") : "";
    }

    private List<Members> charges() {
        return members.states("charges") ? members.objects("charges") : List.of();
    }
}
