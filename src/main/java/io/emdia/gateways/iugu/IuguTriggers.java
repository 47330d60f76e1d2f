package io.emdia.gateways.iugu;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.emdia.facts.ChargeFact.ChargeImplied;
import io.emdia.facts.ChargeFact.ChargeTold;
import io.emdia.facts.ChargeFact.PaymentSucceeded;
import io.emdia.facts.Event;
import io.emdia.facts.Fact;
import io.emdia.facts.FactDate;
import io.emdia.facts.Member;
import io.emdia.gateways.Decimals;
import io.emdia.gateways.Digests;
import io.emdia.gateways.Lookup;
import io.emdia.gateways.Members;
import io.emdia.gateways.Moments;
import io.emdia.gateways.Reading;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What Iugu posts: a form that names a thing and its status. Its status counts, not the event's
 * name, and only what has a day is told here, which is a payment; everything else is asked for. A
 * form without any time is older than all others, so it can take nothing back.
 */
final class IuguTriggers {

    private static final String FAILED = "invoice.payment_failed";

    /** They say that something happened, but neither when nor how much. */
    private static final Set<String> SAY_TOO_LITTLE =
            Set.of("invoice.refund", "invoice.partially_refunded", "invoice.refund_reverted");

    private static final Set<String> STATUSES_THAT_SAY_TOO_LITTLE =
            Set.of("canceled", "refunded", "partially_refunded", "in_protest", "chargeback");

    private static final Set<String> PAID = Set.of("paid", "partially_paid", "externally_paid");

    private static final Set<String> INVOICES =
            Set.of(
                    "invoice.created",
                    "invoice.status_changed",
                    "invoice.refund",
                    "invoice.partially_refunded",
                    "invoice.refund_reverted",
                    FAILED,
                    "invoice.rejected",
                    "invoice.due",
                    "invoice.released",
                    "invoice.installment_released",
                    "invoice.dunning_action",
                    "invoice.bank_slip_status");

    /** They change nothing that an answer would tell. */
    private static final Set<String> IN_PASSING =
            Set.of(
                    "invoice.released",
                    "invoice.installment_released",
                    "invoice.dunning_action",
                    "invoice.bank_slip_status");

    private static final Set<String> SUBSCRIPTIONS =
            Set.of(
                    "subscription.created",
                    "subscription.activated",
                    "subscription.suspended",
                    "subscription.renewed",
                    "subscription.expired",
                    "subscription.changed");

    private IuguTriggers() {}

    static Reading read(Members body, String digest) {
        var data = body.isObject("data") ? body.object("data") : body;
        var type = (body.states("event") ? body : data).id("event");
        if (INVOICES.contains(type)) {
            return invoice(type, data, digest);
        }
        var event = event(type, Instant.EPOCH, data, digest, List.of());
        var lookups =
                SUBSCRIPTIONS.contains(type)
                        ? List.of(IuguApi.subscription(data.id("id")))
                        : List.<Lookup>of();
        return new Reading.Events(List.of(event), lookups);
    }

    private static Reading invoice(String type, Members data, String digest) {
        var id = data.id("id");
        var facts = new ArrayList<Fact>();
        facts.add(told(id, data));
        var at = Instant.EPOCH;
        if (saysPayment(data)) {
            at = Moments.instant(data, "paid_at", Moments.BRASILIA);
            addPayment(facts, id, data, at);
        }
        var event = event(type, at, data, digest, facts);
        return new Reading.Events(List.of(event), lookups(type, id, data, digest));
    }

    private static boolean saysPayment(Members data) {
        return data.states("paid_at") && data.states("paid_cents");
    }

    private static List<Lookup> lookups(String type, String id, Members data, String digest) {
        var lookups = new ArrayList<Lookup>();
        var status = IuguMembers.status(data);
        var inPassing = IN_PASSING.contains(type);
        var required =
                SAY_TOO_LITTLE.contains(type)
                        || STATUSES_THAT_SAY_TOO_LITTLE.contains(status)
                        || PAID.contains(status) && !saysPayment(data) && !inPassing;
        if (required || !inPassing) {
            lookups.add(IuguApi.invoice(id, required));
        }
        if (type.equals(FAILED) || type.equals("invoice.rejected")) {
            lookups.add(IuguApi.attempt(digest, id));
        }
        return lookups;
    }

    private static ChargeTold told(String id, Members data) {
        var method = IuguMembers.method(data);
        return new ChargeTold(
                id,
                Member.missing(),
                data.states("subscription_id")
                        ? Member.of(data.id("subscription_id"))
                        : Member.missing(),
                Member.missing(),
                Member.missing(),
                method == null ? Member.missing() : Member.of(method),
                Member.missing(),
                Member.missing());
    }

    /** Of the principal, as far as is known here: the API tells interest and discounts apart. */
    private static void addPayment(List<Fact> facts, String id, Members data, Instant at) {
        var cents = IuguMembers.cents(data, "paid_cents");
        if (cents == 0) {
            return;
        }
        var method = IuguMembers.method(data);
        var on = new FactDate.At(at);
        facts.add(new ChargeImplied(id, null, cents, Decimals.REAL, method, on));
        facts.add(new PaymentSucceeded(id, id, cents, method, on, 0, 0, 0));
    }

    private static Event event(
            String type, Instant at, Members data, String digest, List<Fact> facts) {
        var id = data.states("id") ? data.id("id") : "";
        var name = type + "|" + id + "|" + IuguMembers.status(data) + "|" + digest;
        return new Event(
                name.length() <= Members.ID_LENGTH_MAX
                        ? name
                        : Digests.sha256Hex(name.getBytes(UTF_8)),
                type,
                at,
                digest,
                facts);
    }
}
