package io.emdia.gateways.efi;

import io.emdia.facts.ChargeFact.ChargeCanceled;
import io.emdia.facts.ChargeFact.ChargeImplied;
import io.emdia.facts.ChargeFact.ChargeRestored;
import io.emdia.facts.ChargeFact.ChargeTold;
import io.emdia.facts.ChargeFact.DisputeClosed;
import io.emdia.facts.ChargeFact.DisputeOpened;
import io.emdia.facts.ChargeFact.PaymentSucceeded;
import io.emdia.facts.ChargeFact.RefundSucceeded;
import io.emdia.facts.Event;
import io.emdia.facts.Fact;
import io.emdia.facts.FactDate;
import io.emdia.facts.Member;
import io.emdia.facts.SubscriptionFact.SubscriptionCanceled;
import io.emdia.gateways.Decimals;
import io.emdia.gateways.Lookup;
import io.emdia.gateways.Members;
import io.emdia.gateways.Moments;
import io.emdia.gateways.Reading;
import io.emdia.gateways.Resource;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The history of a notification: all that happened to its charges and subscriptions, from the first
 * entry on. Each entry is an event, read with those before it, so that a longer answer reads the
 * same entries the same way. Its times are of whole seconds: the number of an entry orders those of
 * one second.
 *
 * <p>A history tells what was paid, not what was asked nor until when: that is asked for besides.
 * Nor does it tell a card that was refused from a slip that nobody paid: the charge knows how.
 */
final class EfiHistory {

    private static final int ENTRIES_MAX = 10_000;
    private static final int MICROS_MAX = 999_999;
    private static final Set<String> OVER = Set.of("canceled", "expired");

    private final String token;
    private final Map<String, Past> pasts = new HashMap<>();
    private final Set<Lookup> lookups = new LinkedHashSet<>();

    private EfiHistory(String token) {
        this.token = token;
    }

    /** What the entries before told of one charge. */
    private static final class Past {

        private @Nullable Long paid;
        private boolean contested;
        private boolean over;
    }

    static Reading read(Members answer, String token) {
        var entries = answer.objects("data");
        if (entries.isEmpty() || entries.size() > ENTRIES_MAX) {
            throw answer.misread("data", "must hold 1 to " + ENTRIES_MAX + " entries");
        }
        var history = new EfiHistory(token);
        var events = entries.stream().map(history::event).toList();
        return new Reading.Events(events, List.copyOf(history.lookups));
    }

    private Event event(Members entry) {
        var number = entry.integer("id", 0, Long.MAX_VALUE);
        var state = entry.object("status").id("current");
        var type = entry.id("type") + "." + state;
        var at =
                Moments.instant(entry, "created_at", Moments.BRASILIA)
                        .plus(Math.min(number, MICROS_MAX), ChronoUnit.MICROS);
        return new Event(
                token + "|" + number,
                type.length() > Members.ID_LENGTH_MAX ? state : type,
                at,
                entry.digest(),
                facts(entry, state, at));
    }

    private List<Fact> facts(Members entry, String state, Instant at) {
        if (!entry.isObject("identifiers")) {
            return List.of();
        }
        var ids = entry.object("identifiers");
        var subscription = ids.orNull("subscription_id", Members::key);
        if (ids.states("charge_id")) {
            return chargeFacts(entry, ids.key("charge_id"), subscription, state, at);
        }
        return subscription == null ? List.of() : subscriptionFacts(subscription, state, at);
    }

    private List<Fact> subscriptionFacts(String subscription, String state, Instant at) {
        lookups.add(new Lookup(new Resource(EfiApi.SUBSCRIPTION, subscription), false));
        return OVER.contains(state)
                ? List.of(new SubscriptionCanceled(subscription, new FactDate.At(at), null))
                : List.of();
    }

    private List<Fact> chargeFacts(
            Members entry, String charge, @Nullable String subscription, String state, Instant at) {
        var facts = new ArrayList<Fact>();
        var on = new FactDate.At(at);
        var past = pasts.get(charge);
        if (past == null) {
            past = new Past();
            pasts.put(charge, past);
            lookups.add(new Lookup(new Resource(EfiApi.CHARGE, charge), false));
            facts.add(told(charge, subscription, on));
        }
        if (state.equals("unpaid")) {
            lookups.add(EfiApi.attempt(charge, at));
        }
        switch (state) {
            case "paid", "settled" -> addPaid(facts, entry, charge, past, on);
            case "refunded" -> addRefunded(facts, entry, charge, past, on);
            case "contested" -> addContested(facts, entry, charge, past, on);
            case "canceled", "expired" -> {
                facts.add(new ChargeCanceled(charge, on));
                past.over = true;
            }
            default -> addReopened(facts, charge, past);
        }
        return facts;
    }

    private static ChargeTold told(String charge, @Nullable String subscription, FactDate on) {
        return new ChargeTold(
                charge,
                Member.missing(),
                subscription == null ? Member.missing() : Member.of(subscription),
                Member.missing(),
                Member.of(Decimals.REAL),
                Member.missing(),
                Member.of(on),
                Member.missing());
    }

    /** Paid again after a dispute is a dispute won; paid and then settled is paid once. */
    private static void addPaid(
            List<Fact> facts, Members entry, String charge, Past past, FactDate on) {
        addReopened(facts, charge, past);
        if (past.contested) {
            facts.add(new DisputeClosed(charge, dispute(charge), true, on));
            past.contested = false;
        } else if (past.paid == null && entry.states("value")) {
            var value = entry.amount("value");
            var paidOn =
                    entry.states("received_by_bank_at")
                            ? Moments.date(entry, "received_by_bank_at", Moments.BRASILIA)
                            : on;
            past.paid = value;
            facts.add(new ChargeImplied(charge, null, value, Decimals.REAL, null, paidOn));
            facts.add(new PaymentSucceeded(charge, charge, value, null, paidOn, 0, 0, 0));
        }
    }

    private static void addReopened(List<Fact> facts, String charge, Past past) {
        if (past.over) {
            facts.add(new ChargeRestored(charge));
            past.over = false;
        }
    }

    /** Given back after a dispute is a dispute lost: the money was taken with its opening. */
    private static void addRefunded(
            List<Fact> facts, Members entry, String charge, Past past, FactDate on) {
        var amount = amount(entry, past);
        if (past.contested) {
            facts.add(new DisputeClosed(charge, dispute(charge), false, on));
            past.contested = false;
        } else if (amount != null) {
            facts.add(new RefundSucceeded(charge, charge + "#refunded", charge, amount, on));
        }
    }

    private static void addContested(
            List<Fact> facts, Members entry, String charge, Past past, FactDate on) {
        var amount = amount(entry, past);
        if (amount != null && !past.contested) {
            facts.add(new DisputeOpened(charge, dispute(charge), charge, amount, on));
            past.contested = true;
        }
    }

    private static @Nullable Long amount(Members entry, Past past) {
        return entry.states("value") ? Long.valueOf(entry.amount("value")) : past.paid;
    }

    private static String dispute(String charge) {
        return charge + "#contested";
    }
}
