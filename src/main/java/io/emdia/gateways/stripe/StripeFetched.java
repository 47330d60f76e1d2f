package io.emdia.gateways.stripe;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.emdia.facts.ChargeFact.RefundedInAll;
import io.emdia.facts.Event;
import io.emdia.facts.Fact;
import io.emdia.facts.FactDate;
import io.emdia.gateways.Digests;
import io.emdia.gateways.Fetched;
import io.emdia.gateways.Members;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Objects that the API answered, read as the events that would have told them. An invoice has the
 * times of all that happened to it, and counts from when it was asked for. An intent and a charge
 * do not tell when they were paid: what they tell counts from when the charge was made, so that it
 * yields to every event, and what was refunded from when it was asked for.
 */
final class StripeFetched {

    private static final String SUCCEEDED = "succeeded";

    private StripeFetched() {}

    static List<Event> read(Fetched fetched, Members object) {
        if (!object.id("id").equals(fetched.resource().id())
                || !object.text("object").equals(fetched.resource().kind())) {
            throw object.misread("id", "must be the one that was asked for");
        }
        return switch (fetched.resource().kind()) {
            case StripeApi.INVOICE -> List.of(invoice(object, fetched.at()));
            case StripeApi.INTENT -> List.of(intent(object));
            case StripeApi.CHARGE -> charge(object, fetched.at());
            default -> throw object.misread("object", "is of a kind that is never asked for");
        };
    }

    private static Event invoice(Members object, Instant at) {
        var type = "invoice.fetched";
        var paid = object.states("amount_paid") ? object.amount("amount_paid") : 0;
        var state = object.id("status") + "|" + paid + "|" + object.amount("amount_due");
        var facts = StripeInvoices.read(new StripeObject(type, at, object));
        return event(object, type, state, at, facts);
    }

    private static Event intent(Members object) {
        var status = object.id("status");
        var type =
                switch (status) {
                    case SUCCEEDED -> "payment_intent.succeeded";
                    case "canceled" -> "payment_intent.canceled";
                    default ->
                            object.isObject("last_payment_error")
                                    ? "payment_intent.payment_failed"
                                    : "payment_intent.created";
                };
        var from = object.isObject("latest_charge") ? object.object("latest_charge") : object;
        var at = from.epochSecond("created");
        var facts = StripePayments.readIntent(new StripeObject(type, at, object));
        return event(object, type, status, at, facts);
    }

    private static List<Event> charge(Members object, Instant fetchedAt) {
        var events = new ArrayList<Event>();
        var status = object.id("status");
        var type = status.equals(SUCCEEDED) || status.equals("failed") ? status : "updated";
        var at = object.epochSecond("created");
        var facts = StripePayments.readCharge(new StripeObject("charge." + type, at, object));
        events.add(event(object, "charge." + type, status, at, facts));
        var told = new StripeObject("charge.refunded", fetchedAt, object);
        var refunded = object.states("amount_refunded") ? told.amount("amount_refunded") : 0;
        if (refunded > 0) {
            var total = new RefundedInAll(told.id(), refunded, new FactDate.At(fetchedAt));
            events.add(
                    event(object, told.type(), "refunded " + refunded, fetchedAt, List.of(total)));
        }
        return events;
    }

    private static Event event(
            Members object, String type, String state, Instant at, List<Fact> facts) {
        var id = "fetched/" + object.id("id") + "|" + state;
        return new Event(
                id.length() > Members.ID_LENGTH_MAX ? Digests.sha256Hex(id.getBytes(UTF_8)) : id,
                type,
                at,
                object.digest(),
                facts);
    }
}
