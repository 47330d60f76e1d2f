package io.emdia.gateways.pagbank;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.emdia.facts.Event;
import io.emdia.gateways.Arrival;
import io.emdia.gateways.Digests;
import io.emdia.gateways.Members;
import io.emdia.gateways.Moments;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * One notification: an order with its charges, one charge alone, or something that tells no money.
 * An event is named after the state it tells, so that a state told again is the same event.
 */
final class PagbankBody {

    private static final int CHARGES_MAX = 100;
    private static final List<String> TIMES = List.of("updated_at", "created_at");

    private PagbankBody() {}

    static List<Event> events(Arrival arrival) {
        var body = arrival.body();
        if (!isJson(body)) {
            return List.of(transaction(body));
        }
        var members = Members.of(body);
        if (members.states("event") && members.isObject("resource")) {
            return List.of(other(body, members.id("event"), members.object("resource")));
        }
        if (members.states("charges")) {
            return order(arrival, members);
        }
        return isCharge(members)
                ? alone(PagbankCharge.alone(members, arrival.pseudonyms()), "|alone")
                : List.of(other(body, "order", members));
    }

    private static boolean isCharge(Members members) {
        return members.isObject("payment_method")
                || members.isObject("amount") && members.id("id").startsWith("CHAR_");
    }

    /** When it began is told as of the beginning of time, older than anything an order tells. */
    static List<Event> alone(PagbankCharge charge, String from) {
        var told = event(charge, from, List.of());
        var begun = PagbankFacts.ofBeginning(charge);
        return List.of(
                told,
                new Event("~" + told.id(), charge.status(), Instant.EPOCH, charge.digest(), begun));
    }

    /**
     * What an order tells of the charges before this one belongs to it: see {@link PagbankFacts}.
     */
    private static Event event(PagbankCharge charge, String from, List<PagbankCharge> declined) {
        return new Event(
                charge.state() + from,
                charge.status(),
                charge.at(),
                charge.digest(),
                PagbankFacts.of(charge, declined));
    }

    /** An order whose code is scanned but not paid has no charge yet. */
    private static List<Event> order(Arrival arrival, Members order) {
        var all = order.objects("charges");
        if (all.isEmpty()) {
            return List.of(other(arrival.body(), "order", order));
        }
        if (all.size() > CHARGES_MAX) {
            throw order.misread("charges", "must be at most " + CHARGES_MAX);
        }
        var charges =
                all.stream()
                        .map(charge -> PagbankCharge.of(order, charge, arrival.pseudonyms()))
                        .toList();
        var last = latest(charges);
        var events = new ArrayList<Event>();
        for (var charge : charges) {
            var before = charge == last ? declinedBut(charge, charges) : List.<PagbankCharge>of();
            events.add(event(charge, "", before));
        }
        return events;
    }

    /** The one that is still to be paid or was, else the youngest refusal. */
    private static PagbankCharge latest(List<PagbankCharge> charges) {
        var declinedFirst =
                Comparator.comparing(PagbankCharge::isDeclined)
                        .reversed()
                        .thenComparing(PagbankCharge::at);
        return Collections.max(charges, declinedFirst);
    }

    private static List<PagbankCharge> declinedBut(
            PagbankCharge latest, List<PagbankCharge> charges) {
        return charges.stream()
                .filter(PagbankCharge::isDeclined)
                .filter(charge -> !charge.id().equals(latest.id()))
                .toList();
    }

    /** Without a time of its own it is of the beginning of time: it tells nothing. */
    private static Event other(byte[] body, String type, Members members) {
        var digest = Digests.sha256Hex(body);
        var time = TIMES.stream().filter(members::states).findFirst();
        var at =
                time.isPresent()
                        ? Moments.instant(members, time.get(), Moments.BRASILIA)
                        : Instant.EPOCH;
        return new Event(digest, type, at, digest, List.of());
    }

    /** The old notification is a form that names a transaction, and nothing of it. */
    private static Event transaction(byte[] body) {
        var form = Members.ofForm(body);
        var code = form.id("notificationCode");
        var type = form.id("notificationType");
        var id = Digests.sha256Hex((type + "|" + code).getBytes(UTF_8));
        return new Event(id, type, Instant.EPOCH, Digests.sha256Hex(body), List.of());
    }

    private static boolean isJson(byte[] body) {
        for (var letter : body) {
            if (letter > ' ') {
                return letter == '{' || letter == '[';
            }
        }
        return true;
    }
}
