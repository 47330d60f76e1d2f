package io.emdia.gateways.adyen;

import io.emdia.facts.ChargeFact.PaymentSucceeded;
import io.emdia.facts.Event;
import io.emdia.facts.Fact;
import io.emdia.gateways.Digests;
import io.emdia.gateways.Guess;
import io.emdia.gateways.Members;
import io.emdia.gateways.Moments;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What one request holds: items of payments, or one event of a newer family, which has none.
 *
 * @param items at most {@link #ITEMS_MAX}
 * @param other the event of a newer family
 */
record AdyenBody(List<AdyenItem> items, @Nullable Members other, String digest) {

    /** JSON holds one item, SOAP held up to six. */
    static final int ITEMS_MAX = 100;

    private static final String ITEMS = "notificationItems";
    private static final String ITEM = "NotificationRequestItem";
    private static final List<String> TIMES = List.of("createdAt", "timestamp", "creationDate");
    private static final List<String> IDS = List.of("eventId", "webhookId", "id");

    static AdyenBody of(byte[] body) {
        var digest = Digests.sha256Hex(body);
        if (!isJson(body)) {
            return new AdyenBody(List.of(AdyenItem.ofForm(Members.ofForm(body))), null, digest);
        }
        var members = Members.of(body);
        return members.has(ITEMS)
                ? new AdyenBody(items(members), null, digest)
                : new AdyenBody(List.of(), members, digest);
    }

    List<Event> events(AdyenCapture capture) {
        if (other != null) {
            return List.of(unknown(other));
        }
        return items.stream().flatMap(item -> events(item, capture)).toList();
    }

    private static List<AdyenItem> items(Members members) {
        var wrappers = members.objects(ITEMS);
        if (wrappers.isEmpty() || wrappers.size() > ITEMS_MAX) {
            throw members.misread(ITEMS, "must hold 1 to " + ITEMS_MAX + " items");
        }
        var items = new ArrayList<AdyenItem>(wrappers.size());
        wrappers.forEach(wrapper -> items.add(AdyenItem.ofJson(wrapper.object(ITEM))));
        return items;
    }

    private static boolean isJson(byte[] body) {
        for (var letter : body) {
            if (letter > ' ') {
                return letter == '{';
            }
        }
        return true;
    }

    private static Stream<Event> events(AdyenItem item, AdyenCapture capture) {
        var told = event(item, capture);
        return capture.repeats(item)
                ? Stream.of(told, Guess.beside(told, Instant.EPOCH, List.of(payment(item))))
                : Stream.of(told);
    }

    /** As the authorisation would have told it, but for the time. */
    private static Fact payment(AdyenItem item) {
        return new PaymentSucceeded(
                item.charge(),
                item.payment(),
                item.amount(),
                AdyenMethods.of(item),
                item.on(),
                0,
                0,
                0);
    }

    private static Event event(AdyenItem item, AdyenCapture capture) {
        return new Event(
                item.eventId(),
                item.code(),
                item.at(),
                item.digest(),
                AdyenFacts.of(item, capture));
    }

    /** Where it names no time of its own, it is of the beginning of time: it tells nothing. */
    private Event unknown(Members body) {
        var type = body.states("type") ? body.id("type") : "unknown";
        var id = IDS.stream().filter(body::states).findFirst();
        var time = TIMES.stream().filter(body::states).findFirst();
        return new Event(
                id.isPresent() ? body.key(id.get()) : digest,
                type,
                time.isPresent()
                        ? Moments.instant(body, time.get(), Moments.BRASILIA)
                        : Instant.EPOCH,
                digest,
                List.of());
    }
}
